import type { Temporal } from '../../calendar/temporal.ts';
import type { Delivery } from '../../outbox/ledger.ts';
import type { Ledger } from '../../outbox/ports.ts';
import { loadCycle, type CycleReader, type LoadedCycle } from '../rounds/load-cycle.ts';
import type { CycleKey, PeopleStore } from '../ports.ts';
import { strangersOf, type Stranger } from '../people/strangers.ts';

export interface OverdueReader extends CycleReader {
  ledger: Pick<Ledger, 'ofCycle'>;
  /** Without it nobody is shown who wrote and is in no register. */
  people?: Pick<PeopleStore, 'strangers'>;
}

/** A cycle with what is known of its deliveries. */
export interface CycleWithDeliveries {
  loaded: LoadedCycle;
  deliveries: readonly Delivery[];
  /** How many messages' records cannot be read. */
  unreadable?: number;
}

/** The same at a moment. */
export interface OverdueState extends CycleWithDeliveries {
  now: Temporal.Instant;
  /** Who wrote to the bot and is in no register. */
  strangers?: readonly Stranger[];
}

/** Undefined when there is no such cycle. */
export async function withDeliveries(
  store: OverdueReader,
  key: CycleKey,
): Promise<CycleWithDeliveries | undefined> {
  const [loaded, messages] = await Promise.all([loadCycle(store, key), deliveriesOf(store.ledger, key)]);
  return loaded && { loaded, ...messages };
}

/** Undefined when there is no such cycle. */
export async function overdueState(
  store: OverdueReader,
  key: CycleKey,
  now: Temporal.Instant,
): Promise<OverdueState | undefined> {
  const cycle = await withDeliveries(store, key);
  if (!cycle) return undefined;
  const { people } = store;
  const { programme, register } = cycle.loaded;
  const strangers = people && (await strangersOf({ ...store, people }, programme.value, register));
  return { ...cycle, now, ...(strangers && { strangers }) };
}

/** A cycle's messages, as far as they can be read, and how many cannot. */
export async function deliveriesOf(
  ledger: Pick<Ledger, 'ofCycle'>,
  key: CycleKey,
): Promise<{ deliveries: Delivery[]; unreadable: number }> {
  let unreadable = 0;
  const rows = await ledger.ofCycle(key, () => (unreadable += 1));
  return { deliveries: rows.map(({ value }) => value), unreadable };
}
