import { wholeAnswers } from './answers.ts';
import { atNewest, type AtCard } from './at-card.ts';
import type { Cast, CastLog } from './desk-cast.ts';

/** A cycle in which people do all that owners and a lead can do about who answers, and what came of it. */
export interface DeskRound extends CastLog {
  /** The day on which the meeting was moved. */
  movedOn: string;
  /** What the lead read where nobody was to get a second message on a day. */
  refusedNudge: string;
}

const movedOn = '2026-05-28';
/** Takes a leaver's place. */
export const newcomer = { name: 'Freya Lund', email: 'freya.lund@council.example' };

/** From the opening to the close, day by day: all by buttons on the cards that people got. */
export async function deskRound(cast: Cast): Promise<DeskRound> {
  await opening(cast);
  await dayAfter(cast);
  await weekAfter(cast);
  const refusedNudge = await reminder(cast);
  await move(cast);
  await secondLadder(cast);
  return { movedOn, refusedNudge, ...(await cast.log()) };
}

/** One answers, one passes on for this time and for good, one for this time, one says that it is not theirs. */
async function opening(cast: Cast): Promise<void> {
  await cast.comes('2026-05-13T08:30:00Z');
  await cast.answers('Dougal McIntyre', '3.2.2', wholeAnswers.completed);
  await passOn(cast, { by: 'Amara Okafor', ref: '1.4.2', to: 'Tom Hesketh', howLong: 'This time' });
  await passOn(cast, { by: 'Amara Okafor', ref: '4.1.2', to: 'Stanley Bukowski', howLong: 'Always' });
  await cast.answersTheRest('Amara Okafor', wholeAnswers.slipping);
  await passOn(cast, { by: 'Gwen Pritchard', ref: '5.4.2', to: 'Harpreet Gill', howLong: 'This time' });
  const said = await atNewest(cast.who('Samir Haddad')).press('update.notMine');
  demand(said, 'You said that 1.3.2 is not yours.');
  await said.press('update.notMine', { to: 'Bethan Rowe' }, { go: 'yes' });
  cast.owe('1.3.2');
  await cast.goesOut();
}

/** One of those it was passed on to answers, another hands it back; the lead reassigns and excuses. */
async function dayAfter(cast: Cast): Promise<void> {
  await cast.comes('2026-05-14T08:30:00Z');
  await cast.answers('Tom Hesketh', '1.4.2', wholeAnswers.delayed);
  const passedOn = await cast.opens('Harpreet Gill', '5.4.2');
  demand(await passedOn.press('update.handBack'), 'Gwen Pritchard has 5.4.2 again');
  cast.owe('5.4.2', 'Gwen Pritchard');
  const decision = await (await cast.leadAsks('overdue')).press('lead.notMine');
  demand(await decision.press('lead.reassign'), '1.3.2 is with Bethan Rowe now');
  cast.owe('1.3.2', 'Bethan Rowe');
  const owners = 'Care Commissioning';
  const reason = await (await cast.overviewWith(owners)).press('lead.excuse', { owners });
  demand(await reason.press('lead.excuse', { whyExcused: 'The tender is out.' }), 'Excused this time: 2.3.1');
  cast.owe('2.3.1');
  await cast.goesOut();
}

/** One says when they are away, and who stands in; the lead nudges one, who answers, and replaces one who has left. */
async function weekAfter(cast: Cast): Promise<void> {
  await cast.passes('2026-05-22T09:00:00Z');
  const away = await atNewest(cast.who('Rosalind Keane')).press('me.away');
  const days = { awayFrom: '2026-05-25', awayTo: '2026-06-10', to: 'Joanna Wisniewska' };
  demand(await away.press('me.away.save', days), 'Saved.');
  const silent = { owners: "Ashenford Carers' Network" };
  const overview = await cast.overviewWith(silent.owners);
  demand(await overview.press('lead.chase', silent), 'Nudged Nuala Fearon.');
  const left = { owners: 'Transport Strategy' };
  const replacing = await (await cast.overviewWith(left.owners)).press('lead.replace', left);
  const successor = { contactName: newcomer.name, contactEmail: newcomer.email };
  demand(
    await replacing.press('lead.replace', successor),
    'Freya Lund has taken the place of Ingrid Halvorsen',
  );
  cast.owe('4.3.1', newcomer.name);
  await cast.goesOut();
  await cast.answers('Nuala Fearon', '5.3.1');
  cast.owe('3.4.2', 'Joanna Wisniewska');
}

/** Two answer when they are reminded. Resolves with what the lead reads on nudging a third on the same day. */
async function reminder(cast: Cast): Promise<string> {
  await cast.comes('2026-05-27T08:30:00Z');
  await cast.answers('Kezia Mensah', '3.5.1', wholeAnswers.slipping);
  await cast.answers('Bethan Rowe', '1.3.2');
  const owners = 'Early Years and Family Hubs';
  return (await (await cast.overviewWith(owners)).press('lead.chase', { owners })).words;
}

/** The meeting is moved, and the moments of the old ladder go by, its close among them. */
async function move(cast: Cast): Promise<void> {
  await cast.comes(`${movedOn}T08:30:00Z`);
  const form = await (await cast.leadAsks('schedule')).press('lead.move');
  const proposed = await form.press('lead.move', { meeting: '2026-07-09' });
  demand(await proposed.press('lead.move'), 'The dates are changed.');
  await cast.goesOut();
  await cast.comes('2026-06-02T08:30:00Z');
  await cast.comes('2026-06-04T16:00:00Z');
}

/** Some answer at each rung, one when they are back; some stay silent to the end. */
async function secondLadder(cast: Cast): Promise<void> {
  await cast.comes('2026-06-10T08:30:00Z');
  await cast.answers('Gwen Pritchard', '2.1.2');
  await cast.answers('Gwen Pritchard', '2.2.1', wholeAnswers.closed);
  await cast.answers('Stanley Bukowski', '4.1.2');
  cast.owe('3.4.2', 'Rosalind Keane');
  await cast.comes('2026-06-11T08:30:00Z');
  await cast.answers('Rosalind Keane', '3.4.2');
  await cast.comes('2026-06-12T08:30:00Z');
  await cast.comes('2026-06-15T08:30:00Z');
  await cast.answers('Freya Lund', '4.3.1', wholeAnswers.delayedWithoutDate);
  cast.deputiesJoin();
  await cast.comes('2026-06-16T08:30:00Z');
  await cast.answersTheRest('Gwen Pritchard');
  await cast.comes('2026-06-18T16:00:00Z');
}

async function passOn(
  cast: Cast,
  { by, ref, to, howLong }: { by: string; ref: string; to: string; howLong: string },
): Promise<void> {
  const form = await (await cast.opens(by, ref)).press('update.passOn');
  demand(await form.press('update.passOn', { to, howLong }), `${to} answers ${ref}`);
  cast.owe(ref, to);
}

/** Where it is not said that something was done, the rest of the story means nothing. */
function demand({ words }: AtCard, wanted: string): void {
  if (!words.includes(wanted)) throw new Error(`Not “${wanted}” on the card:\n${words}`);
}
