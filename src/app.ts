import { randomUUID } from 'node:crypto';
import { createDispatch } from './outbox/dispatch.ts';
import { createDraw } from './workflow/messages/draw-message.ts';
import { createDesk } from './workflow/create-desk.ts';
import { createLeadDesk } from './workflow/lead-desk.ts';
import { createLog, unreadableRows, type Logger } from './log.ts';
import { createOutbox } from './outbox/create-outbox.ts';
import { createPace } from './outbox/pace.ts';
import { createTeams } from './teams/bot.ts';
import { startScheduler, type Scheduler } from './outbox/scheduler.ts';
import { startServer, type RunningServer } from './web/server.ts';
import { startWorker, workUntilEmpty, type Worker, type WorkerDeps } from './outbox/worker.ts';
import { joinPass, type Pass } from './outbox/pass.ts';
import { azureStore } from './storage/azure-store.ts';
import { publishByItself } from './workflow/publication/publish-by-itself.ts';
import { rebuildAgenda, tick, type TickDeps } from './outbox/tick.ts';
import { readTemplates } from './cards/template.ts';
import { renderViews } from './cards/render.ts';
import { shardOf } from './storage/shard-of.ts';
import { shrunkCard } from './workflow/messages/message-words.ts';
import { systemClock, type Clock } from './clock.ts';
import { workingCalendar } from './calendar/working-days.ts';
import type { ChatCommand } from './workflow/desk-deps.ts';
import type { Config } from './config.ts';
import type { CycleKey } from './workflow/ports.ts';
import type { LoadedCycle } from './workflow/rounds/load-cycle.ts';
import { takeInImport } from './workflow/register/take-in-import.ts';
import { createDeliverer } from './outbox/deliver.ts';
import { realTimer } from './outbox/timer.ts';
import type { Desk } from './workflow/desk.ts';
import type { Messenger, Outbox } from './outbox/ports.ts';
import type { Store } from './storage/store.ts';
import type { Temporal } from './calendar/temporal.ts';

/** The ports that tests and local mode replace; here and nowhere else. */
export interface Overrides {
  clock?: Clock;
  store?: Store;
  /** Given the messenger that speaks to Teams; returns the one to use. */
  messenger?: (teams: Messenger) => Messenger;
  /** Given the desk and the running app; returns the desk that Teams speaks to. */
  desk?: (desk: Desk, app: App) => Desk;
  /** More chat commands, given the running app. */
  commands?: (app: App) => ChatCommand[];
  log?: Logger;
  random?: () => number;
}

export interface App {
  store: Store;
  clock: Clock;
  desk: Desk & { settled(): Promise<void> };
  outbox: Outbox;
  messenger: Messenger;
  log: Logger;
  /** One pass of planning and delivery, by the app's clock. */
  tick(): Promise<Pass>;
  /** Puts a programme's cycles on the agenda, now: for whatever has changed their register or settings. */
  planAgain(programmeId: string): Promise<void>;
  /** Starts listening, and unless switched off the scheduler and a worker. Resolves when ready. */
  start(): Promise<{ port: number }>;
  /** Takes no more, ends what is under way, and leaves nothing claimed. */
  stop(): Promise<void>;
}

/** The composition root: everything is made here, from the configuration and whatever the caller replaces. */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const log = overrides.log ?? createLog(config.logLevel);
  const clock = overrides.clock ?? systemClock;
  const store = overrides.store ?? storeFor(config, log);
  await store.prepare();

  const pace = createPace(config.sendRate, store.pace);
  const outbox = createOutbox({ store, clock, shardOf, calendarOf });
  const lead = createLeadDesk({
    store,
    outbox,
    clock,
    redraw: (card, views) => messenger.redraw(card, renderViews(views)),
    async sendAnew(delivery, programme, views) {
      const drawn = { kind: 'message' as const, message: renderViews(views), showsList: false };
      const outcome = await dispatch.send(delivery, drawn, { person: undefined, programme });
      return outcome.kind === 'sent' ? outcome.activity : undefined;
    },
    send: async (address, views) =>
      messenger.sendToPerson(address, renderViews(views), await pace.turn(address.tenantId)),
  });
  let commands: ChatCommand[] = [];
  const teams = createTeams({
    credentials: config.credentials,
    desk: () => front,
    render: renderViews,
    log: log.child({ subsystem: 'teams' }),
    clock,
  });
  const messenger = overrides.messenger?.(teams.messenger) ?? teams.messenger;
  const desk = createDesk({
    store,
    clock,
    messenger: {
      async redraw(tenantId, card, message) {
        return messenger.redraw(card, message, await pace.turn(tenantId));
      },
      async sendToPerson(address, message) {
        return messenger.sendToPerson(address, message, await pace.turn(address.tenantId));
      },
    },
    outbox,
    render: renderViews,
    lead,
    // Asked for at each turn: local mode's commands need the app, which is made below.
    commands: () => commands,
    log: log.child({ subsystem: 'desk' }),
  });

  const tickDeps: TickDeps = { store, shardOf, publish, takeIn, log: log.child({ subsystem: 'tick' }) };
  const dispatch = createDispatch({
    people: store.people,
    channels: store.channels,
    messenger,
    pace,
    shrunk: ({ cycleId }, { settings, cycles }) => {
      const cycle = cycles.find(({ id }) => id === cycleId);
      return cycle && renderViews(shrunkCard(settings, cycle));
    },
    log: log.child({ subsystem: 'dispatch' }),
  });
  const deliverer = createDeliverer({
    store,
    clock,
    timer: realTimer,
    newDraw: () => createDraw({ store, clock, timer: realTimer, render: renderViews }),
    dispatch,
    random: overrides.random ?? Math.random,
    newId: randomUUID,
    log: log.child({ subsystem: 'deliver' }),
  });
  const workerDeps: WorkerDeps = {
    wakeQueue: store.wakeQueue,
    deliverer,
    pace,
    log: log.child({ subsystem: 'worker' }),
  };

  async function calendarOf(programmeId: string) {
    const programme = await store.programmes.find(programmeId);
    return programme && workingCalendar(programme.value.settings.calendar);
  }

  function publish(cycle: CycleKey, now: Temporal.Instant): Promise<LoadedCycle | undefined> {
    return publishByItself({ store, outbox, log: log.child({ subsystem: 'publish' }) }, cycle, now);
  }

  async function takeIn(loaded: LoadedCycle, now: Temporal.Instant): Promise<void> {
    const changed = await takeInImport({ store, outbox }, loaded, now);
    if (changed) desk.redraw(changed);
  }

  let server: RunningServer | undefined;
  let worker: Worker | undefined;
  let scheduler: Scheduler | undefined;

  const app: App = {
    store,
    clock,
    desk,
    outbox,
    messenger,
    log,
    async tick() {
      const pass = await tick(tickDeps, clock.now());
      joinPass(pass, await workUntilEmpty(workerDeps));
      return pass;
    },
    planAgain: (programmeId) => rebuildAgenda({ store }, clock.now(), programmeId),
    async start() {
      server = await startServer({
        port: config.port,
        host: config.mode === 'local' ? '127.0.0.1' : '0.0.0.0',
        onMessages: (req, res) => teams.handle(req, res),
        log: log.child({ subsystem: 'web' }),
      });
      if (config.scheduler) {
        const pass = () => tick(tickDeps, clock.now()).then(() => worker?.nudge());
        worker = startWorker(workerDeps);
        scheduler = startScheduler(pass, log.child({ subsystem: 'scheduler' }));
        // What fell due while nothing ran is made up now, not at the next full minute.
        await rebuildAgenda({ store }, clock.now()).then(pass);
      }
      await readTemplates();
      return { port: server.port };
    },
    async stop() {
      await scheduler?.stop();
      await Promise.all([server?.close(), worker?.stop(), deliverer.stop()]);
      await desk.settled();
    },
  };
  commands = overrides.commands?.(app) ?? [];
  const front = overrides.desk?.(desk, app) ?? desk;
  return app;
}

function storeFor(config: Config, log: Logger): Store {
  if (config.storage === 'embedded') throw new Error('An embedded store is started by local mode.');
  return azureStore({ ...config.storage, report: unreadableRows(log) });
}
