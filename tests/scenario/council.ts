import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Temporal } from '../../src/calendar/temporal.ts';
import { workingCalendar } from '../../src/calendar/working-days.ts';
import type { PrintedMessage } from '../../src/cli/messages.ts';
import type { DigestJson } from '../../src/digest/digest-json.ts';
import { startEmbeddedAzurite } from '../../src/local/embedded-azurite.ts';
import { openLocalClock, type LocalClock } from '../../src/local/local-clock.ts';
import type { DeliveryState } from '../../src/outbox/ledger.ts';
import { ProgrammeSettings } from '../../src/programme/settings.ts';
import { azureStore } from '../../src/storage/azure-store.ts';
import type { Store } from '../../src/storage/store.ts';
import type { CycleStatus } from '../../src/workflow/rounds/cycle-status.ts';
import { startTeams, type FakePerson, type FakeTeams, type FakeTeamsOptions } from '../fakes/teams-server.ts';
import { built } from './build.ts';
import { faultyStorage, type FaultyStorage } from './faulty-storage.ts';
import { run, type Running } from './processes.ts';
import { until } from './until.ts';

/** What `tick --json` prints. */
export interface Ticked {
  now: string;
  planned: number;
  sent: number;
  retrying: number;
  unknown: number;
  unreachable: number;
  superseded: number;
  skipped: number;
}

/** A row of `deliveries --json`. */
export interface PrintedDelivery extends PrintedMessage {
  state: DeliveryState;
  why: string | null;
  sentAt: string | null;
  activityId: string | null;
  attempts: { at: string; outcome: DeliveryState; detail: string | null }[];
}

/** What `cycle add --json` prints, as far as tests read it. */
export interface AddedCycle {
  closes: string;
  publish: string;
  rungs: { rung: string; kind: string; to: string; local: string; at: string }[];
  warnings: string[];
}

/** A command that has ended. */
export interface Ended {
  code: number | null;
  /** Standard output, exactly. */
  out: string;
  err: string;
}

export interface Files {
  register: string;
  owners: string;
  settings: object;
}

export interface CouncilOptions extends FakeTeamsOptions {
  /** Settings for every process that is started. */
  environment?: Record<string, string>;
  /** `faulty`: on disk, behind a proxy, so that it can be stopped, started again and disturbed. Default in memory. */
  storage?: 'in memory' | 'faulty';
}

/** A council that runs the product as built: Azurite, Teams, the server and the command line, each a process or a port of its own. */
export interface Council {
  teams: FakeTeams;
  /** What its processes store, past any proxy. */
  store(): Store;
  /** With `storage: 'faulty'` only. */
  storage: FaultyStorage;
  /** Runs a command to its end. */
  cli(...args: string[]): Promise<Ended>;
  /** Starts a command and lets it run. */
  startCli(...args: string[]): Promise<Running>;
  /** Runs a command that must succeed, and reads the document that it prints. */
  ask<T>(...args: string[]): Promise<T>;
  /** Writes a file for the command line to read; resolves with its path. */
  file(name: string, content: string | object): Promise<string>;
  /** Imports as programme `strategy`, whose settings get the tenant of this Teams. */
  importFiles<T = unknown>(files: Files): Promise<T>;
  addCycle(cycle: string, meeting: string): Promise<AddedCycle>;
  /** A pass of `tick`. With a time, the server goes by it as well once this resolves. */
  tick(now?: string): Promise<Ticked>;
  plan(cycle: string): Promise<PrintedMessage[]>;
  status(cycle: string): Promise<CycleStatus>;
  deliveries(cycle: string): Promise<PrintedDelivery[]>;
  digest(cycle: string): Promise<DigestJson>;
  /** Starts the server, and waits for nothing. */
  launch(scheduler: 'on' | 'off'): Promise<Running>;
  /** Starts the server and waits until it listens; Teams then knows where the bot is. */
  serve(scheduler: 'on' | 'off'): Promise<Running>;
  /** Sets the clock that every process on this store goes by, the server too once this resolves. */
  setClock(now: string): Promise<void>;
  /** Has everybody install the app, at the server that runs. */
  install(people: Iterable<FakePerson>): Promise<void>;
  /** Ends all that it started. */
  close(): Promise<void>;
}

export async function startCouncil(options: CouncilOptions = {}): Promise<Council> {
  const directory = await mkdtemp(join(tmpdir(), 'council-'));
  const azurite = { directory: join(directory, 'azurite') };
  const faulty = options.storage === 'faulty' ? await faultyStorage(azurite) : undefined;
  const storage = faulty ?? (await startEmbeddedAzurite({ ...azurite, inMemory: true }));
  const teams = await startTeams(options);
  const started: Running[] = [];
  const { PATH = '' } = process.env;
  const env = {
    PATH,
    STORAGE_CONNECTION_STRING: storage.connectionString,
    LOCAL_DIRECTORY: join(directory, 'local'),
    PLAYGROUND: 'off',
    SAMPLE: 'off',
    PORT: '0',
    ...options.environment,
  };
  let store: { of: string; opened: Store } | undefined;
  /** The one that listens, until it ends. */
  let server: Running | undefined;
  const ofCycle = (cycle: string) => ['--programme', 'strategy', '--cycle', cycle];

  async function start(script: 'main.js' | 'cli.js', args: readonly string[], more = {}): Promise<Running> {
    const running = run(await built(script), args, { ...env, ...more });
    started.push(running);
    return running;
  }

  function clock(): Promise<LocalClock> {
    const calendar = workingCalendar(ProgrammeSettings.parse({ title: 'Any' }).calendar);
    return openLocalClock(council.store().settings, calendar);
  }

  /** A running server looks for a new time now and then, and says so when it has taken it over. */
  async function serverFollows(): Promise<void> {
    if (!server) return;
    const running = server;
    const line = `"clockOffset":${(await clock()).offset()}`;
    await until('the server goes by the new time', () => server !== running || toldLast(running) === line);
  }

  const council: Council = {
    teams,
    store() {
      const connectionString = faulty?.itself() ?? storage.connectionString;
      if (store?.of !== connectionString)
        store = { of: connectionString, opened: azureStore({ connectionString }) };
      return store.opened;
    },
    get storage() {
      if (!faulty) throw new Error('Its storage is never at fault.');
      return faulty;
    },
    startCli: (...args) => start('cli.js', [...args, '--json']),
    async cli(...args) {
      const running = await start('cli.js', args);
      const code = await running.ended;
      return { code, out: running.out(), err: running.err() };
    },
    async ask<T>(...args: string[]): Promise<T> {
      const { code, out, err } = await council.cli(...args, '--json');
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code ?? 'a signal'}: ${out}${err}`);
      return JSON.parse(out) as T;
    },
    async file(name, content) {
      const path = join(directory, name);
      await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
      return path;
    },
    async importFiles({ register, owners, settings }) {
      const paths = await Promise.all([
        council.file('register.csv', register),
        council.file('owners.csv', owners),
        council.file('settings.json', { ...settings, tenantId: teams.tenantId }),
      ]);
      const [registerPath, ownersPath, settingsPath] = paths;
      const files = [registerPath, '--owners', ownersPath, '--settings', settingsPath];
      return council.ask('import', ...files, '--programme', 'strategy');
    },
    addCycle: (cycle, meeting) => council.ask('cycle', 'add', ...ofCycle(cycle), '--meeting', meeting),
    async tick(now) {
      if (now === undefined) return council.ask('tick');
      const ticked = await council.ask<Ticked>('tick', '--now', now);
      await serverFollows();
      return ticked;
    },
    plan: (cycle) => council.ask('plan', ...ofCycle(cycle)),
    status: (cycle) => council.ask('status', ...ofCycle(cycle)),
    deliveries: (cycle) => council.ask('deliveries', ...ofCycle(cycle)),
    digest: (cycle) => council.ask('digest', ...ofCycle(cycle)),
    launch: (scheduler) => start('main.js', [], { SCHEDULER: scheduler, LOG_LEVEL: 'info' }),
    async serve(scheduler) {
      const running = await council.launch(scheduler);
      const address = /listens on (http\S+messages)/;
      let hasEnded = false;
      void running.ended.then(() => {
        hasEnded = true;
        if (server === running) server = undefined;
      });
      // Long enough for a machine that is busy with other things.
      const isListening = (): boolean => {
        if (hasEnded) throw new Error(`The server ended: ${running.out()}${running.err()}`);
        return address.test(running.out());
      };
      await until('the server listens', isListening, 90);
      teams.botIsAt(address.exec(running.out())?.[1] ?? '');
      server = running;
      return running;
    },
    async setClock(now) {
      await (await clock()).set(Temporal.Instant.from(now));
      await serverFollows();
    },
    async install(people) {
      for (const person of people) {
        const { status } = await person.install();
        if (status !== 200) throw new Error(`${person.name} could not install the app: ${status}`);
      }
    },
    async close() {
      await Promise.all(started.map((one) => one.kill()));
      await teams.close();
      await storage.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
  return council;
}

/** The last that a process said of its clock. */
function toldLast(running: Running): string | undefined {
  return running
    .err()
    .match(/"clockOffset":-?\d+/g)
    ?.at(-1);
}
