import { describe, expect, it } from '@jest/globals';
import type { ListView } from '../../../src/cards/views/list.ts';
import type { View } from '../../../src/cards/views/view.ts';
import { manualClock } from '../../../src/clock.ts';
import type { Section } from '../../../src/cycle/message.ts';
import { realTimer } from '../../../src/outbox/timer.ts';
import type { Drawn } from '../../../src/outbox/ports.ts';
import type { Store } from '../../../src/storage/store.ts';
import { createDraw } from '../../../src/workflow/messages/draw-message.ts';
import { date, instant } from '../../builders/dates.ts';
import { contactId, cycleKey, emailOf, openedCycle } from '../../builders/open-cycle.ts';

/** Ama answers for both, Ben is her deputy, and Priya leads. She is away from 21 to 27 October; it is due on the 26th. */
async function away(standIn?: string): Promise<Store> {
  const store = await openedCycle({
    owners: { Housing: { lead: 'ama', deputy: 'ben' }, Parks: { lead: 'sam' } },
    actions: { '1.1': { owners: ['Housing'] }, '1.2': { owners: ['Housing'] }, '2.1': { owners: ['Parks'] } },
  });
  const programme = (await store.programmes.find(cycleKey.programmeId))!;
  const absences = [
    {
      contactId: contactId('ama'),
      from: date('2026-10-21'),
      to: date('2026-10-27'),
      saidAt: instant('2026-10-20T09:00:00Z'),
      ...(standIn !== undefined && { standIn: contactId(standIn) }),
    },
  ];
  await store.programmes.replace({ ...programme, value: { ...programme.value, absences } });
  return store;
}

async function drawn(store: Store, to: string, day: string, sections: Section[]) {
  const views: View[] = [];
  const draw = createDraw({
    store,
    clock: manualClock(`${day}T09:30:00Z`),
    timer: realTimer,
    render: (all) => {
      views.push(...all);
      return { card: {}, summary: '' };
    },
  });
  const result: Drawn = await draw(
    {
      ...cycleKey,
      key: 'any',
      recipient: { kind: 'contact', contactId: contactId(to), email: emailOf(to), by: 'teams' },
      date: date(day),
      at: instant(`${day}T09:30:00Z`),
      sections,
      refs: ['1.1', '1.2'],
      state: 'claimed',
      attempts: [],
    },
    (await store.programmes.find(cycleKey.programmeId))!,
  );
  const [view] = views;
  return { result, list: view?.kind === 'list' ? view.view : undefined };
}

function outstanding(list: ListView | undefined): string[] {
  return (list?.rows ?? []).filter(({ kind }) => kind === 'outstanding').map(({ ref }) => ref);
}

const due: Section[] = [{ rung: 'due', kind: 'due' }];

describe('a message in place of somebody who is away', () => {
  it('says to whoever stands in whose place it is, and lists it as theirs', async () => {
    const { list } = await drawn(await away('sam'), 'sam', '2026-10-26', due);
    expect(list?.lead).toMatch(
      /^ama is away until Tuesday 27 October and has asked you to stand in\. Your updates are due today/,
    );
    expect(outstanding(list)).toEqual(['1.1', '1.2', '2.1']);
  });

  it('says to the deputy why it comes to them', async () => {
    const { list } = await drawn(await away(), 'ben', '2026-10-26', due);
    expect(list?.lead).toMatch(/^ama is away until Tuesday 27 October, so we ask you as the deputy\./);
  });

  it('is not sent once the person is back', async () => {
    const { result } = await drawn(await away('priya'), 'priya', '2026-10-28', due);
    expect(result).toEqual({ kind: 'nothing', why: 'nothing is outstanding any more' });
  });
});

describe('the message on coming back', () => {
  it('says what is still to come, with their list', async () => {
    const { list } = await drawn(await away('sam'), 'ama', '2026-10-28', [
      { rung: 'back,2026-10-28', kind: 'back' },
    ]);
    expect(list?.lead).toBe('Welcome back: 2 updates are still to come.');
    expect(outstanding(list)).toEqual(['1.1', '1.2']);
  });

  it('is not sent where all was answered meanwhile', async () => {
    const store = await away('sam');
    const requests = await store.cycles.requests(cycleKey);
    await store.cycles.replaceRequests(
      cycleKey,
      requests.map((one) => ({ ...one, value: { ...one.value, state: 'submitted' as const } })),
    );
    const { result } = await drawn(store, 'ama', '2026-10-28', [{ rung: 'back,2026-10-28', kind: 'back' }]);
    expect(result).toEqual({ kind: 'nothing', why: 'nothing is outstanding any more' });
  });
});
