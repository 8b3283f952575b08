import { argv, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { memoryTables } from '../../src/storage/memory-store.ts';
import { runPayloads } from './run.ts';

/**
 * `npm run payloads -- --count 20000 [--seed N] [--storage-fails-one-in N]`: the same payloads as the suite's, as many
 * as are wanted.
 */
const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    count: { type: 'string', default: '20000' },
    seed: { type: 'string' },
    'storage-fails-one-in': { type: 'string' },
  },
});
const oneIn = values['storage-fails-one-in'];
const started = performance.now();
let told = 0;
const seconds = () => Math.round((performance.now() - started) / 1000);

try {
  const report = await runPayloads({
    count: Number(values.count),
    seed: Number(values.seed ?? Math.floor(Math.random() * 2 ** 31)),
    tables: async () => memoryTables(),
    ...(oneIn === undefined ? {} : { storageFailsOneIn: Number(oneIn) }),
    progress(sent) {
      if (sent < told + 1000) return;
      told = sent;
      stderr.write(`${sent} sent, ${seconds()} s\n`);
    },
  });
  stdout.write(`${JSON.stringify({ ...report, seconds: seconds() }, null, 2)}\n`);
} catch (error) {
  stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
