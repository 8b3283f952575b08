import { describe, expect, it } from '@jest/globals';
import type { View } from '../../../src/cards/views/view.ts';
import { manualClock } from '../../../src/clock.ts';
import type { SectionKind } from '../../../src/cycle/message.ts';
import { heldBack, type Delivery } from '../../../src/outbox/ledger.ts';
import { realTimer } from '../../../src/outbox/timer.ts';
import type { LadderRung } from '../../../src/programme/settings.ts';
import type { Store } from '../../../src/storage/store.ts';
import { createDraw } from '../../../src/workflow/messages/draw-message.ts';
import { date, instant } from '../../builders/dates.ts';
import { contactId, cycleKey, emailOf, openedCycle, setState } from '../../builders/open-cycle.ts';
import { handoverWorld } from '../lead/handover-world.ts';

const dueDay = '2026-10-26T09:30:00Z';

/** Ama answers for both actions, Ben is her deputy, and Priya leads. */
async function drawn(
  to: string,
  rung: string,
  kind: SectionKind,
  { now = dueDay, ladder, store }: { now?: string; ladder?: LadderRung[]; store?: Store } = {},
): Promise<View[]> {
  const opened = store ?? (await housing(ladder));
  const views: View[] = [];
  const draw = createDraw({
    store: opened,
    clock: manualClock(now),
    timer: realTimer,
    render: (all) => {
      views.push(...all);
      return { card: {}, summary: '' };
    },
  });
  const programme = await opened.programmes.find(cycleKey.programmeId);
  await draw(messageTo(to, rung, kind), programme!);
  return views;
}

function housing(ladder?: LadderRung[]): Promise<Store> {
  return openedCycle({
    owners: { Housing: { lead: 'ama', deputy: 'ben' } },
    actions: { '1.1': { owners: ['Housing'] }, '1.2': { owners: ['Housing'] } },
    ...(ladder && { settings: { ladder } }),
  });
}

function messageTo(to: string, rung: string, kind: SectionKind): Delivery {
  return {
    ...cycleKey,
    key: 'any',
    recipient: { kind: 'contact', contactId: contactId(to), email: emailOf(to), by: 'teams' },
    date: date('2026-10-26'),
    at: instant(dueDay),
    sections: [{ rung, kind }],
    refs: ['1.1', '1.2'],
    state: 'claimed',
    attempts: [],
  };
}

async function opening(...asked: Parameters<typeof drawn>): Promise<string | undefined> {
  const [view] = await drawn(...asked);
  return view?.kind === 'list' ? view.view.lead : undefined;
}

function step(kind: LadderRung['kind'], to: LadderRung['to']): LadderRung {
  return { rung: `${kind}-to-${to}`, kind, to, workingDays: -2 };
}

describe('what a message says of time', () => {
  it('is "due today" on the day of the deadline', async () => {
    expect(await opening('ama', 'due', 'due')).toMatch(/due today by 5 pm/);
  });

  it('is never "due today" on another day', async () => {
    expect(await opening('ama', 'due', 'due', { now: '2026-10-23T08:30:00Z' })).toMatch(/still time/);
    expect(await opening('ama', 'due', 'due', { now: '2026-10-27T09:30:00Z' })).toMatch(/do not have/);
  });

  it('is not "still time" once the hour of the deadline has passed', async () => {
    expect(await opening('ama', 'reminder', 'reminder', { now: '2026-10-26T17:30:00Z' })).toMatch(
      /do not have/,
    );
  });
});

describe('what is asked of somebody in place of another', () => {
  it('says whose place it is, and is only what is asked in their place', async () => {
    const store = await openedCycle({
      owners: { Housing: { lead: 'ama', deputy: 'ben' }, Parks: { lead: 'cat', deputy: 'ben' } },
      actions: { '1.1': { owners: ['Housing'] }, '1.2': { owners: ['Parks'] } },
    });
    const [request] = await store.cycles.requests(cycleKey);
    const standIn = { contactId: contactId('ben'), insteadOf: contactId('ama'), from: date('2026-10-08') };
    await store.cycles.replaceRequests(cycleKey, [{ ...request!, value: { ...request!.value, standIn } }]);
    const [view] = await drawn('ben', 'stand-in', 'request', { store });
    expect(view).toMatchObject({ kind: 'list', view: { total: 1, rows: [{ ref: '1.1' }, { ref: '1.2' }] } });
    expect(view?.kind === 'list' ? view.view.lead : '').toMatch(/^We could not reach ama, so we ask you/);
  });
});

describe('a cycle that was cancelled', () => {
  it.each([
    ['ama', 'reminder'],
    ['ben', 'overdue'],
    ['priya', 'summary'],
    ['priya', 'close'],
  ] as const)('has nothing to say: to %s, the %s', async (to, kind) => {
    const store = await housing();
    await setState(store, 'cancelled');
    expect(await drawn(to, kind, kind, { store })).toEqual([]);
    const draw = createDraw({
      store,
      clock: manualClock(dueDay),
      timer: realTimer,
      render: () => ({ card: {}, summary: '' }),
    });
    const programme = await store.programmes.find(cycleKey.programmeId);
    const nothing = { kind: 'nothing', why: 'the cycle was cancelled' };
    expect(await draw(messageTo(to, kind, kind), programme!)).toEqual(nothing);
  });
});

describe('a ladder of one’s own', () => {
  it('reminds deputies where it says so', async () => {
    const ladder = [step('request', 'contacts'), step('reminder', 'deputies')];
    const [view] = await drawn('ben', 'reminder-to-deputies', 'reminder', { ladder });
    expect(view).toMatchObject({ kind: 'list', view: { total: 2 } });
  });

  it('leaves deputies out of what is for the contacts', async () => {
    const ladder = [step('request', 'contacts'), step('overdue', 'contacts')];
    expect(await drawn('ben', 'overdue-to-contacts', 'overdue', { ladder })).toEqual([]);
  });

  it('shows leads who is awaited, whatever the rung to them is called', async () => {
    const ladder = [step('request', 'contacts'), step('overdue', 'leads')];
    const [view] = await drawn('priya', 'overdue-to-leads', 'overdue', { ladder });
    expect(view?.kind).toBe('overdue');
  });
});

describe('a message of a round that was paused when the programme was read', () => {
  async function drawnOf(paused: boolean) {
    const store = await housing();
    const programme = (await store.programmes.find(cycleKey.programmeId))!;
    const { value } = programme;
    const cycles = value.cycles.map((cycle) => ({ ...cycle, paused: instant('2026-10-20T09:00:00Z') }));
    const pausedThen = { ...programme, value: { ...value, cycles } };
    if (paused) await store.programmes.replace(pausedThen);
    const draw = createDraw({
      store,
      clock: manualClock(dueDay),
      timer: realTimer,
      render: () => ({ card: {}, summary: '' }),
    });
    return draw(messageTo('ama', 'moved,1', 'moved'), pausedThen);
  }

  it('is held back while it is paused still', async () => {
    expect(await drawnOf(true)).toEqual({ kind: 'nothing', why: heldBack });
  });

  it('goes, where a lead has gone on with it since', async () => {
    expect(await drawnOf(false)).toMatchObject({ kind: 'message', showsList: true });
  });
});

describe('a message that an act calls for', () => {
  it('goes, also where the programme was read just before that act', async () => {
    const world = await handoverWorld({
      owners: { Housing: { lead: 'ama' }, Parks: { lead: 'lee' } },
      actions: { '1.1': { owners: ['Housing'] }, '1.2': { owners: ['Parks'] } },
    });
    const answer = { status: 'on_track', narrative: 'The trees are planted.', nextSteps: 'The benches.' };
    await world.act('lee', 'update.submit', { ref: '1.2', version: 0, ...answer });
    const { store, clock } = world;
    const before = (await store.programmes.find(cycleKey.programmeId))!;
    const toLee = { to: contactId('lee'), filled: 'yes', go: 'yes' };
    await world.act('priya', 'lead.reassign', { refs: '1.1', ...toLee });
    const [message] = await store.ledger.ofCycle(cycleKey);
    const render = () => ({ card: {}, summary: '' });
    const draw = createDraw({ store, clock, timer: realTimer, render });
    expect(await draw(message!.value, before)).toMatchObject({ kind: 'message', showsList: true });
  });
});
