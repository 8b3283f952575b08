import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Locator } from 'playwright-core';
import { Temporal } from '../../src/calendar/temporal.ts';
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
 * A lead's round on the sample programme, and an owner's ways out of it. Each test goes on where the
 * last one ended. Pictures come before what is typed: to draw a card for another width, the Playground starts again from
 * what was sent.
 */
let visit: Visit;
let owner: Client;
let lead: Client;

const words = (card: Locator) => card.innerText();
const day = (from: string, days: number) => Temporal.PlainDate.from(from).add({ days }).toString();
const list = () => listIn(owner);
const form = () => formIn(owner);
const open = (ref: string) => openForm(owner, ref);
const answer = (narrative: string) => answerOnTrack(owner, narrative);
const receipt = (text: RegExp) => receiptIn(owner, text);

/** The lead's overview and all that comes in its place; messages of another kind may come after it. */
let at = 0;
const overview = () => lead.cards.nth(at).filter({ hasText: chooseOwners });
const chooseOwners = 'Choose owners, then what to do';
const box = (name: string) => overview().getByRole('checkbox', { name: new RegExp(name) });

async function onOverview(name: string, act: string): Promise<void> {
  await settled(overview());
  await box(name).check();
  await press(overview(), act);
}

async function fresh(): Promise<void> {
  const before = await lead.cards.count();
  await lead.say('overdue');
  await until('the overview is there', async () => {
    const texts = await lead.cards.allInnerTexts();
    at = texts.findLastIndex((text, index) => index >= before && text.includes(chooseOwners));
    return at >= 0;
  });
}

beforeAll(async () => {
  visit = await startVisit();
  ({ owner, lead } = visit);
});

afterAll(() => visit.end());

describe('an owner', () => {
  step('passes one on to a colleague', async () => {
    await open('1.2.2');
    await press(form(), 'Pass on');
    const passOn = owner.card('Pass it on');
    await passOn.waitFor();
    await press(passOn, 'Pass on');
    await passOn.getByText('Please choose somebody.').waitFor();
    await owner.shoot('40-pass-on', passOn, everyWay);
    await owner.choose(passOn, 'To whom', /^Tom Hesketh/);
    await press(passOn, 'Pass on');
    await list().getByText('Tom Hesketh answers 1.2.2, and can hand it back to you.').waitFor();
    await owner.shoot('41-passed-on', list(), ['phone']);
  });

  step('says in one tap that another is not theirs, and may say whose it is', async () => {
    await open('1.4.2');
    await press(form(), 'Not mine');
    const who = owner.card('Who should answer 1.4.2?');
    await who.waitFor();
    await owner.shoot('42-not-mine', who, everyWay);
    await owner.choose(who, /^Who should answer/, /^Gwen Pritchard/);
    await press(who, 'Tell the lead');
    await list()
      .getByText(/Your suggestion is passed to the lead/)
      .waitFor();
  });

  step('says from when to when they are away, and who stands in', async () => {
    await press(list(), 'I’m away');
    const away = owner.card('First day away');
    await away.waitFor();
    await away.getByLabel('First day away').fill(day(visit.round.opens, 3));
    await away.getByLabel('Last day away').fill(day(visit.round.opens, 6));
    await owner.choose(away, /^Who stands in/, /^Tom Hesketh/);
    await press(away, 'Save');
    await away.getByText(/^Saved/).waitFor();
    await owner.shoot('43-away', away, everyWay);
    await press(away, 'Back to my updates');
  });

  step('answers two, which wait for a lead', async () => {
    await open('3.1.1');
    await answer('Two more barbers have joined.');
    await receipt(/^✓ 3\.1\.1/);
    await open('3.3.1');
    await answer('Ann Marsh of 4 people has been seen.');
    await receipt(/^✓ 3\.3\.1/);
  });
});

describe('the lead, while the round is open', () => {
  step('has who is outstanding on one card, what is to be decided first', async () => {
    await fresh();
    const shown = await words(overview());
    expect(shown).toMatch(/For you to decide \(1\)\s+Public Health/);
    expect(shown).toContain('1.4.2: Amara Okafor says that it is not theirs, and suggests “Gwen Pritchard”');
    expect(shown).toContain('1.2.2: passed on to Tom Hesketh by Amara Okafor');
    expect(shown).toMatch(/Amara Okafor is away from .* to .*; Tom Hesketh covers/);
    expect(shown).toContain('Waiting for your sign-off: 3.1.1 and 3.3.1.');
    await lead.shoot('44-overview', overview(), everyWay);
  });

  step('decides who answers what was said not to be theirs', async () => {
    await press(overview(), 'Decide');
    const decision = lead.card('Who should answer 1.4.2?');
    await decision.waitFor();
    await lead.shoot('45-decide', decision, everyWay);
    await press(decision, 'Reassign');
    await overview()
      .getByText(/^1\.4\.2 is with Gwen Pritchard now, for this cycle/)
      .waitFor();
  });

  step('is told why nobody is nudged twice a day, and nudges on another day', async () => {
    await onOverview('Ageing Well Board', 'Nudge now');
    await overview()
      .getByText(/Rosalind Keane has had a message today already/)
      .waitFor();
    await lead.shoot('46-nudge-refused', overview(), ['phone']);
    await lead.say('skip 1 working day');
    await lead.card(/It is now/).waitFor({ timeout: 60_000 });
    await fresh();
    await onOverview('Ageing Well Board', 'Nudge now');
    await overview().getByText('Nudged Rosalind Keane.').waitFor();
    await lead.shoot('47-nudged', overview(), ['phone']);
  });

  step('opens one owner, with each request and its state', async () => {
    await press(rowOf(overview(), 'Public Health'), /^Open/);
    const page = lead.card('Choose some, or none for all of them');
    await page.waitFor();
    await lead.shoot('48-owner', page, everyWay);
    await press(page, 'Back to the overview');
    await overview().waitFor();
  });

  step('gives more time, up to the close', async () => {
    await onOverview('Ageing Well Board', 'Extend');
    const extend = lead.card(/^More time for/);
    await lead.shoot('49-extend', extend, everyWay);
    await extend.getByLabel('Until').fill((await workingDayAfter(visit.round.deadline, 1)).toString());
    await press(extend, 'Give more time');
    await overview()
      .getByText(/may be answered until/)
      .waitFor();
  });

  step('records an answer that came by phone, on the owner’s form', async () => {
    await onOverview("St Brannoc's", 'Record on behalf');
    const record = lead.card(/^You record this for/);
    await record.waitFor();
    await press(record, 'Record');
    await record.getByText(/^Please say how it reached you/).waitFor();
    await lead.shoot('50-record', record, everyWay);
    await record.getByRole('radio', { name: /^On track/ }).check();
    await record.getByLabel(/^What has happened since/).fill('The beds are there.');
    await record.getByLabel(/^What happens next/).fill('They are counted again in May.');
    await record.getByLabel(/^How it reached you/).fill('by phone');
    await press(record, 'Record');
    await overview()
      .getByText(/^Recorded for St Brannoc's .*: on track, by phone\.$/)
      .waitFor();
  });

  step('has a small form for whatever else can be done about it', async () => {
    const forms: [string, RegExp, string][] = [
      ['Copy e-mail', /^An e-mail to Fiona Ballantyne/, '51-copy-email'],
      ['Excuse', /^Excuse 1\.1\.2 this time/, '52-excuse'],
      ['Reassign', /^Who should answer 1\.1\.2/, '53-reassign'],
      ['Replace contact', /^Replace a contact/, '54-replace'],
    ];
    for (const [act, title, picture] of forms) {
      await onOverview('Vale Maternity', act);
      await lead.card(title).waitFor();
      await lead.shoot(picture, lead.card(title), everyWay);
      await press(lead.card(title), /^Back/);
      await overview().waitFor();
    }
  });

  step('signs off: sends one back with another status, and accepts what raises no flag', async () => {
    await press(overview(), 'Review');
    const review = lead.card(/updates wait for your sign-off/);
    await review.waitFor();
    await lead.shoot('55-review', review, everyWay);
    await press(rowOf(review, '3.3.1'), /^Read/);
    const one = lead.card('Edit for style');
    await one.waitFor();
    await lead.shoot('56-review-one', one, everyWay);
    await press(one, 'Send back or suggest a status');
    const back = lead.card('Send 3.3.1 back');
    await lead.shoot('57-send-back', back, everyWay);
    await back.getByLabel(/^What should be different/).fill('Please leave the name out.');
    await lead.choose(back, /^Suggest another status/, /^Minor slippage/);
    await press(back, 'Send back');
    await review.getByText('With their owners').waitFor();
    await press(review, /^Accept all/);
    await lead.card(/(is|are) accepted\./).waitFor();
    await lead.shoot('58-accepted', lead.card(/(is|are) accepted\./), ['phone']);
  });

  step('has the answer sent back with the owner, who answers again', async () => {
    await owner.say('my updates');
    await list()
      .getByText(/Sent back/)
      .first()
      .waitFor();
    await open('3.3.1');
    await form().getByText('Please leave the name out.').waitFor();
    await owner.shoot('59-sent-back', form(), everyWay);
    await answer('Everybody bereaved in May has been seen within three days.');
    await receipt(/^✓ 3\.3\.1/);
  });

  step('sees what goes out when and to whom, and what another meeting would change', async () => {
    await lead.say('schedule');
    const schedule = lead.card('Still to come');
    await schedule.waitFor();
    await lead.shoot('60-schedule', schedule, everyWay);
    await press(schedule, /Move/);
    const move = lead.card('Move the meeting');
    await move.waitFor();
    const meeting = await workingDayAfter(visit.round.deadline, 56);
    await move.getByLabel('The board’s meeting').fill(meeting.toString());
    await press(move, 'Work out the dates');
    await move
      .getByText(/, as before/)
      .first()
      .waitFor();
    await lead.shoot('61-move', move, everyWay);
    await press(move, /^Back/);
    await schedule.waitFor();
  });
});

describe('the lead, once it has closed', () => {
  const preview = () => lead.card(/^Preview of the digest|^The digest, as published/);

  step('has the preview as the board will see it, with what to look at before publishing', async () => {
    await lead.say('skip to close');
    await lead.card(/It is now .* at 5(:\d\d)? pm/).waitFor({ timeout: 120_000 });
    await preview().waitFor();
    await preview()
      .getByLabel(/^Foreword/)
      .fill('Thank you to Jean Marsh, and to all who wrote.');
    await press(preview(), 'Bring the figures up to date');
    await preview().getByText('Foreword: “Jean Marsh” looks like a name.').waitFor();
    await lead.shoot('62-preview', preview(), everyWay);
  });

  step('reads the chair’s briefing before it goes out, and loses no word by it', async () => {
    await press(preview(), 'The chair’s briefing');
    const briefing = lead.card('Not published yet: for the leads only.');
    await press(briefing, 'Back to the preview');
    await preview().waitFor();
    const foreword = preview().getByLabel(/^Foreword/);
    expect(await foreword.inputValue()).toBe('Thank you to Jean Marsh, and to all who wrote.');
    await foreword.fill('Thank you to all who wrote.');
  });

  step('publishes it, before its date by a second choice', async () => {
    await press(preview(), 'Publish now …');
    await press(preview(), 'Publish now, before that date');
    await preview()
      .getByText(/^Published\./)
      .waitFor();
    expect(await words(preview())).toMatch(/^The digest, as published/);
    await lead.shoot('63-published', preview(), everyWay);
  });
});

describe('the chair', () => {
  let chair: Client;
  const briefing = () => chair.card(/^Health and Wellbeing Board.*\s[^]*Off track \(/);

  step('has a briefing, the chart behind a button, and the full digest behind another', async () => {
    chair = await visit.chair();
    await chair.go(/Personal/);
    await briefing().waitFor();
    expect(await words(briefing())).toContain('Thank you to all who wrote.');
    expect(await briefing().getByRole('img').count()).toBe(0);
    await chair.shoot('65-briefing', briefing(), everyWay);
    await press(briefing(), 'Show the chart');
    await briefing().getByRole('img').first().waitFor();
    await chair.shoot('66-briefing-chart', briefing(), everyWay);
    await press(briefing(), 'Hide the chart');
    await press(briefing(), 'See the full digest');
    await press(chair.card("Needs the board's attention"), 'Back to the briefing');
    await briefing().waitFor();
  });
});
