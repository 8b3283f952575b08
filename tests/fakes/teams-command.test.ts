import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execPath } from 'node:process';
import { promisify } from 'node:util';
import { ask, type Came } from './ask.ts';
import { compileFakes } from './compiled-fakes.ts';
import { startTeamsProcess, type TeamsProcess, type TeamsProcessOptions } from './teams-process.ts';

let script = '';
let removeFakes: () => Promise<void>;
let running: TeamsProcess | undefined;
beforeAll(async () => {
  const { command, remove } = await compileFakes();
  script = command;
  removeFakes = remove;
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
afterAll(() => removeFakes());

async function start(options: TeamsProcessOptions = {}): Promise<TeamsProcess> {
  running = await startTeamsProcess({ script, ...options });
  return running;
}

function send({ serviceUrl }: TeamsProcess, conversationId: string): Promise<Came> {
  const url = `${serviceUrl}/v3/conversations/${encodeURIComponent(conversationId)}/activities`;
  return ask('POST', url, { type: 'message', text: 'Good morning' });
}

async function chatsOf(teams: TeamsProcess): Promise<string[]> {
  return (await teams.people()).map(({ conversationId }) => conversationId);
}

describe('the fake Teams as a process', () => {
  it('makes people who have the app, and tells all that a bot would know of them', async () => {
    const teams = await start({ people: 3, email: 'owner{n}@town.example' });
    const people = await teams.people();
    expect(people.map(({ name, email, installed }) => [name, email, installed])).toEqual([
      ['Person 1', 'owner1@town.example', true],
      ['Person 2', 'owner2@town.example', true],
      ['Person 3', 'owner3@town.example', true],
    ]);
    for (const key of ['mri', 'aadObjectId', 'conversationId'] as const) {
      expect(new Set(people.map((person) => person[key])).size).toBe(3);
    }
    for (const chat of await chatsOf(teams)) expect(await send(teams, chat)).toMatchObject({ status: 201 });
  });

  it('reports what came, and who saw how much, and forgets it when told', async () => {
    const teams = await start({ people: 2, limits: 'published' });
    const [first = '', second = ''] = await chatsOf(teams);
    for (let n = 0; n < 9; n += 1) await send(teams, first);
    await send(teams, second);
    const [one, two] = await teams.people();
    const report = await teams.report();
    expect(report).toMatchObject({ requests: 10, byKind: { send: 10 }, seenBy: { [two!.aadObjectId]: 1 } });
    expect(report.throttled).toBe(9 - (report.seenBy[one!.aadObjectId] ?? 0));
    expect(report.lastAt).toBeGreaterThanOrEqual(report.firstAt ?? Infinity);

    await teams.reset();
    expect(await teams.report()).toMatchObject({ requests: 0, busiestSecond: 0, seenBy: {} });
  });

  it('changes its latency, limits and faults while it runs', async () => {
    const teams = await start({ people: 1 });
    const [chat = ''] = await chatsOf(teams);
    await teams.set({ latencyMs: 150, limits: 'off', faults: { 'server-error': 1 } });
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(teams, chat)));
    expect(performance.now() - started).toBeGreaterThan(140);
    expect(answers.filter(({ status }) => status === 500)).toHaveLength(20);
    expect(await teams.report()).toMatchObject({ faults: { status: 20 }, byStatus: { 500: 20 }, seenBy: {} });

    await teams.set({ latencyMs: 0, faults: {} });
    expect(await send(teams, chat)).toMatchObject({ status: 201 });
  });

  it('refuses settings that it does not know, and keeps those that it has', async () => {
    const teams = await start({ people: 1 });
    await expect(teams.set({ faults: { sunshine: 1 }, limits: 'off' })).rejects.toThrow(
      'There is no fault "sunshine"',
    );
    await expect(teams.set({ ['latency' as 'latencyMs']: 5 })).rejects.toThrow('latency');
    const [chat = ''] = await chatsOf(teams);
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(teams, chat)));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
  });

  it('writes down each request, and who saw what of it', async () => {
    const log = join(dirname(script), 'requests.log');
    const teams = await start({ people: 1, log, faults: { 'cut-after-storing': 1 } });
    const [person] = await teams.people();
    const { conversationId, aadObjectId } = person!;
    await send(teams, conversationId);
    await teams.stop();
    const lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      {
        at: expect.any(Number),
        kind: 'send',
        target: conversationId,
        fault: 'cut-after-storing',
        stored: expect.any(String),
        seenBy: [aadObjectId],
      },
    ]);
  });
});

describe('its command line', () => {
  const run = promisify(execFile);

  it('takes what a person types', async () => {
    const { stdout } = await run(execPath, [script, '--help']);
    expect(stdout).toContain('--fault NAME=SHARE');
  });

  it.each([
    ['--fault', 'sunshine=0.2', 'There is no fault "sunshine"'],
    ['--fault', 'silence', 'faults.silence'],
    ['--limits', 'some', 'limits'],
    ['--people', 'many', 'people'],
    ['--latency', '-1', 'latency'],
  ])('refuses %s %s', async (option, value, words) => {
    await expect(run(execPath, [script, `${option}=${value}`], { timeout: 30_000 })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(words),
    });
  });
});
