import { Temporal } from '../../src/calendar/temporal.ts';
import type { BriefingView, DigestView, PreviewView } from '../../src/cards/views/digest.ts';
import type { ConfirmNoChangeView, FormView } from '../../src/cards/views/form.ts';
import type { ActionRow, ListView } from '../../src/cards/views/list.ts';
import type { OverdueView, OwnerPageView } from '../../src/cards/views/overview.ts';
import type { Digest, Exception } from '../../src/digest/digest.ts';
import { fiveCategory } from '../../src/programme/status-scheme.ts';
import { briefingView } from '../../src/workflow/publication/briefing-view.ts';

const scope = { programme: 'harbour', cycle: '2026-11' };

/** One row; only what matters to a test need be said. */
export function row(some: Partial<ActionRow> = {}): ActionRow {
  return {
    ref: '1.4',
    title: 'Open a walk-in advice desk in each of the three libraries',
    lastStatus: { label: 'On track', tone: 'good' },
    state: 'No update yet',
    version: 0,
    kind: 'outstanding',
    ...some,
  };
}

/** So many rows of one kind, with refs `2.1`, `2.2` and so on. */
export function rows(count: number, some: Partial<ActionRow> = {}): ActionRow[] {
  return Array.from({ length: count }, (_, index) => row({ ref: `2.${index + 1}`, ...some }));
}

export function list(some: Partial<ListView> = {}): ListView {
  return {
    scope,
    headline: 'Your updates for the Harbour Board on Thursday 19 November',
    programmeTitle: 'Harbour Plan 2025–30',
    deadline: 'By 5 pm on Monday 26 October',
    done: 2,
    total: 6,
    rows: [
      row(),
      row({
        ref: '1.5',
        title: 'Mend the sea wall between the slipway and the lifeboat station, and plant the bank above it',
        lastStatus: { label: 'Minor slippage', tone: 'warning' },
        state: 'Draft saved by Sam Lee on Monday 12 October',
      }),
      row({ ref: '2.1', title: 'Light the quay', lastStatus: { label: 'Significant delay', tone: 'bad' } }),
      row({ ref: '3.2', title: 'Publish tide times in Welsh', kind: 'done', state: 'Sent by you: on track' }),
      row({ ref: '3.3', title: 'Count the visitors', kind: 'done', state: 'Sent by Ama Okoro: completed' }),
      row({ ref: '4.1', title: 'Share the crane', kind: 'shared', state: 'Shared with you' }),
    ],
    page: 1,
    ...some,
  };
}

export function form(some: Partial<FormView> = {}): FormView {
  return {
    scope,
    ref: '1.5',
    version: 0,
    title: 'Mend the sea wall between the slipway and the lifeboat station, and plant the bank above it',
    aim: 'A harbour that keeps the sea out',
    due: 'March 2027',
    last: {
      heading: 'Last time (March 2026)',
      status: { label: 'Minor slippage', tone: 'warning' },
      narrative:
        'The survey is done and the stone is ordered.\nThe mason was ill in January, so the start moved to May.\nThe bank above is fenced off; residents of Quay Street were told by letter, and nobody objected.\nPlanting waits for autumn.\nA second letter follows.',
    },
    statuses: fiveCategory.statuses,
    values: {},
    demanded: [],
    problems: [],
    audience: 'Goes to the programme lead first; published with the papers on Wednesday 11 November.',
    canStartFromLast: true,
    noChange: { needsWhy: false },
    late: false,
    ...some,
  };
}

export function confirmNoChange(some: Partial<ConfirmNoChangeView> = {}): ConfirmNoChangeView {
  const { title, last } = form();
  return { scope, ref: '1.5', version: 0, title, last: last!, needsWhy: false, ...some };
}

export function overdue(some: Partial<OverdueView> = {}): OverdueView {
  return {
    scope,
    headline: '31 of 53 updates are in (58%)',
    sentence: '4 owners are awaited.',
    about: 'For the Harbour Board on Thursday 19 November',
    owners: [
      {
        id: 'harbour',
        owner: 'Harbour Master',
        contact: 'Sam Lee',
        outstanding: 3,
        refs: ['1.4', '1.5', '2.1'],
        delivery: 'Reminded on Wednesday 21 October at 9:30 am',
        reached: true,
        drafts: 1,
        need: 'await',
        remarks: ['1.4: has until Wednesday 28 October'],
      },
      {
        id: 'friends',
        owner: 'Friends of the Quay',
        outstanding: 1,
        refs: ['4.2'],
        delivery: 'Not reached: no e-mail is configured',
        reached: false,
        drafts: 0,
        need: 'reach',
        remarks: [],
      },
    ],
    page: 1,
    chasing: 'The reminders to owners have ended.',
    quiet: [
      {
        text: 'Excused this time: 3.1.',
        button: { title: 'Ask again', verb: 'lead.excuse', data: { ...scope, again: 'yes' } },
      },
    ],
    acts: true,
    seen: '2026-10-27T09:30:00Z',
    ...some,
  };
}

export function ownerPage(some: Partial<OwnerPageView> = {}): OwnerPageView {
  return {
    scope,
    owner: overdue().owners[0]!,
    requests: [
      { ref: '1.4', title: 'Open a walk-in advice desk', state: 'has until Wednesday 28 October' },
      { ref: '1.5', title: 'Mend the sea wall', state: 'draft saved by Sam Lee on Monday 12 October' },
      { ref: '2.1', title: 'Light the quay', state: 'no update yet' },
    ],
    page: 1,
    back: 2,
    acts: true,
    seen: '2026-10-27T09:30:00Z',
    ...some,
  };
}

export function exception(some: Partial<Exception> = {}): Exception {
  return {
    ref: '2.1',
    title: 'Light the quay',
    owners: ['Harbour Master'],
    status: 'significant_delay',
    reason: 'The grant was refused in June, and the cable is older than anybody had thought.',
    recoveryAction: 'A smaller scheme for the steps alone is being costed.',
    revisedDate: { kind: 'date', date: Temporal.PlainDate.from('2027-06-30') },
    confirmed: true,
    ...some,
  };
}

export function digest(some: Partial<Digest> = {}): Digest {
  const counts = { completed: 28, on_track: 15, minor_slippage: 6, significant_delay: 2, closed: 2, none: 0 };
  return {
    programme: 'harbour',
    cycle: '2026-11',
    asOf: Temporal.Instant.from('2026-10-29T17:00:00Z'),
    total: 53,
    counts,
    unconfirmed: { completed: 0, on_track: 3, minor_slippage: 0, significant_delay: 0, closed: 0, none: 0 },
    byPriority: ['The sea wall', 'Visitors and what they spend', 'Young people at work'].map(
      (title, index) => ({
        number: index + 1,
        title,
        total: 12,
        counts: { ...counts, completed: 5 + index, on_track: 4, minor_slippage: 3 - index },
        unconfirmed: {},
      }),
    ),
    movement: [
      { ref: '1.5', title: 'Mend the sea wall', from: 'on_track', to: 'minor_slippage' },
      { ref: '2.1', title: 'Light the quay', from: 'minor_slippage', to: 'significant_delay' },
    ],
    exceptions: [
      exception(),
      exception({
        ref: '1.5',
        title: 'Mend the sea wall',
        status: 'minor_slippage',
        confirmed: false,
        revisedDate: { kind: 'promised', sayBy: Temporal.PlainDate.from('2026-12-15') },
      }),
    ],
    completed: [
      { ref: '3.3', title: 'Count the visitors', owners: ['Tourism'], outcome: '41,000 in a summer.' },
    ],
    participation: {
      asked: 23,
      answered: 18,
      noUpdate: ['Awaited Owner A', 'Awaited Owner B', 'Awaited Owner C', 'Awaited Owner D'],
      notReached: ['Unreached Owner'],
      requestsAsked: 23,
      requestsAnswered: 18,
    },
    measures: [],
    ...some,
  };
}

export function digestView(some: Partial<DigestView> = {}): DigestView {
  return {
    scope,
    boardName: 'Harbour Board',
    programmeTitle: 'Harbour Plan 2025–30',
    meeting: 'Harbour Board, Thursday 19 November 2026',
    digest: digest(),
    statuses: fiveCategory.statuses,
    levels: { priority: 'Priority', action: 'Action' },
    ...some,
  };
}

export function briefing(some: Partial<BriefingView> = {}): BriefingView {
  return { ...briefingView(digestView()), ...some };
}

export function preview(some: Partial<PreviewView> = {}): PreviewView {
  const { noUpdate, notReached } = digest().participation;
  return {
    digest: digestView(),
    publish: { destination: 'the channel of the Harbour Board and 1 chair', nameAwaited: false },
    standing: 'For you only: nothing is posted until a lead publishes it.',
    warnings: [],
    more: [],
    awaited: noUpdate,
    notReached,
    ...some,
  };
}
