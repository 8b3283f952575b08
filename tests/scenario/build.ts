import { spawnSync } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
/** Outside the project, so that a run that was stopped leaves nothing in it; one a checkout. */
const lock = join(
  tmpdir(),
  `board-updates-build-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`,
);

/** A script of the build, e.g. `main.js`, built first if anything has changed since. */
export async function built(script: 'main.js' | 'cli.js'): Promise<string> {
  once ??= alone(compile);
  await once;
  return join(root, 'dist', script);
}

let once: Promise<void> | undefined;

function compile(): void {
  const { status, stdout } = spawnSync(process.execPath, [compiler, '--build', 'tsconfig.build.json'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The build failed:\n${stdout}`);
}

/** Test files run beside each other: one of them builds, the others wait and then find nothing to do. */
async function alone(work: () => void): Promise<void> {
  while (!(await taken())) await pause(100);
  try {
    work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function taken(): Promise<boolean> {
  try {
    const file = await open(lock, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch {
    if (await isAbandoned()) await rm(lock, { force: true });
    return false;
  }
}

/** Left by a run that was killed while it built. */
async function isAbandoned(): Promise<boolean> {
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
  if (holder === 0) return false;
  try {
    process.kill(holder, 0);
    return false;
  } catch {
    return true;
  }
}
