import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { answer, limitedConversation, refusal, requestKindOf, tokenExpired } from './teams-connector.ts';
import { withRetryAfter, type Asked, type ConnectorReply } from './teams-connector.ts';
import { control, type KnownPerson } from './teams-control.ts';
import { createFaults, type ChanceFault, type Fault, type Matcher } from './teams-faults.ts';
import { publishedLimits } from './teams-limits.ts';
import type { Seen, SeenRequest } from './teams-model.ts';
import type { FakePerson } from './teams-person.ts';
import { createTally, type TeamsReport } from './teams-tally.ts';
import { addPerson, addTeam, type FakeTeam, type NewPerson, type NewTeam } from './teams-tenant.ts';
import { isAnswered, parsed, readBody, reply, replyWith } from './teams-wire.ts';
import { createWorld } from './teams-world.ts';

export type { ChanceFault, Fault, Matcher } from './teams-faults.ts';
export type { Seen, SeenRequest } from './teams-model.ts';
export type { BotAnswer, FakePerson } from './teams-person.ts';
export type { TeamsReport } from './teams-tally.ts';
export type { FakeTeam } from './teams-tenant.ts';

/** What can be changed while it runs. */
export interface TeamsSettings {
  /** `published` answers 429 as Teams would; `off` lets everything through. Default `published`. */
  limits: 'published' | 'off';
  /** Whether those 429s say how long to wait. Default `told`. */
  retryAfter: 'told' | 'untold';
  /** Every answer comes so much later than the request was acted on. Default 0. */
  latencyMs: number;
}

export interface FakeTeamsOptions extends Partial<TeamsSettings> {
  tenantId?: string;
  /** Default any port that is free. */
  port?: number;
  /** Milliseconds; the machine's clock unless given. Limits and `seen` go by it. */
  now?: () => number;
  /** `counts`: `requests` and `seen` stay empty, and `report()` is all there is. For great numbers. Default `everything`. */
  keep?: 'everything' | 'counts';
  /** Called for each request when its outcome is known, before it is answered; `seen` is what somebody saw of it. */
  onRequest?: (request: SeenRequest, seen: Seen | undefined) => void;
}

/**
 * Teams, as far as a bot can tell: the connector API on a real port, with a tenant behind it whose people can act.
 *
 * ```ts
 * const teams = await startTeams();
 * teams.botIsAt('http://127.0.0.1:3978/api/messages');
 * const ama = teams.person({ name: 'Ama Okoro' });
 * await ama.install();
 * const { card } = await ama.presses('update.open', { ref: '1.4' });
 * ```
 */
export interface FakeTeams {
  /** What bots are told to call: `http://127.0.0.1:…`. */
  serviceUrl: string;
  tenantId: string;
  botId: string;
  /** Everything that anybody saw, oldest first. */
  seen: readonly Seen[];
  /** Every request of the bot's, also those that were refused. What somebody saw of one is its `stored` in `seen`. */
  requests: readonly SeenRequest[];
  /** The bot's address, `…/api/messages`. */
  botIsAt(url: string): void;
  person(person: NewPerson): FakePerson;
  /** Everybody, as a bot that has met them would know them. */
  people(): KnownPerson[];
  team(team: NewTeam): FakeTeam;
  /** The next request that matches, and that the limits let through, goes wrong; or the next so many. */
  failNext(matcher: Matcher, fault: Fault, times?: number): void;
  /**
   * From now on requests go wrong by chance, but never one in two ways. Each fault is drawn for by itself; where several
   * strike, it is one of them. `random` is in [0, 1). What `failNext` asks for comes first.
   */
  failAtRandom(faults: readonly ChanceFault[], random: () => number): void;
  stopFailing(): void;
  set(settings: Partial<TeamsSettings>): void;
  /** All requests so far, in numbers. */
  report(): TeamsReport;
  /** The most requests that came within any second. */
  busiestSecond(): number;
  /** As if it had just started: no messages, no log, no counts, and all limits free. People, settings and faults stay. */
  reset(): void;
  /** Sends the bot any body at all; resolves with the HTTP answer. */
  post(body: unknown): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

/** What became of a request: what it suffered, and what Teams says to it, if it read it. */
interface Acted {
  fault: Fault | undefined;
  said: ConnectorReply | undefined;
}

export async function startTeams(options: FakeTeamsOptions = {}): Promise<FakeTeams> {
  const { tenantId = '11111111-2222-4333-8444-555555555555', now = Date.now, keep = 'everything' } = options;
  const { limits = 'published', retryAfter = 'told', latencyMs = 0 } = options;
  const settings: TeamsSettings = { limits, retryAfter, latencyMs };
  const world = createWorld({ tenantId, botId: '28:board-updates', now, keep });
  const faults = createFaults();
  const requests: SeenRequest[] = [];
  let limiter = publishedLimits();
  let tally = createTally();
  let botUrl = '';

  const server = createServer((req, res) => void serve(req, res));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname: path, searchParams: query } = new URL(req.url ?? '/', serviceUrl);
    const method = req.method ?? 'GET';
    const text = await readBody(req);
    if (text === undefined) return;
    if (path.startsWith('/control/')) {
      reply(res, control(teams, method, path, parsed(text)));
      return;
    }
    const where = requestKindOf(method, path);
    // A large card takes long to read; where nobody looks at it, it is not.
    const body = keep === 'everything' || where.kind === 'create' ? parsed(text) : {};
    const { authorization } = req.headers;
    const request: SeenRequest = {
      at: now(),
      kind: where.kind,
      method,
      path,
      target: where.target,
      authorization,
    };
    tally.arrived(request);
    if (keep === 'everything') requests.push(Object.assign(request, { body }));

    const { fault, said } = actOn(request, { ...where, query, text, body });
    tally.done(request, said?.seen);
    options.onRequest?.(request, said?.seen);
    if (settings.latencyMs > 0) await pause(settings.latencyMs);
    replyWith(fault, res, said);
  }

  /** Does what becomes of a request, and writes it down on it. */
  function actOn(request: SeenRequest, asked: Asked): Acted {
    const wait =
      settings.limits === 'off' ? undefined : limiter.refusal(limitedConversation(asked), request.at);
    if (wait !== undefined) {
      request.status = 429;
      const told = settings.retryAfter === 'told' ? wait : undefined;
      return { fault: undefined, said: withRetryAfter(refusal(429, 'Throttled'), told) };
    }
    const fault = faults.take(request);
    const said = saidUnder(fault, asked);
    if (fault) request.fault = fault.kind;
    if (said && isAnswered(fault)) request.status = said.status;
    if (said?.seen) request.stored = said.seen.activityId;
    return { fault, said };
  }

  /** What Teams does and says, or would say if the answer came through; undefined where it did not read the request. */
  function saidUnder(fault: Fault | undefined, asked: Asked): ConnectorReply | undefined {
    if (fault?.kind === 'cut-before-reading') return undefined;
    if (fault?.kind === 'expired-token') return tokenExpired;
    if (fault?.kind !== 'status') return answer(world, asked);
    const seen = fault.afterStoring === true ? answer(world, asked).seen : undefined;
    const refused = refusal(fault.status, fault.code, fault.subCode);
    return { ...withRetryAfter(refused, fault.retryAfter), ...(seen ? { seen } : {}) };
  }

  async function post(body: unknown): Promise<{ status: number; body: unknown }> {
    const response = await fetch(botUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  }

  const teams: FakeTeams = {
    serviceUrl,
    tenantId,
    botId: world.botId,
    seen: world.seen,
    requests,
    post,
    botIsAt(url) {
      botUrl = url;
    },
    person: (given) => addPerson(world, given, serviceUrl, post),
    people: () =>
      world.people.map(({ name, email, upn, mri, aadObjectId, chatId, installed }) => {
        return { name, email, upn, mri, aadObjectId, conversationId: chatId, installed };
      }),
    team: (given) => addTeam(world, given),
    failNext: (matcher, fault, times = 1) => faults.add(matcher, fault, times),
    failAtRandom: (some, random) => faults.byChance(some, random),
    stopFailing: () => faults.clear(),
    set(changed) {
      Object.assign(settings, changed);
    },
    report: () => tally.report(),
    busiestSecond: () => tally.report().busiestSecond,
    reset() {
      world.forget();
      requests.length = 0;
      limiter = publishedLimits();
      tally = createTally();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return teams;
}
