import { createHash } from 'node:crypto';
import type { Temporal } from '../../calendar/temporal.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import { buildRegister, type UnnamedRegister } from '../../intake/build-register.ts';
import { readMap } from '../../intake/read-map.ts';
import { readOwners, type ReadOwner } from '../../intake/read-owners.ts';
import { readRegister } from '../../intake/read-register.ts';
import type { InputFile } from '../../intake/table.ts';
import { canonicalJson } from '../../programme/canonical-json.ts';
import { checkSettings } from '../../programme/check-settings.ts';
import { noFindings, wholeFile, type Findings, type Problem } from '../../programme/problem.ts';
import type { Programme } from '../../programme/programme.ts';
import { lapsed } from '../../programme/lapsed.ts';
import { overridden } from '../../programme/overridden.ts';
import { diffActions, type RegisterDiff } from '../../programme/register-diff.ts';
import type { Register } from '../../programme/register.ts';
import { ProgrammeSettings } from '../../programme/settings.ts';
import { resolveScheme, statusById } from '../../programme/status-scheme.ts';
import { importEffects } from './import-effects.ts';
import type { CycleStore, ProgrammeStore, RegisterStore, Stored } from '../ports.ts';

export interface ImportDeps {
  programmes: ProgrammeStore;
  registers: RegisterStore;
  cycles: CycleStore;
}

export interface ImportInput {
  programmeId: string;
  file: InputFile;
  /** Absent: the owners stay as they are. */
  owners?: InputFile;
  /** The settings file, parsed as JSON. Absent: the settings stay as they are. */
  settings?: unknown;
  /** The mapping file, parsed as JSON: `{"heading in the file": "field"}`. */
  map?: unknown;
  /** Reads and says everything, and writes nothing. */
  dryRun?: boolean;
  /** Accepts a file that retires more than a fifth of the register. */
  retire?: boolean;
  production: boolean;
  /** With it, what the import does in a round that is open is told as well. */
  now?: Temporal.Instant;
}

/** What an import did, or would do. With any error nothing was changed. All but the last two are counts. */
export interface ImportResult {
  programme: string;
  actions: number;
  owners: number;
  contacts: number;
  added: number;
  changed: number;
  retired: number;
  unchanged: number;
  warnings: Problem[];
  errors: Problem[];
}

/** Cycles and leads change the programme's row too; each conflict is a new look at it. */
const attempts = 5;
const nothingYet: UnnamedRegister = { actions: [], owners: [], contacts: [] };
const noDiff: RegisterDiff = { added: [], changed: [], retired: [], unchanged: [] };

/**
 * Takes a register in, all or nothing: a new version is written whole under a name that nothing points to, and then
 * the programme's row is flipped to it under its ETag. Any error, or a death before the flip, changes nothing. The
 * version is a hash of its content, so the same import again finds itself in force and writes nothing.
 *
 * @throws when the programme's row keeps changing under it, or the store fails
 */
export async function importRegister(deps: ImportDeps, input: ImportInput): Promise<ImportResult> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const result = await importOnce(deps, input);
    if (result !== 'conflict') return result;
  }
  throw new Error(
    `The programme ${input.programmeId} was changed by others ${attempts} times during the import.`,
  );
}

async function importOnce(deps: ImportDeps, input: ImportInput): Promise<ImportResult | 'conflict'> {
  const findings = noFindings();
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(input.programmeId)) {
    findings.errors.push(
      wholeFile(
        'A programme\'s id is made of lower-case letters, digits and hyphens, such as "health-strategy".',
      ),
    );
    return resultOf(input, nothingYet, noDiff, findings);
  }
  const stored = await deps.programmes.find(input.programmeId);
  const settings = settingsFor(input, stored?.value, findings);
  const inForce = stored && (await registerInForce(deps.registers, stored.value));
  const earlier = inForce ?? nothingYet;

  const map = readMap(input.map, findings);
  const file = await readRegister(input.file, map, settings.levels, findings);
  const owners: ReadOwner[] | undefined = input.owners && (await readOwners(input.owners, findings));
  const next = buildRegister(file, owners, earlier, settings, findings);
  const diff = diffActions(earlier.actions, next.actions);
  if (findings.errors.length > 0) return resultOf(input, next, noDiff, findings);

  if (diff.retired.length * 5 > earlier.actions.length && !input.retire) {
    findings.errors.push(
      wholeFile(
        `The file would retire ${diff.retired.length} of ${earlier.actions.length} actions, more than a fifth. If that is meant, import it with --retire.`,
      ),
    );
  }
  const { amendments = [] } = stored?.value ?? {};
  const { timeZone } = settings.calendar;
  const imported = { version: '', ...next };
  const held = overridden(imported, amendments, timeZone);
  const ended = inForce ? lapsed(inForce, imported, amendments, timeZone) : [];
  findings.warnings.push(...[...held, ...ended].map(wholeFile));
  const result = resultOf(input, next, diff, findings);
  if (findings.errors.length > 0) return result;
  const register: Register = { version: versionOf(next), ...next };
  const value: Programme = stored
    ? withImport(stored.value, settings, register, diff)
    : {
        id: input.programmeId,
        tenantId: settings.tenantId,
        settings,
        registerVersion: register.version,
        cycles: [],
      };
  if (input.now) {
    const effects = await importEffects(
      deps,
      { programme: value, register, retired: diff.retired },
      input.now,
    );
    result.warnings.push(...effects.map(wholeFile));
  }
  if (input.dryRun) return result;
  return (await put(deps, { stored, value, register })) === 'conflict' ? 'conflict' : result;
}

/** The programme with what is imported. A cycle that is open has it to take in, and knows what has left the plan. */
function withImport(
  stored: Programme,
  settings: ProgrammeSettings,
  { version, actions }: Register,
  { retired }: RegisterDiff,
): Programme {
  if (stored.registerVersion === version) return { ...stored, settings };
  const live = new Set(actions.map(({ ref }) => ref));
  const cycles = stored.cycles.map((cycle): Cycle => {
    if (cycle.state !== 'open') return cycle;
    const { retired: before = [], ...rest } = cycle;
    const gone = [...new Set([...before, ...retired])].filter((ref) => !live.has(ref));
    return { ...rest, takesIn: version, ...(gone.length > 0 && { retired: gone }) };
  });
  return { ...stored, settings, registerVersion: version, cycles };
}

/** The settings given, else those stored, else the defaults. What is wrong with them is reported. */
function settingsFor(
  input: ImportInput,
  stored: Programme | undefined,
  findings: Findings,
): ProgrammeSettings {
  const fallback = stored?.settings ?? ProgrammeSettings.parse({ title: input.programmeId });
  if (input.settings === undefined && stored) return stored.settings;
  if (input.settings === undefined) {
    findings.warnings.push(
      wholeFile(
        'There are no settings yet: the programme goes by its id, and has no leads. Give them with --settings.',
      ),
    );
  }
  const checked = checkSettings(input.settings ?? fallback, input.production);
  if (checked.problems) {
    findings.errors.push(...checked.problems.map((problem) => wholeFile(`Settings: ${problem}.`)));
    return fallback;
  }
  if (stored && stored.tenantId !== checked.settings.tenantId) {
    findings.errors.push(
      wholeFile(
        `Settings: tenantId: the programme belongs to the tenant ${stored.tenantId}, and cannot move. Use another programme id.`,
      ),
    );
  }
  const lost = stored ? lostStatuses(stored, checked.settings) : [];
  if (lost.length > 0) {
    findings.warnings.push(
      wholeFile(
        `Settings: statusScheme: a cycle that is not published yet has answers under ${lost.join(', ')}, which the new scheme does not have: those actions would count as having no status.`,
      ),
    );
  }
  if (input.settings !== undefined && checked.settings.leads.length === 0) {
    findings.warnings.push(
      wholeFile('Settings: leads: there are none, so nobody can see who is late or publish the digest.'),
    );
  }
  return withChannel(checked.settings, stored);
}

/** A channel that a lead has chosen in Teams stays the board's, unless the settings name another. */
function withChannel(settings: ProgrammeSettings, stored: Programme | undefined): ProgrammeSettings {
  const { channelId, teamId } = stored?.settings.board ?? {};
  if (channelId === undefined || settings.board.channelId !== undefined) return settings;
  const board = { ...settings.board, channelId, ...(teamId === undefined ? {} : { teamId }) };
  return { ...settings, board };
}

/** Labels of statuses that a running cycle's answers may have, and that new settings take away. */
function lostStatuses({ cycles, settings: before }: Programme, after: ProgrammeSettings): string[] {
  if (!cycles.some(({ state }) => state === 'open' || state === 'closed')) return [];
  const scheme = resolveScheme(after.statusScheme);
  return resolveScheme(before.statusScheme)
    .statuses.filter(({ id }) => !statusById(scheme, id))
    .map(({ label }) => label);
}

async function registerInForce(
  registers: RegisterStore,
  programme: Programme,
): Promise<Register | undefined> {
  if (programme.registerVersion === undefined) return undefined;
  return registers.read(programme.tenantId, programme.id, programme.registerVersion);
}

async function put(
  { programmes, registers }: ImportDeps,
  next: { stored: Stored<Programme> | undefined; value: Programme; register: Register },
): Promise<'written' | 'conflict'> {
  const { stored, value, register } = next;
  const sameRegister = stored?.value.registerVersion === register.version;
  if (sameRegister && canonicalJson(stored.value.settings) === canonicalJson(value.settings))
    return 'written';

  if (!sameRegister) await registers.write(value.tenantId, value.id, register);
  return stored ? programmes.replace({ etag: stored.etag, value }) : programmes.insert(value);
}

function versionOf(register: UnnamedRegister): string {
  return createHash('sha256').update(canonicalJson(register)).digest('hex').slice(0, 16);
}

function resultOf(
  input: ImportInput,
  register: UnnamedRegister,
  diff: RegisterDiff,
  findings: Findings,
): ImportResult {
  return {
    programme: input.programmeId,
    actions: register.actions.length,
    owners: register.owners.length,
    contacts: register.contacts.length,
    added: diff.added.length,
    changed: diff.changed.length,
    retired: diff.retired.length,
    unchanged: diff.unchanged.length,
    warnings: findings.warnings,
    errors: findings.errors,
  };
}
