import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Problem } from '../programme/problem.ts';
import { importRegister, type ImportResult } from '../workflow/register/import-register.ts';
import type { ImportInput } from '../workflow/register/read-import.ts';
import type { Run } from './command.ts';
import { Refused } from './output.ts';

export interface ImportOptions {
  file: string;
  programme: string;
  owners?: string;
  settings?: string;
  map?: string;
  dryRun?: boolean;
  retire?: boolean;
}

/** `import`: reads a register, all or nothing. */
export const importCommand: Run<ImportOptions> = async ({ app, config }, options) => {
  const input: ImportInput = {
    programmeId: options.programme,
    file: await fileAt(options.file),
    production: config.production,
    now: app.clock.now(),
    ...(options.owners === undefined ? {} : { owners: await fileAt(options.owners) }),
    ...(options.settings === undefined ? {} : { settings: await jsonAt(options.settings) }),
    ...(options.map === undefined ? {} : { map: await jsonAt(options.map) }),
    ...(options.dryRun === undefined ? {} : { dryRun: options.dryRun }),
    ...(options.retire === undefined ? {} : { retire: options.retire }),
  };
  const result = await importRegister(app.store, input);
  if (result.errors.length > 0) throw new Refused(result.errors.map(inWords), result);
  if (options.dryRun !== true) await app.planAgain(options.programme);
  return { document: result, lines: linesOf(result, options.dryRun === true) };
};

function linesOf(result: ImportResult, dryRun: boolean): string[] {
  const { added, changed, retired, unchanged } = result;
  const nothing = added + changed + retired === 0;
  return [
    `${result.programme}: ${result.actions} actions, ${result.owners} owners, ${result.contacts} contacts.`,
    nothing
      ? `No action has changed: ${unchanged} are as they were.`
      : `${added} added, ${changed} changed, ${retired} retired, ${unchanged} unchanged.`,
    ...(dryRun ? ['This was a dry run: nothing was stored.'] : []),
    ...result.warnings.map((warning) => `Warning: ${inWords(warning)}`),
  ];
}

/** `Row 12, Status: …` */
function inWords({ row, column, message }: Problem): string {
  const where = [...(row === null ? [] : [`row ${row}`]), ...(column === null ? [] : [column])].join(', ');
  return where === '' ? message : `${where.charAt(0).toUpperCase()}${where.slice(1)}: ${message}`;
}

async function fileAt(path: string): Promise<{ name: string; bytes: Uint8Array }> {
  try {
    return { name: basename(path), bytes: await readFile(path) };
  } catch {
    throw new Refused([`The file ${path} cannot be read. Check that it is there and that you may read it.`]);
  }
}

async function jsonAt(path: string): Promise<unknown> {
  const { bytes } = await fileAt(path);
  try {
    return JSON.parse(new TextDecoder().decode(bytes).replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    const detail = error instanceof Error ? error.message : '';
    throw new Refused([`The file ${path} is not JSON: ${detail}`]);
  }
}
