import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Locator } from 'playwright-core';
import type { Temporal } from '../../src/calendar/temporal.ts';
import { longDate } from '../../src/calendar/words.ts';
import { startTeams } from '../fakes/teams-server.ts';
import { everyWay, settled, type Client } from './client.ts';
import { step } from './step.ts';
import { until } from './until.ts';
import {
  answerOnTrack,
  formIn,
  listIn,
  openForm,
  press,
  receiptIn,
  rowOf,
  startVisit,
  workingDayAfter,
  type Visit,
} from './visit.ts';

/**
 * A lead's year on the sample programme: who writes and is in no register, a round that is held up and then published, what
 * comes after its papers, and the next one from the day of its meeting until it is called off. Each test goes on where the
 * last one ended.
 */
let visit: Visit;
let owner: Client;
let lead: Client;
let chair: Client;
/** The next meeting, and another day for it. */
let meeting: Temporal.PlainDate;
let later: Temporal.PlainDate;

const words = (card: Locator) => card.innerText();
const schedule = () => lead.card(/What goes out for the Health and Wellbeing Board/);
const ready = () => lead.card('Who can be reached');
const preview = () => lead.card(/^Preview of the digest|^The digest, as published/);

/** The channel's post and the chair's briefing are the messages that they were, with these words beneath the figures. */
async function bothSay(
  added: string | RegExp,
  { picture, sizes }: { picture: string; sizes: typeof everyWay },
): Promise<void> {
  const places = { channel: /Board papers/, chair: /Personal/ };
  for (const [place, conversation] of Object.entries(places)) {
    await chair.go(conversation);
    const published = chair.cards.filter({ hasText: foreword });
    await published.getByText(added).waitFor();
    expect(await published.count()).toBe(1);
    await chair.shoot(`${picture}-${place}`, published, sizes);
  }
}
const foreword = 'Thank you to all who wrote.';

/** The lead reads an answer that waits for them, on whichever page of those it is: colleagues answer meanwhile. */
async function read(ref: string): Promise<Locator> {
  const reviews = lead.cards.filter({ hasText: /waits? for your sign-off/ });
  const before = await reviews.count();
  await lead.say('sign off');
  await until('the answers that wait are shown', async () => (await reviews.count()) > before);
  const review = reviews.last();
  const isHere = () => rowOf(review, ref).isVisible();
  for (let page = 2; !(await isHere()); page += 1) {
    await press(review, 'Next');
    await review.getByText(`Page ${page} of`).waitFor();
  }
  await press(rowOf(review, ref), /^Read/);
  const one = lead.card('Edit for style');
  await one.waitFor();
  return one;
}

/** An answer that waits for the lead goes back to its owner with another status. */
async function sendBack(ref: string, why: string): Promise<void> {
  await press(await read(ref), 'Send back or suggest a status');
  const back = lead.card(`Send ${ref} back`);
  await back.waitFor();
  await settled(back);
  await back.getByLabel(/^What should be different/).fill(why);
  await lead.choose(back, /^Suggest another status/, /^Minor slippage/);
  await press(back, 'Send back');
  await lead
    .card('With their owners')
    .getByText(new RegExp(`^${ref}: sent back`))
    .waitFor();
}

/** Opens the form of what was sent back. */
async function openReturned(ref: string, why: string): Promise<void> {
  await owner.say('my updates');
  await rowOf(listIn(owner), ref)
    .getByText(/Sent back/)
    .waitFor();
  await openForm(owner, ref);
  await formIn(owner).getByText(why).waitFor();
}

beforeAll(async () => {
  visit = await startVisit();
  ({ owner, lead } = visit);
  meeting = await workingDayAfter(visit.round.meeting, 56);
  later = await workingDayAfter(visit.round.meeting, 63);
});

afterAll(() => visit.end());

describe('somebody who writes and is in no register', () => {
  step('is shown to the lead, and joined to the contact whom they are', async () => {
    const teams = await startTeams({ tenantId: 'local' });
    try {
      teams.botIsAt(`http://127.0.0.1:${visit.place.port}/api/messages`);
      await teams.person({ name: 'Rosie Keane', email: 'rosie@ageing.example' }).says('hello');
      await lead.say('overdue');
      const overview = lead.card('Not one of your contacts?');
      await overview.waitFor();
      await lead.shoot('71-stranger', overview, everyWay);
      await press(rowOf(overview, 'rosie@ageing.example'), /^Join/);
      const join = lead.card('is in no register');
      await join.waitFor();
      await lead.shoot('72-join', join, everyWay);
      await lead.choose(join, /^Which contact/, /^Rosalind Keane/);
      await press(join, 'Join');
      await lead.cards
        .getByText('Rosie Keane (rosie@ageing.example) is Rosalind Keane from now on')
        .waitFor();
    } finally {
      await teams.close();
    }
  });
});

describe('a round that does not go as planned', () => {
  step('is paused, and goes on', async () => {
    await lead.say('schedule');
    await schedule().waitFor();
    await settled(schedule());
    await press(schedule(), 'Pause');
    const pause = lead.card('Pause the round?');
    await pause.waitFor();
    await lead.shoot('73-pause', pause, everyWay);
    await press(pause, 'Pause');
    await schedule()
      .getByText(/^Paused since/)
      .waitFor();
    await lead.shoot('74-paused', schedule(), everyWay);
    await press(schedule(), 'Go on');
    const goOn = lead.card('Go on with the round');
    await goOn.waitFor();
    await lead.shoot('75-go-on', goOn, everyWay);
    await press(goOn, 'Go on with these dates');
    await schedule()
      .getByText(/^The round goes on\./)
      .waitFor();
  });

  step('is published once it has closed', async () => {
    chair = await visit.chair();
    // Whoever is there when it is posted has that post, and no copy.
    await chair.cards.first().waitFor();
    await lead.say('skip to close');
    await lead.card(/It is now .* at 5(:\d\d)? pm/).waitFor({ timeout: 120_000 });
    await settled(preview());
    await preview()
      .getByLabel(/^Foreword/)
      .fill(foreword);
    await press(preview(), 'Publish now …');
    await press(preview(), 'Publish now, before that date');
    await preview()
      .getByText(/^Published\./)
      .waitFor();
  });
});

describe('after the papers', () => {
  step('an answer that comes late stands beneath the figures, once the lead lets it in', async () => {
    await owner.say('my updates');
    await listIn(owner)
      .getByText(/This round closed on/)
      .waitFor();
    await openForm(owner, '4.1.2');
    await answerOnTrack(owner, 'The form is in use at all practices.');
    await receiptIn(owner, /^✓ 4\.1\.2: Sent late/);
    await lead.say('digest');
    await press(lead.card(/Decide on late answers/), /^Decide on late answers/);
    const late = lead.card(/^A late answer: 4\.1\.2/);
    await late.waitFor();
    await lead.shoot('88-late', late, everyWay);
    await late.getByRole('radio', { name: /^A late note/ }).check();
    await press(late, 'Decide');
    await preview()
      .getByText(/^4\.1\.2: it stands beneath the figures\. Drawn again: the channel’s post/)
      .waitFor();
    await bothSay(/^Since the papers: 4\.1\.2/, { picture: '89-since-the-papers', sizes: ['phone'] });
  });

  step('a correction stands there too, and what it corrects stays as it was', async () => {
    const before = await words(preview());
    await press(preview(), 'Correct what was published');
    const correct = lead.card(/^Correct what was published/);
    await correct.waitFor();
    await lead.shoot('90-correct', correct, everyWay);
    await lead.choose(correct, /^Which action/, /^1\.4\.2/);
    await correct.getByLabel(/^How it should read/).fill('The bid goes to the fund in the spring.');
    await press(correct, 'Publish the correction');
    await preview()
      .getByText(/^Corrected: it stands beneath what was published.* Drawn again: the channel’s post/)
      .waitFor();
    await bothSay('The bid goes to the fund in the spring.', { picture: '92-correction', sizes: everyWay });
    const figures = /Of 53 actions.*/;
    expect(figures.exec(await words(preview()))?.[0]).toBe(figures.exec(before)?.[0]);
  });

  step('what the board asked is noted for an action', async () => {
    await press(preview(), 'What the board asked');
    const asked = lead.card('One action at a time, in one line.');
    await asked.waitFor();
    await settled(asked);
    await lead.choose(asked, /^Which action/, /^3\.5\.2/);
    await asked.getByLabel(/^What the board asked/).fill('Which hostels have nobody trained yet?');
    await press(asked, 'Note it');
    await asked.getByText('Noted for 3.5.2.').waitFor();
    await lead.shoot('93-board-asked', asked, everyWay);
  });
});

describe('the next round', () => {
  step('has all its dates from the day of the meeting, and is added with them', async () => {
    await lead.say('new cycle');
    const round = lead.card(/^New round/);
    await round.waitFor();
    await settled(round);
    await press(round, 'Work out the dates');
    await round.getByText('Please choose a day.').waitFor();
    await round.getByLabel('The board’s meeting').fill(meeting.toString());
    await press(round, 'Work out the dates');
    await round.getByText(`For the Health and Wellbeing Board on ${longDate(meeting)}.`).waitFor();
    await lead.shoot('78-new-round', round, everyWay);
    await press(round, 'Add the round');
    await schedule()
      .getByText(/^The round \S+ is added\./)
      .waitFor();
    await lead.shoot('79-scheduled', schedule(), ['phone']);
  });

  step('is looked at before it opens: who can be reached, and what an owner will see', async () => {
    await press(schedule(), 'Ready to open?');
    await ready().waitFor();
    await lead.shoot('80-ready', ready(), everyWay);
    await press(ready(), 'Send me a sample');
    await ready().getByText('The sample is in this chat, as a message of its own.').waitFor();
    const sample = lead.card(/^This is a sample/);
    await sample.waitFor();
    await lead.shoot('81-sample', sample, everyWay);
  });

  step('gets other dates', async () => {
    await press(ready(), 'Change the dates');
    const change = lead.card('Change the dates of the round');
    await change.waitFor();
    await settled(change);
    await change.getByLabel('The board’s meeting').fill(later.toString());
    await press(change, 'Work out the dates');
    await change.getByText(new RegExp(`Meeting: ${longDate(later)}`)).waitFor();
    await lead.shoot('82-other-dates', change, everyWay);
    await press(change, 'Change to these dates');
    await schedule()
      .getByText(/^The dates are changed\. Nobody is told/)
      .waitFor();
  });

  step('opens before its day once that is confirmed, and its request comes', async () => {
    await press(schedule(), 'Ready to open?');
    await ready().waitFor();
    await settled(ready());
    await press(ready(), 'Open');
    const early = lead.card('Open before its day?');
    await early.waitFor();
    await lead.shoot('83-open-early', early, everyWay);
    await press(early, 'Open now');
    await schedule()
      .getByText(/\bopen\b/)
      .first()
      .waitFor();
    await lead.say('skip 1 working day');
    await lead.card(/It is now/).waitFor({ timeout: 60_000 });
    await owner.page.bringToFront();
    await owner.card(new RegExp(`on ${longDate(later).replace(/ \d{4}$/, '')}`)).waitFor();
  });

  step('opens with what the board asked, which the chair is told with the answer', async () => {
    await openForm(owner, '3.5.2');
    await formIn(owner).getByText('Which hostels have nobody trained yet?').waitFor();
    await owner.shoot('94-asked-by-the-board', formIn(owner), everyWay);
    await answerOnTrack(owner, 'Only the one at the harbour.');
    await receiptIn(owner, /^✓ 3\.5\.2/);
    await lead.say('digest');
    await press(lead.card(/^Preview of the digest/), 'The chair’s briefing');
    const briefing = lead.card('What the board asked last time');
    await briefing.getByText('Asked: Which hostels have nobody trained yet?').waitFor();
    await briefing.getByText('Only the one at the harbour.').waitFor();
    await lead.shoot('95-briefing-with-the-answer', briefing, everyWay);
  });

  step('has an answer sent back with another status, to which its owner agrees', async () => {
    await openForm(owner, '3.3.1');
    await answerOnTrack(owner, 'Everybody bereaved in May has been seen.');
    await receiptIn(owner, /^✓ 3\.3\.1/);
    await sendBack('3.3.1', 'The new date is two months later.');
    await openReturned('3.3.1', 'The new date is two months later.');
    await owner.shoot('84-suggested', formIn(owner), everyWay);
    await press(formIn(owner), 'Agree: minor slippage');
    const agree = owner.card(/^Agree: 3\.3\.1/);
    await agree.waitFor();
    await owner.shoot('85-agree', agree, everyWay);
    await agree.getByLabel(/^The reason/).fill('The post was empty in May.');
    await agree.getByLabel(/^What is being done about it/).fill('Two colleagues share it.');
    await press(agree, 'Agree: minor slippage');
    await receiptIn(owner, /3\.3\.1.*minor slippage/);
  });

  step('has another sent back, whose owner keeps to their own status, and the lead sees that', async () => {
    await sendBack('3.5.2', 'The course in May was put off.');
    await openReturned('3.5.2', 'The course in May was put off.');
    await press(formIn(owner), 'Keep: on track');
    await listIn(owner)
      .getByText('You keep to “on track” on 3.5.2. Priya Raman sees that, and signs off.')
      .waitFor();
    await owner.shoot('96-kept', listIn(owner), everyWay);
    const one = await read('3.5.2');
    expect(await words(one)).toContain('The owner keeps to it');
    await lead.shoot('97-kept-for-the-lead', one, everyWay);
  });

  step('is in its owner’s history, and in the leads’ figures', async () => {
    await owner.say('my history');
    const history = owner.card('What you have answered so far');
    await history.waitFor();
    await owner.shoot('86-history', history, everyWay);
    expect(await words(history)).toContain('Everybody bereaved in May has been seen.');
    await lead.say('participation');
    const participation = lead.card('Only the leads see this.');
    await participation.waitFor();
    await lead.shoot('87-participation', participation, everyWay);
    expect(await words(participation)).toMatch(/\d+ of \d+ updates are in/);
  });

  step('is cancelled once that is confirmed, and the owner’s card says so', async () => {
    await lead.say('schedule');
    await settled(schedule());
    await press(schedule(), 'Cancel the round');
    const cancel = lead.card('Cancel the round?');
    await cancel.waitFor();
    await lead.shoot('76-cancel', cancel, everyWay);
    await press(cancel, 'Cancel the round');
    await schedule()
      .getByText(/^The round is cancelled\./)
      .waitFor();
    await lead.shoot('77-cancelled', schedule(), ['phone']);
    await owner.page.bringToFront();
    await owner.cards
      .getByText(/^This round was cancelled/)
      .last()
      .waitFor();
  });
});
