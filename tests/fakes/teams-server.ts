import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer, refusal, requestKindOf, type ConnectorReply } from './teams-connector.ts';
import { createFaults, type Fault, type Matcher } from './teams-faults.ts';
import { noLimits, publishedLimits } from './teams-limits.ts';
import type { PersonData, Seen, SeenRequest } from './teams-model.ts';
import { fakePerson, type BotAnswer, type FakePerson } from './teams-person.ts';
import { createWorld } from './teams-world.ts';

export type { Fault, Matcher } from './teams-faults.ts';
export type { Seen, SeenRequest } from './teams-model.ts';
export type { BotAnswer, FakePerson } from './teams-person.ts';

export interface FakeTeamsOptions {
  tenantId?: string;
  /** Milliseconds; the machine's clock unless given. Limits and `seen` go by it. */
  now?: () => number;
  /** `published` answers 429 as Teams would; `off` lets everything through. Default `published`. */
  limits?: 'published' | 'off';
}

export interface NewPerson {
  name: string;
  /** Default `first.last@council.example`. */
  email?: string;
  /** Default the e-mail address. */
  upn?: string;
  aadObjectId?: string;
  guest?: boolean;
  /** Whether they have the app; the bot hears of it through `install()` only. Default false. */
  installed?: boolean;
}

export interface FakeTeam {
  id: string;
  /** A channel's id by its name. */
  channelId(name: string): string;
  /** Adds the bot to the team; Teams announces that twice, at once. */
  addsBot(by: FakePerson): Promise<BotAnswer>;
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
  seen: Seen[];
  /** Every request of the bot's, also those that were refused. */
  requests: SeenRequest[];
  /** The bot's address, `…/api/messages`. */
  botIsAt(url: string): void;
  person(person: NewPerson): FakePerson;
  team(team: { name: string; channels: string[]; members: FakePerson[] }): FakeTeam;
  /** The next request that matches goes wrong; or the next so many. */
  failNext(matcher: Matcher, fault: Fault, times?: number): void;
  stopFailing(): void;
  /** Sends the bot any body at all; resolves with the HTTP answer. */
  post(body: unknown): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

export async function startTeams(options: FakeTeamsOptions = {}): Promise<FakeTeams> {
  const { tenantId = '11111111-2222-4333-8444-555555555555', now = Date.now, limits = 'published' } = options;
  const world = createWorld(tenantId, '28:board-updates', now);
  const faults = createFaults();
  const limit = limits === 'off' ? noLimits : publishedLimits();
  const requests: SeenRequest[] = [];
  let botUrl = '';
  let people = 0;

  const server = createServer((req, res) => {
    void serve(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', serviceUrl);
    const method = req.method ?? 'GET';
    const { kind, target, item } = requestKindOf(method, url.pathname);
    const body = await readJson(req);
    const { authorization } = req.headers;
    const request: SeenRequest = { at: now(), kind, method, path: url.pathname, target, body, authorization };
    requests.push(request);

    const fault = faults.take(request);
    if (fault?.kind === 'cut-before-reading') return void req.socket.destroy();
    if (fault?.kind === 'status') {
      reply(res, refusal(fault.status, fault.code, fault.subCode), fault.retryAfter);
      return;
    }
    const wait = limit.refusal(conversationOf(request), now());
    if (wait !== undefined) {
      reply(res, refusal(429, 'TooManyRequests'), wait);
      return;
    }
    const result = answer(world, request, item, url.searchParams);
    if (fault === undefined) {
      reply(res, result);
      return;
    }
    answerBadly(req, res, result, fault);
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

  return {
    serviceUrl,
    tenantId,
    botId: world.botId,
    seen: world.seen,
    requests,
    post,
    botIsAt(url) {
      botUrl = url;
    },
    person({ name, guest = false, installed = false, ...given }) {
      people += 1;
      const email = given.email ?? `${name.toLowerCase().replaceAll(' ', '.')}@council.example`;
      const aadObjectId = given.aadObjectId ?? `00000000-0000-4000-8000-${String(people).padStart(12, '0')}`;
      const upn = given.upn ?? email;
      const chatId = world.newChatId({ aadObjectId });
      const data: PersonData = {
        aadObjectId,
        mri: `29:${people}`,
        name,
        email,
        upn,
        guest,
        installed,
        chatId,
      };
      world.people.push(data);
      return fakePerson(world, data, () => serviceUrl, post);
    },
    team({ name, channels, members }) {
      const id = `19:team${world.teams.length + 1}@thread.tacv2`;
      const named = channels.map((channel, index) => ({
        id: `19:channel${index + 1}of${id.slice(3)}`,
        name: channel,
      }));
      world.teams.push({ id, name, channels: named, members });
      return {
        id,
        channelId: (wanted) => named.find((channel) => channel.name === wanted)?.id ?? id,
        async addsBot(by) {
          const place = {
            conversation: { id, conversationType: 'channel', isGroup: true, tenantId },
            channelData: { tenant: { id: tenantId }, team: { id, name } },
          };
          const [first] = await Promise.all([
            by.sends({ ...place, type: 'installationUpdate', action: 'add' }),
            by.sends({ ...place, type: 'conversationUpdate', membersAdded: [{ id: world.botId }] }),
          ]);
          return first;
        },
      };
    },
    failNext: (matcher, fault, times = 1) => faults.add(matcher, fault, times),
    stopFailing: () => faults.clear(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Limits by conversation count what is sent and what is made. */
function conversationOf(request: SeenRequest): string | undefined {
  if (request.kind === 'send' || request.kind === 'update') return request.target;
  if (request.kind !== 'create') return undefined;
  const { channelData, members } = request.body as {
    channelData?: { channel?: { id: string } };
    members?: { id: string }[];
  };
  return channelData?.channel?.id ?? `create ${members?.[0]?.id ?? ''}`;
}

function answerBadly(
  req: IncomingMessage,
  res: ServerResponse,
  result: ConnectorReply,
  fault: Exclude<Fault, { kind: 'status' | 'cut-before-reading' }>,
): void {
  switch (fault.kind) {
    case 'latency':
      setTimeout(() => reply(res, result), fault.ms);
      return;
    case 'cut-after-storing':
      req.socket.destroy();
      return;
    case 'half-answer':
      writeHalf(res, result, () => req.socket.destroy());
      return;
    case 'stalled-answer':
      writeHalf(res, result, () => undefined);
      return;
    case 'silence':
      return;
  }
}

function writeHalf(res: ServerResponse, { status, body }: ConnectorReply, then: () => void): void {
  const text = JSON.stringify(body);
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length });
  res.write(text.slice(0, text.length / 2), then);
}

function reply(res: ServerResponse, { status, body }: ConnectorReply, retryAfter?: number | string): void {
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

async function readJson(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}
