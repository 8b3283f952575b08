/** A start that cannot be made as things are on this machine. Its message says what to do, a problem a line. */
export class StartRefused extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`Board Updates cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'StartRefused';
    this.problems = problems;
  }
}
