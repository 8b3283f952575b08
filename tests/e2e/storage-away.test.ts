import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { faultyStorage, type FaultyStorage } from '../scenario/faulty-storage.ts';
import { openBrowser, type Browser } from './chromium.ts';
import { openClient, type Client } from './client.ts';
import { newPlace, npmStart, type LocalMode, type Place } from './local-mode.ts';
import { step } from './step.ts';

/** The store goes away while somebody writes, and comes back: each test goes on where the last one ended. */
let place: Place;
let storage: FaultyStorage;
let running: LocalMode;
let browser: Browser;
let owner: Client;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  place = await newPlace();
  storage = await faultyStorage({ directory: join(dirname(place.directory), 'azurite') });
  ends.push(() => storage.stop());
  running = npmStart(place, { STORAGE_CONNECTION_STRING: storage.connectionString });
  const { signal, ended } = running;
  ends.push(() => {
    signal('SIGTERM');
    return ended;
  });
  await running.ready();
  browser = await openBrowser();
  ends.push(browser.close);
  owner = await openClient(browser.context, running.addresses()[0] ?? '');
});

afterAll(async () => {
  for (const end of ends.reverse()) await end();
  await rm(dirname(place.directory), { recursive: true, force: true });
});

const words = 'The hall is open on Tuesdays now.';

describe('an owner, when the store is away', () => {
  step('is told so, and has their words in a form that can be sent again', async () => {
    const list = owner.card(/Your updates for the Health and Wellbeing Board/);
    await list
      .getByRole('button', { name: /^Update\b/ })
      .first()
      .click();
    const form = owner.card('Save draft');
    await form.getByRole('radio', { name: /^On track/ }).check();
    await form.getByLabel(/^What has happened since/).fill(words);
    await form.getByLabel(/^What happens next/).fill('We ask who comes.');
    await storage.down();
    await form.getByRole('button', { name: 'Submit' }).click();

    const again = owner.card('This may not be stored yet');
    await again.waitFor();
    expect(await again.getByLabel(/^What has happened since/).inputValue()).toBe(words);
    expect(await again.getByLabel(/^What happens next/).inputValue()).toBe('We ask who comes.');
    expect(await again.innerText()).toContain('Status: on track');
    await owner.shoot('29-store-away', again);
  });

  step('sends it once more when the store is back, and has the receipt', async () => {
    await storage.up();
    const again = owner.card('This may not be stored yet');
    await again.getByRole('button', { name: 'Submit' }).click();
    const list = owner.card(/1 of 8 done/);
    await list.waitFor();
    expect(await list.innerText()).toMatch(/Sent by you on .*: on track/);
    await owner.shoot('30-store-back', list);
  });
});
