import { Temporal } from '../../calendar/temporal.ts';
import type { Clock } from '../../clock.ts';
import { isAnythingCalledFor, type Owed } from '../../cycle/owed.ts';
import type { Agenda, Outbox } from '../../outbox/ports.ts';
import { isEmailOnly } from '../people/email-only.ts';
import type { CycleKey } from '../ports.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import { owedMessages } from './owed-messages.ts';

/** An act that is younger than this may still be on its way. */
const inProgress = Temporal.Duration.from({ minutes: 2 });

/**
 * What comes before an act of which more is to follow than one write: should it be stopped between the first and the last, a
 * tick looks at these cycles again.
 */
export async function lookAgain(
  agenda: Pick<Agenda, 'add'>,
  now: Temporal.Instant,
  cycles: readonly CycleKey[],
): Promise<void> {
  const due = now.add(inProgress);
  await agenda.add(
    ...cycles.map(({ tenantId, programmeId, cycleId }) => ({ tenantId, programmeId, cycleId, due })),
  );
}

/**
 * What comes last in an act: puts in what is owed and may go now. The rest goes in by a tick, when it is due. Returns what
 * the ledger lacked of it, the first to go first, so that whoever acts can be told who hears of it, and when; but for those
 * whom no card reaches.
 */
export async function tellOwed(
  { outbox, clock }: { outbox: Pick<Outbox, 'put'>; clock: Clock },
  loaded: LoadedCycle,
): Promise<Owed[]> {
  if (!isAnythingCalledFor(loaded.planState)) return [];
  let lacking: Owed[] = [];
  await outbox.put(loaded.key, (rows) => {
    const { words, due } = owedMessages(loaded, rows, clock.now());
    lacking = words;
    return due;
  });
  return lacking.filter(({ contactId }) => {
    const contact = loaded.contacts.get(contactId);
    return contact !== undefined && !isEmailOnly(contact);
  });
}
