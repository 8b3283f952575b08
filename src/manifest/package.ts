import { packageApp } from './package-app.ts';

const result = await packageApp(process.argv.slice(2));
switch (result.kind) {
  case 'packaged':
    console.log(`Wrote ${result.out}`);
    break;
  case 'refused':
    console.error(['Nothing was written.', ...result.problems.map((problem) => `- ${problem}`)].join('\n'));
    process.exitCode = 1;
    break;
}
