import type { Temporal } from '../../calendar/temporal.ts';
import { buildRegister, type UnnamedRegister } from '../../intake/build-register.ts';
import { readMap } from '../../intake/read-map.ts';
import { readOwners } from '../../intake/read-owners.ts';
import { readRegister } from '../../intake/read-register.ts';
import type { InputFile } from '../../intake/table.ts';
import { atNewAddresses, carriedOverWords } from '../../programme/at-new-addresses.ts';
import { lapsed } from '../../programme/lapsed.ts';
import { newAddresses, type NewAddresses } from '../../programme/new-addresses.ts';
import { overridden } from '../../programme/overridden.ts';
import { wholeFile, type Findings } from '../../programme/problem.ts';
import type { Programme } from '../../programme/programme.ts';
import { diffActions, type RegisterDiff } from '../../programme/register-diff.ts';
import type { Register } from '../../programme/register.ts';
import type { ProgrammeSettings } from '../../programme/settings.ts';
import { unlisted } from '../../programme/unlisted.ts';
import { importedSettings, type GivenSettings } from './imported-settings.ts';

export interface ImportInput extends GivenSettings {
  file: InputFile;
  /** Absent: the owners stay as they are. */
  owners?: InputFile;
  /** The mapping file, parsed as JSON: `{"heading in the file": "field"}`. */
  map?: unknown;
  /** Reads and says everything, and writes nothing. */
  dryRun?: boolean;
  /** Accepts a file that retires more than a fifth of the register. */
  retire?: boolean;
  /** With it, what the import does in a round that is open is told as well. */
  now?: Temporal.Instant;
}

/** What there was before an import: nothing at all, a programme without a register, or both. */
export interface BeforeImport {
  programme?: Programme | undefined;
  /** As it was imported last. */
  register?: Register | undefined;
}

/** What the files of an import say. */
export interface ReadImport {
  settings: ProgrammeSettings;
  register: UnnamedRegister;
  /** Nothing while the files have errors. */
  diff: RegisterDiff;
  /** Who has another address by them, as far as they show it. */
  moved: NewAddresses;
}

export const nothingRead: Omit<ReadImport, 'settings'> = {
  register: { actions: [], owners: [], contacts: [] },
  diff: { added: [], changed: [], retired: [], unchanged: [] },
  moved: new Map(),
};

/** Reads the files of an import, and beside what there was says what is wrong with them, or doubtful. */
export async function readImport(
  input: ImportInput,
  before: BeforeImport,
  findings: Findings,
): Promise<ReadImport> {
  const earlier = before.register ?? nothingRead.register;
  const settings = importedSettings(input, before.programme, findings);
  const map = readMap(input.map, findings);
  const file = await readRegister(input.file, map, settings.levels, findings);
  const owners = input.owners && (await readOwners(input.owners, findings));
  const register = buildRegister(file, owners, earlier, settings, findings);
  if (findings.errors.length > 0) return { ...nothingRead, settings, register };

  const diff = diffActions(earlier.actions, register.actions);
  if (diff.retired.length * 5 > earlier.actions.length && !input.retire) {
    findings.errors.push(
      wholeFile(
        `The file would retire ${diff.retired.length} of ${earlier.actions.length} actions, more than a fifth. If that is meant, import it with --retire.`,
      ),
    );
  }
  const imported: Register = { version: '', ...register };
  const moved = before.register ? newAddresses(before.register, imported) : nothingRead.moved;
  findings.warnings.push(...decisionsTouched(before, imported, moved, settings).map(wholeFile));
  return { settings, register, diff, moved };
}

/** What people have decided in Teams, and the files say otherwise of; a sentence each. */
function decisionsTouched(
  { programme, register: before }: BeforeImport,
  imported: Register,
  moved: NewAddresses,
  { calendar: { timeZone } }: ProgrammeSettings,
): string[] {
  if (!programme || !before) return [];
  const { amendments = [] } = atNewAddresses(programme, moved);
  return [
    ...carriedOverWords(programme, moved, timeZone),
    ...overridden(imported, amendments, timeZone),
    ...unlisted(before, imported, amendments, timeZone),
    ...lapsed(before, imported, amendments, timeZone),
  ];
}
