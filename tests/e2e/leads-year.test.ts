import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { Temporal } from '../../src/calendar/temporal.ts';
import { onOrAfterWorkingDay } from '../../src/calendar/working-days.ts';
import { longDate } from '../../src/calendar/words.ts';
import { calendarOf } from '../builders/settings.ts';
import { startTeams } from '../fakes/teams-server.ts';
import { everyWay, settled, type Client } from './client.ts';
import { ofSample, quickCli } from './local-mode.ts';
import { step } from './step.ts';
import {
  answerOnTrack,
  formIn,
  listIn,
  openForm,
  press,
  receiptIn,
  rowOf,
  startVisit,
  type Visit,
} from './visit.ts';

/**
 * A lead's year on the sample programme: who writes and is in no register, a round that is held up and called off, and the
 * next one from the day of its meeting to the first answers. Each test goes on where the last one ended.
 */
let visit: Visit;
let owner: Client;
let lead: Client;
/** The next meeting, and another day for it. */
let meeting: Temporal.PlainDate;
let later: Temporal.PlainDate;

const words = (card: Locator) => card.innerText();
const schedule = () => lead.card(/What goes out for the Health and Wellbeing Board/);
const ready = () => lead.card('Who can be reached');

beforeAll(async () => {
  visit = await startVisit();
  const [sample] = (await quickCli(visit.place, 'cycle', 'list', ...ofSample)) as [{ meeting: string }];
  const workingDayAfter = (days: number) =>
    onOrAfterWorkingDay(calendarOf(), Temporal.PlainDate.from(sample.meeting).add({ days }));
  meeting = workingDayAfter(56);
  later = workingDayAfter(63);
  owner = await visit.owner();
  await listIn(owner).waitFor();
  lead = await visit.lead();
  await lead.cards.first().waitFor();
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

  step('is cancelled once that is confirmed, and the owner’s card says so', async () => {
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
    await listIn(owner)
      .getByText(/^This round was cancelled/)
      .waitFor();
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

  step('has an answer sent back with another status, to which its owner agrees', async () => {
    await openForm(owner, '3.3.1');
    await answerOnTrack(owner, 'Everybody bereaved in May has been seen.');
    await receiptIn(owner, /^✓ 3\.3\.1/);
    await lead.say('sign off');
    const review = lead.card(/waits? for your sign-off/);
    await press(rowOf(review, '3.3.1'), /^Read/);
    await press(lead.card('Edit for style'), 'Send back or suggest a status');
    const back = lead.card('Send 3.3.1 back');
    await back.waitFor();
    await settled(back);
    await back.getByLabel(/^What should be different/).fill('The new date is two months later.');
    await lead.choose(back, /^Suggest another status/, /^Minor slippage/);
    await press(back, 'Send back');
    await lead.card('With their owners').waitFor();
    await owner.say('my updates');
    await listIn(owner)
      .getByText(/Sent back/)
      .first()
      .waitFor();
    await openForm(owner, '3.3.1');
    await formIn(owner).getByText('The new date is two months later.').waitFor();
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
    expect(await words(participation)).toMatch(/\d+ of 23 updates are in/);
  });
});
