import { elementsOf } from '../../src/cards/check-card.ts';
import type { CardElement } from '../../src/cards/card.ts';
import type { FakePerson } from '../fakes/teams-server.ts';
import type { Council, Ticked } from './council.ts';
import { until } from './until.ts';

/** Ticks at a moment, and waits until the server goes by the new time as well: it looks for that now and then. */
export async function tickAt(council: Council, somebody: FakePerson, now: string): Promise<Ticked> {
  const ticked = await council.tick(now);
  await until(
    `the server is on ${now.slice(0, 10)}`,
    async () => (await dayOf(somebody)) === now.slice(0, 10),
  );
  return ticked;
}

/** The first day that the server lets a contact be away from: its own. */
async function dayOf(contact: FakePerson): Promise<unknown> {
  const { card } = await contact.presses('me.away');
  return elementsOf((card ?? {}) as CardElement).find(({ id }) => id === 'awayFrom')?.['min'];
}
