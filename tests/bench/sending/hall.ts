import type { KnownPerson } from '../../fakes/teams-control.ts';
import { startTeamsProcess, type TeamsProcess, type TeamsProcessOptions } from '../../fakes/teams-process.ts';
import { azuriteStores } from '../azurite-stores.ts';
import { storeBareRows } from './bare-rows.ts';
import { meetEverybody, planRequests, statesOf, storeAt, type Place } from './crowd.ts';
import { startSender, type Done, type Orders, type Sender } from './orders.ts';

/** What a sending came to. */
export interface Sent extends Done {
  /** As the fake saw it. */
  report: Awaited<ReturnType<TeamsProcess['report']>>;
  states: Record<string, number>;
}

/** A fake Teams and an Azurite, each a process, with people whom the bot has met. */
export interface Hall {
  teams: TeamsProcess;
  /** Plans requests to so many of them, and has our processes send them. */
  send(people: number, orders: Pick<Orders, 'sendRate'>, processes?: number): Promise<Sent>;
  /** The same by the bare loop. */
  sendBare(people: number): Promise<Sent>;
  close(): Promise<void>;
}

type Script = 'sender' | 'bare-sender';

const peopleToWarmUp = 400;

export async function openHall(people: number, options: TeamsProcessOptions): Promise<Hall> {
  const [azurite, teams] = await Promise.all([
    azuriteStores(),
    startTeamsProcess({ ...options, people: Math.max(people, peopleToWarmUp) }),
  ]);
  const { connectionString } = azurite;
  let runs = 0;
  const place = (): Place => ({ connectionString, people: 'met', run: `run${(runs += 1)}` });
  const meeting = storeAt({ connectionString, people: 'met', run: 'met' });
  await meeting.prepare();
  const known: KnownPerson[] = await meetEverybody(meeting, teams);

  /** Some messages for each process to begin with. */
  async function warmUp(script: Script): Promise<Place> {
    const at = place();
    const some = known.slice(0, peopleToWarmUp);
    if (script === 'bare-sender') await storeBareRows(at, teams, some);
    else await planRequests(storeAt(at), teams.tenantId, some);
    return at;
  }

  async function run(script: Script, orders: Omit<Orders, 'warmUp'>, processes: number) {
    const senders: Sender[] = [];
    for (let n = 0; n < processes; n += 1) {
      senders.push(await startSender(script, { ...orders, warmUp: await warmUp(script) }));
    }
    await teams.reset();
    const started = performance.now();
    const done = await Promise.all(senders.map((sender) => sender.go()));
    const milliseconds = performance.now() - started;
    const cpu = done.reduce((sum, one) => sum + one.cpu, 0);
    const peak = Math.max(...done.map((one) => one.peak));
    return { milliseconds, cpu, peak, report: await teams.report() };
  }

  return {
    teams,
    async send(size, { sendRate }, processes = 1) {
      const at = place();
      const store = storeAt(at);
      await planRequests(store, teams.tenantId, known.slice(0, size));
      const sent = await run('sender', { place: at, sendRate }, processes);
      return { ...sent, states: await statesOf(store, teams.tenantId, size) };
    },
    async sendBare(size) {
      const at = place();
      await storeBareRows(at, teams, known.slice(0, size));
      return { ...(await run('bare-sender', { place: at, sendRate: 'off' }, 1)), states: {} };
    },
    async close() {
      await Promise.all([teams.stop(), azurite.stop()]);
    },
  };
}
