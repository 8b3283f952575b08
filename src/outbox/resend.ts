import type { Temporal } from '../calendar/temporal.ts';
import { recipientId } from '../cycle/message.ts';
import { groupedBy } from '../programme/grouped.ts';
import type { CycleKey, Stored } from '../workflow/ports.ts';
import { isAddressedTo } from './addressed.ts';
import type { OutboxDeps } from './create-outbox.ts';
import type { Delivery } from './ledger.ts';
import { resendable } from './policy/resendable.ts';
import { sendWindow } from './policy/send-window.ts';
import type { Resent } from './ports.ts';
import { wakeAt } from './wake-at.ts';

const askedFor = 'the operator asked for it to be sent again';

/**
 * Plans again what was given up, with its history, and wakes the workers. It goes at the hours at which messages go.
 * Whatever changed meanwhile is left to whoever changed it, so asking twice sends once.
 */
export async function resend(deps: OutboxDeps, cycle: CycleKey, to: string | undefined): Promise<Resent> {
  const calendar = await deps.calendarOf(cycle.programmeId);
  if (!calendar) throw new Error(`There is no programme "${cycle.programmeId}".`);
  const now = deps.clock.now();
  const result: Resent = { again: [], left: [], goesAt: sendWindow(calendar, now) };
  const rows = (await deps.store.ledger.ofCycle(cycle)).filter(({ value }) => isAddressedTo(value, to));
  for (const own of groupedBy(rows, ({ value }) => recipientId(value)).values()) {
    const all = own.map(({ value }) => value);
    for (const row of own) {
      const { value: delivery } = row;
      const decided = resendable(delivery, all);
      if (decided.kind === 'left') {
        result.left.push({ delivery, why: decided.why });
      } else if (await planAgain(deps, row, now, result.goesAt)) {
        result.again.push({ delivery, mayArriveTwice: decided.mayArriveTwice });
        await wakeAt(deps, cycle, deps.shardOf(recipientId(delivery)), result.goesAt);
      } else {
        result.left.push({ delivery, why: 'something else happened to it just now' });
      }
    }
  }
  return result;
}

/** False when somebody else's change came first. */
async function planAgain(
  deps: OutboxDeps,
  { value, etag }: Stored<Delivery>,
  now: Temporal.Instant,
  notBefore: Temporal.Instant,
): Promise<boolean> {
  const { why: _, ...rest } = value;
  const attempts = [...value.attempts, { at: now, outcome: 'planned' as const, detail: askedFor }];
  if (value.state === 'unreachable') await giveAnotherChance(deps, value);
  const again: Delivery = { ...rest, state: 'planned', notBefore, attempts };
  return (await deps.store.ledger.replace({ value: again, etag })).kind === 'written';
}

/** Somebody known to be out of reach is not written to at all: an operator who asks for it gets one try. */
async function giveAnotherChance({ store }: OutboxDeps, { tenantId, recipient }: Delivery): Promise<void> {
  if (recipient.kind === 'board') return;
  const met = await store.people.byEmail(tenantId, recipient.email);
  if (!met?.value.address || met.value.unreachable === undefined) return;
  await store.people.upsert(met.value, (current) => {
    const { unreachable: _, ...rest } = current ?? met.value;
    return rest;
  });
}
