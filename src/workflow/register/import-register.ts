import { createHash } from 'node:crypto';
import type { UnnamedRegister } from '../../intake/build-register.ts';
import { atNewAddresses } from '../../programme/at-new-addresses.ts';
import { canonicalJson } from '../../programme/canonical-json.ts';
import { noFindings, wholeFile, type Findings, type Problem } from '../../programme/problem.ts';
import type { Programme } from '../../programme/programme.ts';
import type { Register } from '../../programme/register.ts';
import { withAddressesOf } from '../people/join-everywhere.ts';
import type { CycleStore, ProgrammeStore, RegisterStore, Stored } from '../ports.ts';
import { importEffects } from './import-effects.ts';
import { nothingRead, readImport, type ImportInput, type ReadImport } from './read-import.ts';
import { withImport } from './with-import.ts';

export interface ImportDeps {
  programmes: ProgrammeStore;
  registers: RegisterStore;
  cycles: CycleStore;
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
    return resultOf(input, nothingRead, findings);
  }
  const stored = await deps.programmes.find(input.programmeId);
  const before = stored && (await importedLast(deps.registers, stored.value));
  const read = await readImport(input, { programme: stored?.value, register: before }, findings);
  const result = resultOf(input, read, findings);
  if (findings.errors.length > 0) return result;

  const { settings, diff, moved } = read;
  const register: Register = { version: versionOf(read.register), ...read.register };
  const own: Programme = stored
    ? withImport(atNewAddresses(stored.value, moved), settings, register, diff)
    : {
        id: input.programmeId,
        tenantId: settings.tenantId,
        settings,
        registerVersion: register.version,
        cycles: [],
      };
  const ofTenant = await deps.programmes.list(settings.tenantId);
  const value = withAddressesOf(
    ofTenant.map((one) => one.value),
    own,
    register,
  );
  if (input.now) {
    const next = { programme: value, register, retired: diff.retired };
    const effects = await importEffects(deps, next, input.now);
    result.warnings.push(...effects.map(wholeFile));
  }
  if (input.dryRun) return result;
  return (await put(deps, { stored, value, register })) === 'conflict' ? 'conflict' : result;
}

/** The register as it was imported, without what people have changed in Teams. */
async function importedLast(
  registers: RegisterStore,
  { tenantId, id, registerVersion }: Programme,
): Promise<Register | undefined> {
  return registerVersion === undefined ? undefined : registers.read(tenantId, id, registerVersion);
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
  { programmeId }: ImportInput,
  { register, diff }: Pick<ReadImport, 'register' | 'diff'>,
  findings: Findings,
): ImportResult {
  return {
    programme: programmeId,
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
