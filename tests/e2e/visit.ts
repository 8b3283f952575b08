import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Locator } from 'playwright-core';
import { openBrowser } from './chromium.ts';
import { openClient, type Client } from './client.ts';
import { newPlace, npmStart, type Place } from './local-mode.ts';
import { until } from './until.ts';

/** Local mode, freshly started, and a browser to see it with. */
export interface Visit {
  place: Place;
  owner(): Promise<Client>;
  lead(): Promise<Client>;
  chair(): Promise<Client>;
  end(): Promise<void>;
}

export async function startVisit(): Promise<Visit> {
  const place = await newPlace();
  const running = npmStart(place);
  try {
    await until('three addresses are printed', () => running.addresses().length === 3, {
      seconds: 60,
      saw: () => running.printed(),
    });
    const browser = await openBrowser();
    const client = (index: number) => openClient(browser.context, running.addresses()[index] ?? '');
    return {
      place,
      owner: () => client(0),
      lead: () => client(1),
      chair: () => client(2),
      async end() {
        await browser.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }

  async function stop(): Promise<void> {
    running.signal('SIGTERM');
    await running.ended;
    await rm(dirname(place.directory), { recursive: true, force: true });
  }
}

export function press(card: Locator, name: string | RegExp): Promise<void> {
  return card.getByRole('button', { name }).first().click();
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
