import { readFile } from 'node:fs/promises';
import { ProgrammeSettings } from '../programme/settings.ts';

export interface SampleFiles {
  register: SampleFile;
  owners: SampleFile;
  /** As they stand in the file, for the import to read. */
  settings: unknown;
}

export interface SampleFile {
  name: string;
  bytes: Uint8Array;
}

// From the sources and from what is built of them alike: only code is compiled.
const folder = new URL('../../src/local/sample/', import.meta.url);

/** The shipped sample programme, as files. */
export async function sampleFiles(): Promise<SampleFiles> {
  const [register, owners, settings] = await Promise.all(
    ['register.csv', 'owners.csv', 'settings.json'].map(fileAt),
  );
  if (!register || !owners || !settings) throw new Error('The sample programme is not complete.');
  return { register, owners, settings: JSON.parse(new TextDecoder().decode(settings.bytes)) };
}

/** The sample's settings, with every default filled in. */
export async function sampleSettings(): Promise<ProgrammeSettings> {
  return ProgrammeSettings.parse((await sampleFiles()).settings);
}

async function fileAt(name: string): Promise<SampleFile> {
  return { name, bytes: await readFile(new URL(name, folder)) };
}
