import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ControlSettings, KnownPerson } from './teams-control.ts';
import type { TeamsReport } from './teams-server.ts';

export interface TeamsProcessOptions extends ControlSettings {
  /** So many people who have the app: Person 1, Person 2… Default none. */
  people?: number;
  /** Their addresses; `{n}` is the number. Default `person{n}@council.example`. */
  email?: string;
  /** A file that gets a line of JSON for each request. */
  log?: string;
  /** The compiled command; unless given, the one beside this file, as compiled for benchmarks. */
  script?: string;
}

/** A fake Teams in a process of its own, which ends with ours. It keeps counts, not messages. */
export interface TeamsProcess {
  serviceUrl: string;
  tenantId: string;
  botId: string;
  people(): Promise<KnownPerson[]>;
  report(): Promise<TeamsReport>;
  /** No messages, no counts, all limits free. People, settings and faults stay. */
  reset(): Promise<void>;
  set(settings: ControlSettings): Promise<void>;
  stop(): Promise<void>;
}

export async function startTeamsProcess(options: TeamsProcessOptions = {}): Promise<TeamsProcess> {
  const { people = 0, email, log, script = besideThis, ...settings } = options;
  const args = [
    `--people=${people}`,
    ...(email === undefined ? [] : [`--email=${email}`]),
    ...(log === undefined ? [] : [`--log=${log}`]),
  ];
  const child = fork(script, args, { execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout! });
  const [line] = (await Promise.race([
    once(lines, 'line'),
    ended.then(() => Promise.reject(new Error('The fake Teams ended before it listened.'))),
  ])) as [string];
  const told = JSON.parse(line) as Pick<TeamsProcess, 'serviceUrl' | 'tenantId' | 'botId'>;

  async function ask<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const response = await fetch(`${told.serviceUrl}/control/${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error((answer as { message: string }).message);
    return answer as T;
  }

  const teams: TeamsProcess = {
    ...told,
    people: () => ask('GET', 'people'),
    report: () => ask('GET', 'report'),
    reset: () => ask('POST', 'reset'),
    set: (changed) => ask('POST', 'settings', changed),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
  await teams.set(settings);
  return teams;
}

const besideThis = fileURLToPath(new URL('./teams-command.js', import.meta.url));
