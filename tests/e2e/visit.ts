import { readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Locator } from 'playwright-core';
import { Temporal } from '../../src/calendar/temporal.ts';
import { onOrAfterWorkingDay, workingCalendar } from '../../src/calendar/working-days.ts';
import { ProgrammeSettings } from '../../src/programme/settings.ts';
import { openBrowser } from './chromium.ts';
import { openClient, type Client } from './client.ts';
import { newPlace, npmStart, ofSample, quickCli, type Place } from './local-mode.ts';

/** Local mode, freshly started, and a browser in which the owner and the lead are there. */
export interface Visit {
  place: Place;
  /** The sample's round, which is open. */
  round: { cycle: string; meeting: string; opens: string; deadline: string };
  owner: Client;
  lead: Client;
  chair(): Promise<Client>;
  end(): Promise<void>;
}

export async function startVisit(): Promise<Visit> {
  const place = await newPlace();
  const running = npmStart(place);
  const ends = [
    async () => {
      running.signal('SIGTERM');
      await running.ended;
      await rm(dirname(place.directory), { recursive: true, force: true });
    },
  ];
  const end = async () => {
    for (const one of ends.reverse()) await one();
  };
  try {
    await running.ready();
    const browser = await openBrowser();
    ends.push(browser.close);
    const client = (index: number) => openClient(browser.context, running.addresses()[index] ?? '');
    const [round] = (await quickCli(place, 'cycle', 'list', ...ofSample)) as [Visit['round']];
    const owner = await client(0);
    await listIn(owner).waitFor();
    const lead = await client(1);
    await lead.cards.first().waitFor();
    return { place, round, owner, lead, chair: () => client(2), end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** So many days later, or on the working day after that: the sample's round begins on whichever day it is started. */
export async function workingDayAfter(day: string, days: number): Promise<Temporal.PlainDate> {
  const settings: unknown = JSON.parse(await readFile('src/local/sample/settings.json', 'utf8'));
  const calendar = workingCalendar(ProgrammeSettings.parse(settings).calendar);
  return onOrAfterWorkingDay(calendar, Temporal.PlainDate.from(day).add({ days }));
}

export async function press(card: Locator, name: string | RegExp): Promise<void> {
  await card.page().bringToFront();
  await card.getByRole('button', { name }).first().click();
}

/** The smallest part of a card that has the words and a button. */
export function rowOf(card: Locator, text: string): Locator {
  return card
    .locator('.ac-container, .ac-columnSet')
    .filter({ hasText: text, has: card.page().getByRole('button') })
    .last();
}

/** The owner's list, and the form that comes in its place. */
export const listIn = (owner: Client): Locator =>
  owner.card(/Your updates for the Health and Wellbeing Board/);
export const formIn = (owner: Client): Locator => owner.card('Save draft');

/** Opens the form of an action that is outstanding. */
export async function openForm(owner: Client, ref: string): Promise<void> {
  await owner.page.bringToFront();
  const list = listIn(owner);
  const row = list.getByRole('button', { name: /^Update\b/ });
  const refs = [...(await list.innerText()).matchAll(/^\d\.\d\.\d\b/gm)].map(([found]) => found);
  await row.nth(refs.indexOf(ref)).click();
  await formIn(owner).getByRole('heading', { name: ref }).waitFor();
}

/** Fills in the form that is open, as on track, and sends it. */
export async function answerOnTrack(owner: Client, narrative: string): Promise<void> {
  const form = formIn(owner);
  await form.getByRole('radio', { name: /^On track/ }).check();
  await form.getByLabel(/^What has happened since/).fill(narrative);
  await form.getByLabel(/^What happens next/).fill('We tell the partners.');
  await press(form, 'Submit');
}

/** On whichever card it was sent from: a message with a list of its own may have come meanwhile. */
export function receiptIn(owner: Client, text: RegExp): Promise<void> {
  return owner.cards.getByText(text).last().waitFor();
}
