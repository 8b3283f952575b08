import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createApp, type App } from '../../src/app.ts';
import type { CardElement } from '../../src/cards/card.ts';
import { manualClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { startEmbeddedAzurite, type EmbeddedAzurite } from '../../src/local/embedded-azurite.ts';
import { createLog } from '../../src/log.ts';
import { azureStore } from '../../src/storage/azure-store.ts';
import type { Store } from '../../src/storage/store.ts';
import { cycleKey, emailOf, openedCycle, tenantId } from '../builders/open-cycle.ts';
import { buttons, input, words } from '../cards/read-card.ts';
import { faultyProxy, type Behaviour, type FaultyProxy } from '../fakes/faulty-proxy.ts';
import { startTeams, type FakePerson, type FakeTeams } from '../fakes/teams-server.ts';
import { until } from './until.ts';

/** Teams gives a bot up after 10 seconds at the earliest. */
const mostSeconds = 9;

const answer = {
  status: 'minor_slippage',
  narrative: 'The second clinic opened.\nIts doors stick.',
  reason: 'The hinges came late.',
  recoveryAction: '',
  revisedDate: '2027-01-15',
  noteToLead: 'Between us: the third is late too.',
};
const scope = { programme: cycleKey.programmeId, cycle: cycleKey.cycleId, ref: '1.1', version: 0 };

let directory: string;
let azurite: EmbeddedAzurite;
let proxy: FaultyProxy;
let teams: FakeTeams;
let app: App;
let ama: FakePerson;
let logged: string[];
let tests = 0;
/** Past the proxy. */
let store: Store;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'storage-down-'));
  azurite = await startEmbeddedAzurite({ directory });
}, 60_000);
afterAll(async () => {
  await azurite.stop();
  await rm(directory, { recursive: true, force: true });
});

beforeEach(async () => {
  logged = [];
  tests += 1;
  proxy = await faultyProxy(tableEndpoint());
  store = storeAt(azurite.connectionString);
  await openedCycle(
    { owners: { Housing: { lead: 'ama' } }, actions: { '1.1': { owners: ['Housing'] } } },
    store,
  );
  teams = await startTeams({ tenantId, limits: 'off' });
  const connectionString = azurite.connectionString.replace(tableEndpoint(), proxy.url);
  app = await createApp(readConfig({ PORT: '0', SCHEDULER: 'off' }), {
    store: storeAt(connectionString),
    clock: manualClock('2026-10-20T09:15:00Z'),
    log: createLog('info', { write: (line) => void logged.push(line) }),
  });
  const { port } = await app.start();
  teams.botIsAt(`http://127.0.0.1:${port}/api/messages`);
  ama = teams.person({ name: 'Ama', email: emailOf('ama'), installed: true });
  await ama.says('my updates');
}, 60_000);

afterEach(async () => {
  proxy.behave({ kind: 'refuses' });
  await app.stop();
  await teams.close();
  await proxy.close();
}, 60_000);

/** Each test has tables of its own. */
function storeAt(connectionString: string): Store {
  return azureStore({ connectionString, prefix: `t${tests}` });
}

function tableEndpoint(): string {
  return /TableEndpoint=(http:\/\/[^/]+)/.exec(azurite.connectionString)![1]!;
}

async function stopStorage(): Promise<void> {
  await azurite.stop();
}

/** With the same data, elsewhere. */
async function startStorage(): Promise<void> {
  azurite = await startEmbeddedAzurite({ directory });
  proxy.leadTo(tableEndpoint());
  store = storeAt(azurite.connectionString);
}

interface Given {
  card: CardElement;
  seconds: number;
}

async function presses(verb: string, data: object): Promise<Given> {
  const started = performance.now();
  const { card } = await ama.presses(verb, data);
  if (card === undefined) throw new Error('There is no card.');
  return { card: card as CardElement, seconds: (performance.now() - started) / 1000 };
}

/** Presses a button of a card as Teams does: its data, and what the card's inputs hold. */
async function pressesAgain(card: CardElement, verb: string, typed: object = {}): Promise<Given> {
  const button = buttons(card, verb)[0];
  const held = Object.keys(answer).flatMap((id) => {
    const field = input(card, id);
    return field ? [[id, field['value'] ?? ''] as const] : [];
  });
  return presses(verb, { ...(button?.['data'] as object), ...Object.fromEntries(held), ...typed });
}

/** All that was typed is in an input again, but for the status, which goes with the buttons. */
function expectWordsGivenBack({ card, seconds }: Given): void {
  expect(words(card)).toContain('This may not be stored yet');
  const { status, ...typed } = answer;
  for (const [id, value] of Object.entries(typed)) {
    if (value !== '') expect(input(card, id)?.['value']).toBe(value);
  }
  expect(buttons(card, 'update.submit')[0]?.['data']).toEqual({ ...scope, status });
  expect(seconds).toBeLessThan(mostSeconds);
}

async function stored() {
  const updates = await store.cycles.updates(cycleKey);
  const request = (await store.cycles.request(cycleKey, '1.1'))?.value;
  const events = (await store.cycles.events(cycleKey)).filter(({ kind }) => kind === 'submitted');
  const drafts = await store.cycles.drafts(cycleKey);
  // Update, request and event are one: never one of them without the others.
  expect(events).toHaveLength(updates.length);
  expect(request?.answer).toEqual(updates.at(-1));
  return { updates, drafts: drafts.map(({ value }) => value) };
}

async function expectStoredOnce({ card }: Given): Promise<void> {
  expect(words(card)).toContain('Sent by you');
  const { updates } = await stored();
  expect(updates).toMatchObject([{ version: 1, narrative: answer.narrative, reason: answer.reason }]);
}

describe('a turn while storage is away', () => {
  it('gives the words back in a form, which is stored once when storage is there again', async () => {
    await stopStorage();
    const first = await presses('update.submit', { ...scope, ...answer });
    expectWordsGivenBack(first);
    const second = await pressesAgain(first.card, 'update.submit');
    expectWordsGivenBack(second);

    await startStorage();
    expect((await stored()).updates).toEqual([]);
    await expectStoredOnce(await pressesAgain(second.card, 'update.submit'));
  }, 90_000);

  const faults: [string, Behaviour][] = [
    ['does not answer', { kind: 'hangs' }],
    ['takes too long over each request', { kind: 'slow', milliseconds: 2500 }],
    ['cuts every connection', { kind: 'refuses' }],
    ['loses the answer to every write', { kind: 'loses-answers' }],
  ];
  it.each(faults)(
    'that %s ends in time, and Submit stores the words once afterwards',
    async (_, fault) => {
      proxy.behave(fault);
      const given = await presses('update.submit', { ...scope, ...answer });
      expectWordsGivenBack(given);
      proxy.behave({ kind: 'well' });
      await expectStoredOnce(await pressesAgain(given.card, 'update.submit'));
      await expectStoredOnce(await pressesAgain(given.card, 'update.submit'));
    },
    90_000,
  );

  it('lets nothing that it was late with replace what is sent after it', async () => {
    proxy.behave({ kind: 'hangs' });
    const given = await presses('update.submit', { ...scope, ...answer });
    proxy.behave({ kind: 'well' });
    const narrative = 'On second thoughts, all is well.';
    await pressesAgain(given.card, 'update.submit', { narrative });
    proxy.letGo();
    await until('the first turn has ended', () =>
      logged.join().includes('a turn that took too long has ended'),
    );
    expect((await stored()).updates).toMatchObject([{ version: 1, narrative }]);
  }, 90_000);

  it('keeps a draft, and words that Back would have kept, in the form too', async () => {
    proxy.behave({ kind: 'refuses' });
    const saved = await presses('update.saveDraft', { ...scope, ...answer });
    expectWordsGivenBack(saved);
    const back = await pressesAgain(saved.card, 'updates.list');
    expectWordsGivenBack(back);
    proxy.behave({ kind: 'well' });
    const list = await pressesAgain(back.card, 'updates.list');
    expect(words(list.card)).toContain('is saved as a draft');
    expect((await stored()).drafts).toMatchObject([{ inputs: { narrative: answer.narrative } }]);
  }, 90_000);

  it('says so to a line of chat, and answers the next once storage is there again', async () => {
    proxy.behave({ kind: 'refuses' });
    const { meanwhile } = await ama.says('my updates');
    expect(meanwhile.map(({ summary }) => summary).join()).toContain('Something went wrong on our side');
    proxy.behave({ kind: 'well' });
    const again = await ama.says('my updates');
    expect(again.meanwhile.map(({ summary }) => summary).join()).toContain('Your updates');
  }, 90_000);
});
