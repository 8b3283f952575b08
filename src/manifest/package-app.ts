import { createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { ZipFile } from 'yazl';
import { checkManifest } from './check-manifest.ts';
import { fillManifest } from './fill-manifest.ts';
import { readPackageOptions } from './package-options.ts';

const source = new URL('../../manifest/', import.meta.url);
const defaultOut = fileURLToPath(new URL('../../dist/board-updates.zip', import.meta.url));

/** Fixed, so that the same values give the same file. */
const mtime = new Date(2026, 0, 1);

export type Packaged = { kind: 'packaged'; out: string } | { kind: 'refused'; problems: string[] };

/** Writes the Teams app package: the manifest with an installation's values, and both icons, at the top of a zip. */
export async function packageApp(args: string[]): Promise<Packaged> {
  const read = readPackageOptions(args);
  if (read.kind === 'refused') return read;
  const { values, out = defaultOut } = read.options;

  const manifest = fillManifest(await readFile(new URL('manifest.json', source), 'utf8'), values);
  const problems = await checkManifest(manifest);
  if (problems.length > 0) return { kind: 'refused', problems };

  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(manifest), 'manifest.json', { mtime });
  for (const icon of ['color.png', 'outline.png']) {
    zip.addBuffer(await readFile(new URL(icon, source)), icon, { mtime });
  }
  zip.end();
  await mkdir(dirname(out), { recursive: true });
  await pipeline(zip.outputStream, createWriteStream(out));
  return { kind: 'packaged', out };
}
