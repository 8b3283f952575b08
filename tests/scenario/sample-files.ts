import { readFile } from 'node:fs/promises';
import type { Files } from './council.ts';

const folder = new URL('../../src/local/sample/', import.meta.url);

/** The shipped sample: 53 actions under 5 priorities, 18 owners, of whom 11 are reached by Teams. */
export async function sampleFiles(): Promise<Files> {
  const [register, owners, settings] = await Promise.all(
    ['register.csv', 'owners.csv', 'settings.json'].map((name) => readFile(new URL(name, folder), 'utf8')),
  );
  return {
    register: register ?? '',
    owners: owners ?? '',
    settings: JSON.parse(settings ?? '') as object,
  };
}
