/** A fault as it may be logged: names and places in the code. A message could quote what somebody wrote. */
export function loggableFault(thrown: unknown): { fault: string; at: string[]; cause?: string } {
  if (!(thrown instanceof Error)) return { fault: typeof thrown, at: [] };
  const at = (thrown.stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 6);
  return { fault: thrown.name, at, ...(thrown.cause instanceof Error ? { cause: thrown.cause.name } : {}) };
}
