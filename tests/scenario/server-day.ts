import { elementsOf } from '../../src/cards/check-card.ts';
import type { CardElement } from '../../src/cards/card.ts';
import type { FakePerson } from '../fakes/teams-server.ts';
import type { Council, Ticked } from './council.ts';
import { until } from './until.ts';

/** Ticks at a moment, and waits until the server goes by the new time as well. */
export async function tickAt(council: Council, contact: FakePerson, now: string): Promise<Ticked> {
  const ticked = await council.tick(now);
  await untilServerIsOn(now, contact);
  return ticked;
}

/** Sets the clock for everybody without a tick. */
export async function setServer(council: Council, contact: FakePerson, now: string): Promise<void> {
  await council.setClock(now);
  await untilServerIsOn(now, contact);
}

/** It looks for a new time now and then. */
async function untilServerIsOn(now: string, contact: FakePerson): Promise<void> {
  const day = now.slice(0, 10);
  await until(`the server is on ${day}`, async () => (await dayOf(contact)) === day);
}

/** The first day that the server lets a contact be away from: its own. */
async function dayOf(contact: FakePerson): Promise<unknown> {
  const { card } = await contact.presses('me.away');
  return elementsOf((card ?? {}) as CardElement).find(({ id }) => id === 'awayFrom')?.['min'];
}
