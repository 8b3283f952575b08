import type { Answering } from '../../cycle/routing.ts';
import type { Cycle, Handover } from '../../cycle/cycle.ts';
import { amend } from '../../programme/amendment.ts';
import type { Programme } from '../../programme/programme.ts';
import type { Absence } from '../../programme/absence.ts';
import type { Register } from '../../programme/register.ts';
import type { RegisterStore } from '../ports.ts';
import { leadsOf } from '../people/programme-people.ts';

/** A register is read once and a programme's row is parsed once, so this is worked out once, too. */
const amended = new WeakMap<Register, { amendments: Programme['amendments']; register: Register }>();

/**
 * What holds for a programme: the register that was imported last, with what people have changed for good laid over it.
 * Undefined where nothing was imported yet.
 */
export async function registerInForce(
  registers: Pick<RegisterStore, 'read'>,
  { tenantId, id, registerVersion, amendments }: Programme,
): Promise<Register | undefined> {
  if (registerVersion === undefined) return undefined;
  const imported = await registers.read(tenantId, id, registerVersion);
  if (!amendments || amendments.length === 0) return imported;
  const known = amended.get(imported);
  if (known?.amendments === amendments) return known.register;
  const register = amend(imported, amendments);
  amended.set(imported, { amendments, register });
  return register;
}

/** Who answers for what: for good, or in one cycle. */
export function answeringOf(
  programme: Programme,
  register: Register,
  cycle?: Pick<Cycle, 'handovers'>,
): Answering {
  const leads = leadsOf(programme, register);
  const { absences } = programme;
  const handovers = cycle?.handovers;
  if (!absences && !handovers) return { register, leads };
  const known = new Set([...register.contacts, ...leads].map(({ id }) => id));
  return {
    register,
    leads,
    ...(handovers && { handovers: withKnownContacts(handovers, known) }),
    ...(absences && { absences: withKnownStandIns(absences, known) }),
  };
}

/** Whoever has left the register stands in for nobody: it is as if no one had been named. */
function withKnownStandIns(absences: readonly Absence[], known: ReadonlySet<string>): Absence[] {
  return absences.map((absence) => {
    const { standIn, ...rest } = absence;
    return standIn === undefined || known.has(standIn) ? absence : rest;
  });
}

/** What was handed to somebody who has left the register since is the owner's own contact's again: nobody loses it. */
function withKnownContacts(handovers: readonly Handover[], known: ReadonlySet<string>): Handover[] {
  return handovers.map((handover) => {
    const { contactId, ...rest } = handover;
    return contactId === undefined || known.has(contactId) ? handover : rest;
  });
}
