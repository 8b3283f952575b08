import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SectionKind } from '../../src/cycle/message.ts';
import { gatherCast, lead, type Cast, type LoggedMessage } from './desk-cast.ts';
import { deskRound, newcomer, type DeskRound } from './desk-round.ts';
import { sampleFiles } from './sample-files.ts';

/**
 * Every message of the round, person by person; whoever is not here got none. The meeting was moved on 28 May, from 25
 * June to 9 July: the rungs before that are those of the first dates, those after it of the second.
 */
const expected: Record<string, string[]> = {
  // Never answers the one that has no owner; as the lead she hears what is new, once, and how things stand at the end.
  'Priya Raman': [
    '13 May: request',
    '14 May: news',
    '12 June: summary',
    '15 June: due',
    '16 June: overdue and summary',
    '18 June: close and news',
  ],

  // Answered when they were asked.
  'Dougal McIntyre': ['13 May: request'],
  // Passed two on, and answered the six others.
  'Amara Okafor': ['13 May: request'],
  // Got one for this time, and answered it.
  'Tom Hesketh': ['13 May: passed-on'],
  // Got one for good, and answered it at the second reminder.
  'Stanley Bukowski': ['13 May: passed-on', '27 May: reminder', '28 May: moved', '10 June: reminder'],
  // Got one, and handed it back.
  'Harpreet Gill': ['13 May: passed-on'],
  // Has it back; answered two of four when reminded, the others when they were overdue, and so her deputy was asked.
  'Gwen Pritchard': [
    '13 May: request',
    '14 May: passed-on',
    '27 May: reminder',
    '28 May: moved',
    '10 June: reminder',
    '15 June: due',
    '16 June: overdue',
  ],
  'Imran Sheikh': ['16 June: overdue'],

  // Said that it was not his; the lead gave it to a colleague, who answered when reminded.
  'Samir Haddad': ['13 May: request'],
  'Bethan Rowe': ['14 May: passed-on', '27 May: reminder'],

  // Was away from 25 May to 10 June; answered on coming back.
  'Rosalind Keane': ['13 May: request', '11 June: back'],
  'Joanna Wisniewska': ['27 May: reminder', '28 May: moved', '10 June: reminder'],

  // Left, and was replaced on 22 May; the successor answered on the day on which it was due.
  'Ingrid Halvorsen': ['13 May: request'],
  'Freya Lund': [
    '22 May: passed-on',
    '27 May: reminder',
    '28 May: moved',
    '10 June: reminder',
    '15 June: due',
  ],

  // Was excused.
  'Desmond Clarke': ['13 May: request'],
  // Was nudged, and answered.
  'Nuala Fearon': ['13 May: request', '22 May: nudge'],
  // Answered when reminded.
  'Kezia Mensah': ['13 May: request', '27 May: reminder'],

  // Stayed silent, and so did her deputy.
  'Leticia Brandão': [
    '13 May: request',
    '27 May: reminder',
    '28 May: moved',
    '10 June: reminder',
    '15 June: due',
    '16 June: overdue',
  ],
  'Neil Arkwright': ['16 June: overdue'],

  // Are reached by e-mail, which is not sent: the lead is told so, and nobody is called silent.
  'Fiona Ballantyne': [
    '13 May: request, not reached',
    '27 May: request and reminder, not reached',
    '28 May: moved, not reached',
    '10 June: reminder, not reached',
    '15 June: due, not reached',
    '16 June: overdue, not reached',
  ],
  'Rukhsana Mirza': ['16 June: overdue, not reached'],
  'Oluwaseun Bello': [
    '13 May: request, not reached',
    '27 May: request and reminder, not reached',
    '28 May: moved, not reached',
    '10 June: reminder, not reached',
    '15 June: due, not reached',
    '16 June: overdue, not reached',
  ],
  'Katrin Vogel': ['16 June: overdue, not reached'],
};

const newDates =
  'The meeting of the Health and Wellbeing Board has moved from Thursday 25 June to Thursday 9 July.';

/** Why a message has come, where somebody's act called for it, or it comes in another's place. */
const reasons: [to: string, day: string, words: string][] = [
  ['Tom Hesketh', '13 May', 'Amara Okafor has passed 1.4.2 on to you; you can hand it back.'],
  ['Stanley Bukowski', '13 May', 'Amara Okafor has passed 4.1.2 on to you; you can hand it back.'],
  ['Harpreet Gill', '13 May', 'Gwen Pritchard has passed 5.4.2 on to you; you can hand it back.'],
  ['Priya Raman', '14 May', 'Samir Haddad says that 1.3.2 is not theirs, and suggests “Bethan Rowe”.'],
  ['Gwen Pritchard', '14 May', 'Harpreet Gill has handed 5.4.2 back to you.'],
  ['Bethan Rowe', '14 May', 'Priya Raman has given 1.3.2 to you, as the programme lead.'],
  ['Freya Lund', '22 May', 'You take over from Ingrid Halvorsen: 4.3.1.'],
  ['Nuala Fearon', '22 May', 'Priya Raman would like to hear how this is going.'],
  [
    'Joanna Wisniewska',
    '27 May',
    'Rosalind Keane is away until Wednesday 10 June and has asked you to stand in.',
  ],
  ['Joanna Wisniewska', '28 May', newDates],
  ['Gwen Pritchard', '28 May', `${newDates} Your 4 updates are wanted by 5 pm on Monday 15 June.`],
  ['Rosalind Keane', '11 June', 'Welcome back: one update is still to come.'],
  ['Imran Sheikh', '16 June', 'You are the deputy here.'],
];

/** What comes to owners because of a date, and not because somebody has done something. */
const automatic: readonly SectionKind[] = [
  'request',
  'reminder',
  'due',
  'overdue',
  'summary',
  'close',
  'back',
];
/** What comes to leads whatever they have to answer themselves. */
const forLeads: readonly SectionKind[] = ['summary', 'close', 'news'];

let cast: Cast;
let round: DeskRound;

const everybody = () => [...round.messages];
const everything = () => everybody().flatMap(([to, own]) => own.map((message) => ({ to, ...message })));

beforeAll(async () => {
  cast = await gatherCast([newcomer]);
  round = await deskRound(cast);
}, 400_000);
afterAll(() => cast.council.close());

describe('a round in which requests change hands and the meeting is moved', () => {
  it('writes to everybody exactly what is listed, and to nobody else', () => {
    const written = everybody().filter(([, own]) => own.length > 0);
    expect(Object.fromEntries(written.map(([name, own]) => [name, own.map(line)]))).toEqual(expected);
  });

  it('says the same in the ledger as people saw, and leaves nothing undecided', () => {
    expect(round.disagreements).toEqual([]);
    expect(round.unfinished).toEqual([]);
  });

  it.each(reasons)('tells %s on %s why: %s', (to, day, words) => {
    const messages = round.messages.get(to)?.filter((message) => dayOf(message) === day) ?? [];
    expect(messages.map(({ summary }) => summary)).toEqual([expect.stringContaining(words)]);
  });

  it('writes to nobody who has nothing to answer, nor after they have answered it all, but for the leads’ own', () => {
    const idle = everything().filter(({ came, owed }) => came && owed.length === 0);
    const toLead = idle.filter(
      ({ to, kinds }) => to === lead && kinds.every((kind) => forLeads.includes(kind)),
    );
    expect(idle).toEqual(toLead);
  });

  it('sends nobody two messages on a day', () => {
    for (const [, own] of everybody()) expect(new Set(own.map(({ day }) => day)).size).toBe(own.length);
  });

  it('tells the lead so who would nudge somebody on such a day', () => {
    expect(round.refusedNudge).toContain('Nobody was nudged.');
    expect(round.refusedNudge).toContain('Leticia Brandão has had a message today already');
  });

  it('sends nobody more than four by itself before the meeting is moved, nor after', () => {
    for (const [, own] of everybody()) {
      const byItself = own.filter(({ kinds }) => kinds.some((kind) => automatic.includes(kind)));
      const before = byItself.filter(({ day }) => day <= round.movedOn);
      expect(before.length).toBeLessThanOrEqual(4);
      expect(byItself.length - before.length).toBeLessThanOrEqual(4);
    }
  });

  it('ends with the answers of those to whom the requests had come, and the others outstanding', async () => {
    const { council } = cast;
    const outstanding = (await council.status('june')).owners.flatMap((owner) => owner.outstanding);
    expect(outstanding.sort()).toEqual(['1.1.2', '1.5.1', '4.4.2', '5.2.2']);
    const authorOf = async (ref: string) => {
      const history = await council.ask<{ by: string }[]>(
        'history',
        '--programme',
        'strategy',
        '--action',
        ref,
      );
      return history.map(({ by }) => by);
    };
    expect(await authorOf('1.4.2')).toEqual(['Tom Hesketh']);
    expect(await authorOf('1.3.2')).toEqual(['Bethan Rowe']);
    expect(await authorOf('4.3.1')).toEqual(['Freya Lund']);
  }, 120_000);

  it('holds in the next round, too, where it was for good: also after the register was imported again', async () => {
    const { council } = cast;
    await council.importFiles(await sampleFiles());
    await council.addCycle('autumn', '2026-11-19');
    const requests = (await council.plan('autumn')).filter(({ kind }) => kind === 'request');
    const refsOf = (email: string) => requests.flatMap(({ to, refs }) => (to.startsWith(email) ? refs : []));
    expect(refsOf('stanley.bukowski@')).toEqual(['4.1.2']);
    expect(refsOf('freya.lund@')).toEqual(['4.3.1']);
    expect(refsOf('ingrid.halvorsen@')).toEqual([]);
    expect(refsOf('samir.haddad@')).toEqual(['1.3.2']);
    expect(refsOf('amara.okafor@')).toContain('1.4.2');
    expect(refsOf('amara.okafor@')).not.toContain('4.1.2');
  }, 120_000);
});

/** `16 June: overdue and summary` */
function line(message: LoggedMessage): string {
  return `${dayOf(message)}: ${message.kinds.join(' and ')}${message.came ? '' : ', not reached'}`;
}

/** `16 June` */
function dayOf({ day }: LoggedMessage): string {
  const [, month, number] = day.split('-');
  return `${Number(number)} ${month === '05' ? 'May' : 'June'}`;
}
