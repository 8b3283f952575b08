import type { Temporal } from '../../calendar/temporal.ts';
import { listed } from '../../cycle/date-names.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import type { Programme } from '../../programme/programme.ts';
import type { Register } from '../../programme/register.ts';
import { joiningContacts, joiningRequests } from './joining-requests.ts';
import { loadCycle, type CycleReader, type LoadedCycle } from '../rounds/load-cycle.ts';
import { newestUpdate } from '../../cycle/newest-update.ts';
import { listedRefs } from '../overdue/listed-refs.ts';
import type { CycleStore, ProgrammeStore } from '../ports.ts';

/**
 * What an import does in the rounds that are open, in sentences: who is written to about actions that are new, and what
 * was answered or drafted for those that it retires. `programme` and `register` are as they will be; nothing is written.
 */
export async function importEffects(
  { programmes, cycles }: { programmes: ProgrammeStore; cycles: CycleStore },
  { programme, register, retired }: { programme: Programme; register: Register; retired: readonly string[] },
  now: Temporal.Instant,
): Promise<string[]> {
  const asItWillBe: CycleReader = {
    programmes: { ...programmes, find: () => Promise.resolve({ value: programme, etag: '' }) },
    registers: { write: () => Promise.resolve(), read: () => Promise.resolve(register) },
    cycles,
  };
  const { tenantId, id: programmeId } = programme;
  const effects: string[] = [];
  for (const { id: cycleId, state } of programme.cycles) {
    if (state !== 'open') continue;
    const loaded = await loadCycle(asItWillBe, { tenantId, programmeId, cycleId });
    if (!loaded) continue;
    const lines = [...(await joins(asItWillBe, loaded, now)), ...leaves(loaded, retired)];
    effects.push(...lines.map((line) => `The cycle ${cycleId} is open: ${line}`));
  }
  return effects;
}

async function joins(store: CycleReader, loaded: LoadedCycle, now: Temporal.Instant): Promise<string[]> {
  const joining = await joiningRequests(store, loaded, now);
  if (joining.length === 0) return [];
  const contacts = joiningContacts(loaded, joining, now);
  const asked = new Set(contacts.flatMap(({ refs }) => refs));
  const others = joining.map(({ ref }) => ref).filter((ref) => !asked.has(ref));
  return [
    ...contacts.map(({ contact, refs, inNextMessage }) =>
      inNextMessage
        ? `${listedRefs(refs)} joins it, and comes to ${contact.name} with the next message.`
        : `${listedRefs(refs)} joins it, and ${contact.name} gets one message about that.`,
    ),
    ...(others.length === 0 ? [] : [`${listedRefs(others)} joins it, and nobody is asked about that.`]),
  ];
}

function leaves({ requests }: LoadedCycle, retired: readonly string[]): string[] {
  const gone = requests.filter(({ ref }) => retired.includes(ref));
  return gone.map((request) => {
    const kept = keptOf(request);
    const first = `${request.ref} is taken out of it, and nobody is asked about it any more`;
    return kept.length === 0 ? `${first}.` : `${first}. It has ${listed(kept)}, which stays in the history.`;
  });
}

function keptOf(request: UpdateRequest): string[] {
  const newest = newestUpdate(request);
  return [
    ...(newest ? [`an answer by ${newest.by.name}`] : []),
    ...(request.draft ? [`a draft by ${request.draft.by.name}`] : []),
  ];
}
