import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { argv, execPath, exit, stderr, stdout, version } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { judged, type Figure, type Judged } from './figure.ts';
import { figures } from './figures/index.ts';

/**
 * The benchmarks. `--only a,b` picks figures. Each figure has a process of its own, so that none inherits another's
 * heap. One JSON document goes to standard output; progress goes to standard error.
 */
const { values } = parseArgs({
  args: argv.slice(2),
  options: { only: { type: 'string' }, in: { type: 'string' } },
});

if (values.in !== undefined) {
  const measurements = await named(values.in).measure();
  stdout.write(JSON.stringify(measurements.map(judged)));
  // What a figure started and did not end must not keep the run waiting.
  exit(0);
}

const wanted = values.only === undefined ? figures : values.only.split(',').map(named);
const measured = [];
for (const figure of wanted) {
  const started = performance.now();
  stderr.write(`${figure.name} …`);
  const lines = await inOwnProcess(figure);
  const seconds = Math.round((performance.now() - started) / 1000);
  stderr.write(` ${seconds} s\n`);
  measured.push({ name: figure.name, measures: figure.measures, against: figure.against, seconds, lines });
}
const all = measured.flatMap(({ lines }) => lines);
const missed = all.filter(({ met }) => met === false).length;
const machine = { node: version, cores: cpus().length, processor: cpus()[0]?.model };
stdout.write(`${JSON.stringify({ machine, lines: all.length, missed, figures: measured }, null, 2)}\n`);

function named(name: string): Figure {
  const figure = figures.find((one) => one.name === name.trim());
  if (figure) return figure;
  stderr.write(`There is no figure "${name}". There are: ${figures.map((one) => one.name).join(', ')}.\n`);
  return exit(1);
}

async function inOwnProcess({ name }: Figure): Promise<Judged[]> {
  const child = spawn(execPath, ['--expose-gc', fileURLToPath(import.meta.url), '--in', name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`The figure "${name}" ended with ${code ?? 'a signal'}.`);
  return JSON.parse(text) as Judged[];
}
