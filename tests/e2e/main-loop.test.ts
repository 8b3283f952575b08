import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Locator } from 'playwright-core';
import { openBrowser, type Browser } from './chromium.ts';
import { openClient, type Client } from './client.ts';
import { isFree } from './free-ports.ts';
import { cli, newPlace, npmStart, ofSample, quickCli, type LocalMode, type Place } from './local-mode.ts';
import { submitAs } from './submit-as.ts';
import { step } from './step.ts';
import { until } from './until.ts';

/** A newcomer's two minutes, on the real command and in a real browser. Each test goes on where the last one ended. */
let place: Place;
let running: LocalMode;
let browser: Browser;
/** What has been started, to be ended whatever happens. */
const ends: (() => Promise<unknown>)[] = [];
let owner: Client;
let lead: Client;
let chair: Client;
let cycle: string;

interface Status {
  requests: number;
  submitted: number;
  drafts: number;
  outstanding: number;
  owners: { owner: string; submitted: number; outstanding: string[] }[];
}

interface Digest {
  total: number;
  counts: Record<string, number>;
  byPriority: { number: string; title: string; total: number; counts: Record<string, number> }[];
  exceptions: { ref: string; title: string }[];
  participation: { asked: number; answered: number };
}

const status = async () => (await quickCli(place, 'status', ...ofSample, '--cycle', cycle)) as Status;
const digest = async () => (await quickCli(place, 'digest', ...ofSample, '--cycle', cycle)) as Digest;
const history = async (ref: string) =>
  (await quickCli(place, 'history', ...ofSample, '--action', ref)) as object[];

async function start(): Promise<void> {
  running = npmStart(place);
  const { signal, ended } = running;
  ends.push(() => {
    signal('SIGTERM');
    return ended;
  });
  await running.ready();
}

async function openOwner(): Promise<void> {
  owner = await openClient(browser.context, running.addresses()[0] ?? '');
}

/** The card that lists what is asked, and the form of one action. */
const list = (): Locator => owner.card(/Your updates for the Health and Wellbeing Board/);
const form = (): Locator => owner.card('Save draft');
const updateButtons = (): Locator => list().getByRole('button', { name: /^Update\b/ });
const narrative = (): Locator => form().getByLabel(/^What has happened since/);

/** Opens an outstanding action's form; returns its ref. */
async function open(index = 0): Promise<string> {
  await updateButtons().nth(index).click();
  await form().waitFor();
  const heading = await form().getByRole('heading').first().innerText();
  return /^\S+/.exec(heading.trim())?.[0] ?? '';
}

async function choose(name: RegExp): Promise<void> {
  await form().getByRole('radio', { name }).check();
}

beforeAll(async () => {
  place = await newPlace();
  await start();
  [{ cycle }] = (await cli(place, 'cycle', 'list', ...ofSample)) as [{ cycle: string }];
  browser = await openBrowser();
  ends.push(browser.close);
});

afterAll(async () => {
  for (const end of ends.reverse()) await end();
  await rm(dirname(place.directory), { recursive: true, force: true });
});

describe('npm start, in an empty folder', () => {
  step('prints the three addresses, what to try, and nothing that is not for the newcomer', () => {
    const { playgroundPort } = place;
    expect(running.addresses()).toEqual(
      [0, 1, 2].map((offset) => `http://localhost:${playgroundPort + offset}`),
    );
    expect(running.printed()).toMatch(/Here it is \w+day \d+ \w+ at 9:3\d am/);
    expect(running.printed()).not.toMatch(/^(?!npm ).*(error|warning|"level")/im);
  });

  step('says in words what is in the way of a second one, and ends', async () => {
    const second = npmStart(place);
    expect(await second.ended).toBe(1);
    expect(second.printed()).toContain('Board Updates already runs on the data in');
    expect(second.printed()).toContain(`Port ${place.port} is in use`);
    expect(second.printed()).toContain('set PLAYGROUND_PORT to the first of three free ports');
    expect(second.printed()).not.toMatch(/^\s+at /m);
  });
});

describe('the owner', () => {
  let answered: string;
  let drafted: string;

  step('has a request card, whatever the day and the hour', async () => {
    await openOwner();
    await updateButtons().first().waitFor();
    expect(await list().innerText()).toMatch(/By 5 pm on \w+day \d+ \w+ · 0 of 8 done/);
    expect(await updateButtons().count()).toBe(8);
    await owner.shoot('01-request-card', list());
  });

  step('opens the form in place, and gets back everything typed when something is missing', async () => {
    const before = await owner.cards.count();
    answered = await open();
    expect(await owner.cards.count()).toBe(before);
    await owner.shoot('02-form', form());
    await choose(/^Significant delay/);
    await narrative().fill('The hall is closed for repairs.');
    await form()
      .getByLabel(/^Note to the lead/)
      .fill('Could we speak on Monday?');
    await form().getByRole('button', { name: 'Submit' }).click();
    await form()
      .getByLabel(/^What has held it up/)
      .waitFor();
    expect(await narrative().inputValue()).toBe('The hall is closed for repairs.');
    expect(
      await form()
        .getByLabel(/^Note to the lead/)
        .inputValue(),
    ).toBe('Could we speak on Monday?');
    expect(
      await form()
        .getByRole('radio', { name: /^Significant delay/ })
        .isChecked(),
    ).toBe(true);
    await owner.shoot('03-form-incomplete', form());
    expect(await status()).toMatchObject({ requests: 23, submitted: 0 });
  });

  step(
    'submits it, and is shown the receipt and the next action; card, store and command line agree',
    async () => {
      await form()
        .getByLabel(/^What has held it up/)
        .fill('The roof leaks.');
      await form()
        .getByLabel(/^What is being done about it/)
        .fill('We look for another hall.');
      await form()
        .getByLabel(/Say by when you will know/)
        .fill('2027-06-30');
      await form().getByRole('button', { name: 'Submit' }).click();
      await list().getByText(`${answered}:`).first().waitFor();
      expect(await list().innerText()).toContain('1 of 8 done');
      expect(await list().getByRole('button', { name: /^Next/ }).count()).toBe(1);
      await owner.shoot('04-receipt', list());
      const { submitted, outstanding, owners } = (await cli(
        place,
        'status',
        ...ofSample,
        '--cycle',
        cycle,
      )) as Status;
      expect({ submitted, outstanding }).toEqual({ submitted: 1, outstanding: 22 });
      const own = owners.find((one) => one.owner === 'Public Health');
      expect(own).toMatchObject({ submitted: 1 });
      expect(own?.outstanding).not.toContain(answered);
      expect((await history(answered)).at(-1)).toMatchObject({
        status: 'significant_delay',
        narrative: 'The hall is closed for repairs.',
        reason: 'The roof leaks.',
        recoveryAction: 'We look for another hall.',
        noteToLead: 'Could we speak on Monday?',
        version: 1,
      });
    },
  );

  step('saves a draft, and finds it there when the form is opened again', async () => {
    drafted = await open();
    await choose(/^On track/);
    await narrative().fill('Half a sentence, to be');
    await form().getByRole('button', { name: 'Save draft' }).click();
    await form()
      .getByText(/^Draft saved by you/)
      .waitFor();
    await owner.shoot('05-draft-saved', form());
    expect(await status()).toMatchObject({ drafts: 1, submitted: 1 });
    await form().getByRole('button', { name: 'Back' }).click();
    await list().getByText(/Draft/).waitFor();
    expect(await open()).toBe(drafted);
    expect(await narrative().inputValue()).toBe('Half a sentence, to be');
    expect(
      await form()
        .getByRole('radio', { name: /^On track/ })
        .isChecked(),
    ).toBe(true);
    await form().getByRole('button', { name: 'Back' }).click();
    await updateButtons().first().waitFor();
  });

  step("starts from last time's text", async () => {
    await open(2);
    expect(await narrative().inputValue()).toBe('');
    await form()
      .getByRole('button', { name: /^Start from last time/ })
      .click();
    await until("last time's text is in the box", async () => (await narrative().inputValue()).length > 90);
    await owner.shoot('06-from-last-time', form());
    await form().getByRole('button', { name: 'Back' }).click();
    await updateButtons().first().waitFor();
  });

  step('confirms that nothing has changed, with a question before', async () => {
    await updateButtons().last().click();
    await form().getByRole('button', { name: 'No change' }).click();
    const question = owner.card(/^No change on/);
    await question.waitFor();
    await owner.shoot('07-no-change', question);
    expect(await status()).toMatchObject({ submitted: 1 });
    await question.getByRole('button', { name: 'Yes, no change' }).click();
    await list().getByText('2 of 8 done').waitFor();
    expect(await status()).toMatchObject({ submitted: 2 });
  });

  step('sees the same on another device: what is pressed here is drawn again there', async () => {
    const other = await openClient(browser.context, running.addresses()[0] ?? '');
    const there = other.card(/Your updates for the Health and Wellbeing Board/);
    await there.getByText('2 of 8 done').waitFor();
    await until('both show the same card', async () =>
      /2 of 8 done/.test(await owner.cards.last().innerText()),
    );
    await updateButtons().last().click();
    await form().getByRole('button', { name: 'No change' }).click();
    await owner
      .card(/^No change on/)
      .getByRole('button', { name: 'Yes, no change' })
      .click();
    await there.getByText('3 of 8 done').waitFor();
    await other.page.close();
  });

  step('sees where it stands after the page is loaded again', async () => {
    await owner.page.reload();
    await list().getByText('3 of 8 done').waitFor();
    expect(await updateButtons().count()).toBe(5);
  });

  step('goes on where it was after Ctrl-C and a second start', async () => {
    await owner.page.close();
    running.signal('SIGINT', 'group');
    const before = performance.now();
    expect(await running.ended).toBe(0);
    expect(performance.now() - before).toBeLessThan(10_000);
    const ports = [0, 1, 2, 3].map((offset) => place.port + offset);
    expect(await Promise.all(ports.map(isFree))).toEqual([true, true, true, true]);

    await start();
    await openOwner();
    await list().getByText('3 of 8 done').waitFor();
    expect(await open()).toBe(drafted);
    expect(await narrative().inputValue()).toBe('Half a sentence, to be');
    await narrative().fill('A whole sentence.');
    await form()
      .getByLabel(/^What happens next/)
      .fill('The second course starts.');
    await form().getByRole('button', { name: 'Submit' }).click();
    await list().getByText('4 of 8 done').waitFor();
    expect(await status()).toMatchObject({ submitted: 4, drafts: 0 });
    expect(running.printed()).not.toMatch(/"level"/);
  });
});

describe('the lead', () => {
  step('sees who is awaited', async () => {
    lead = await openClient(browser.context, running.addresses()[1] ?? '');
    await lead.cards.first().waitFor();
    await lead.say('overdue');
    const overview = lead.card('4 of 23 updates are in');
    await overview.waitFor();
    expect(await overview.innerText()).toMatch(/Public Health · Amara Okafor\s+4 outstanding/);
    await lead.shoot('08-overdue', overview);
  });

  step('cannot answer for the owner', async () => {
    const [ref] = (await status()).owners.find((one) => one.owner === 'Public Health')?.outstanding ?? [];
    const before = await history(ref ?? '');
    const card = await submitAs('lead', place, { cycle, ref: ref ?? '' });
    expect(card).toContain('Words of somebody else');
    expect(card).not.toContain(ref);
    expect(card).not.toContain('Public Health');
    expect(await history(ref ?? '')).toEqual(before);
    expect(await status()).toMatchObject({ submitted: 4, drafts: 0 });
  });

  step('is helped when a skip makes no sense', async () => {
    await lead.say('skip to the moon');
    const answer = lead.card('Where to?');
    await answer.waitFor();
    expect(await answer.innerText()).toContain('skip 3 days');
  });

  step('skips to the close, hears what was sent, and gets the preview', async () => {
    await lead.say('skip to close');
    await lead.card('Skipping …').waitFor();
    const report = lead.card(/It is now \w+day \d+ \w+ at 5(:\d\d)? pm/);
    await report.waitFor({ timeout: 120_000 });
    expect(await report.innerText()).toMatch(/Simulated colleagues sent \d+ updates/);
    await lead.shoot('09-skipped', report);
    await lead.card('Preview of the digest').waitFor();
    await lead.shoot('10-preview', lead.card('Preview of the digest'));
  });

  step('publishes with a foreword; before the publication date only by a second choice', async () => {
    const preview = lead.card('Preview of the digest');
    await preview.getByLabel(/^Foreword/).fill('Thank you to all who wrote.');
    await preview.getByRole('button', { name: 'Publish now …' }).click();
    const now = preview.getByRole('button', { name: 'Publish now, before that date' });
    await now.waitFor();
    // At full width only: to draw a card for another width, the Playground starts again from what was sent.
    await lead.shoot('11-publish-early', preview, ['full']);
    await now.click();
    await lead.card('The digest, as published').waitFor();
    await lead.shoot('12-published', lead.card('The digest, as published'));
  });

  step('is told that there is nothing left to skip to', async () => {
    await lead.say('skip to close');
    await lead.card('That is in the past').waitFor();
  });
});

describe('the board', () => {
  step(
    'has the digest in its channel, with the chart, and the figures are those of the command line',
    async () => {
      chair = await openClient(browser.context, running.addresses()[2] ?? '');
      await chair.go(/Board papers/);
      const post = chair.card('Thank you to all who wrote.');
      await post.waitFor();
      const { total, byPriority, exceptions } = await digest();
      expect(total).toBe(53);
      const shown = await post.innerText();
      expect(shown).toContain('Of 53 actions');
      expect(shown).toContain(`(${exceptions.length})`);
      expect(
        exceptions.map(({ title }) => title).filter((title) => shown.includes(title)).length,
      ).toBeGreaterThan(2);
      const images = await post.getByRole('img').all();
      const bars = await Promise.all(images.map((bar) => bar.getAttribute('aria-label')));
      expect(bars.filter((bar) => bar?.includes('Total:'))).toEqual(
        byPriority.map(({ number, title, total, counts }) =>
          expect.stringMatching(
            new RegExp(
              `^${number} ${title}, Total: ${total}, Completed: ${counts['completed'] ?? 0} .*On track: ${counts['on_track'] ?? 0} .*Significant delay: ${counts['significant_delay'] ?? 0} `,
            ),
          ),
        ),
      );
      await chair.shoot('13-digest-in-the-channel', post);
    },
  );

  step("is in its chair's own chat too", async () => {
    await chair.go(/Personal/);
    const message = chair.card('Thank you to all who wrote.');
    await message.waitFor();
    await chair.shoot('14-digest-to-the-chair', message);
  });
});

describe('npm start, told to leave things out', () => {
  const without = async (settings: Record<string, string>) => {
    const bare = await newPlace();
    const server = npmStart(bare, { PLAYGROUND: 'off', ...settings });
    ends.push(async () => {
      server.signal('SIGTERM');
      await server.ended;
      await rm(dirname(bare.directory), { recursive: true, force: true });
    });
    await until('it says where it listens', () => server.printed().includes('/api/messages'), {
      seconds: 240,
      saw: () => server.printed(),
    });
    return { bare, server };
  };

  step(
    'has no programme with SAMPLE=off, no client with PLAYGROUND=off, and ends when npm is told to',
    async () => {
      const { bare, server } = await without({ SAMPLE: 'off' });
      const health = await fetch(`http://127.0.0.1:${bare.port}/healthz`);
      expect(health.status).toBe(200);
      expect(await isFree(bare.playgroundPort)).toBe(true);
      await expect(cli(bare, 'cycle', 'list', ...ofSample)).rejects.toThrow(/There is no programme/);
      server.signal('SIGTERM');
      expect(await server.ended).toBe(0);
      expect(await isFree(bare.port)).toBe(true);
    },
  );

  step('sends nothing by itself with SCHEDULER=off: what is due waits for the next tick', async () => {
    const { bare } = await without({ SCHEDULER: 'off' });
    const deliveries = () => quickCli(bare, 'deliveries', ...ofSample, '--cycle', cycle) as Promise<object[]>;
    expect(await deliveries()).toEqual([]);
    const pass = await quickCli(bare, 'tick');
    expect(pass).toMatchObject({ planned: expect.any(Number), sent: expect.any(Number) });
    expect((await deliveries()).length).toBeGreaterThan(10);
  });
});
