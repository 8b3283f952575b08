import http from 'node:http';
import https from 'node:https';
import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { Clock } from '../clock.ts';
import type { ConnectorAnswer } from '../outbox/policy/outcome.ts';
import { ConnectorFault, httpAnswer } from './connector-answer.ts';

type ConnectorOptions = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
/** The SDK's own seam for HTTP. */
export type ConnectorHttp = NonNullable<ConnectorOptions['httpClient']>;
type Request = Parameters<ConnectorHttp['sendRequest']>[0];

export interface ConnectorHttpOptions {
  clock: Clock;
  /** How long to wait for a whole answer. */
  timeoutMs: number;
}

/**
 * The one way out to Teams, with **one request a call**. The SDK retries 429, 5xx and resets by itself, up to four
 * times, also where a message may have arrived; it does so for answers and for `RestError`s only. So everything
 * that is not a plain success leaves here as a `ConnectorFault`, which it passes on, and the outbox decides.
 *
 * Each request has a connection of its own: a kept one that the server has just closed cannot be told from a
 * message that was cut off in flight. Only what draws a card again goes over a kept one: it may arrive twice.
 */
export function createConnectorHttp({ clock, timeoutMs }: ConnectorHttpOptions): ConnectorHttp {
  return {
    async sendRequest(request) {
      const answer = await (request.method === 'PUT' ? repeatably : exchange)(request, timeoutMs);
      if (answer.status >= 300) {
        throw new ConnectorFault(httpAnswer(answer.status, answer.body, answer.retryAfter, clock.now()));
      }
      return { request, status: answer.status, headers: noHeaders(request), bodyAsText: answer.body };
    },
  };
}

interface Answer {
  status: number;
  body: string;
  retryAfter: string | undefined;
}

/** Over a kept connection; once more over one of its own, where the server had closed that one. */
async function repeatably(request: Request, timeoutMs: number): Promise<Answer> {
  try {
    return await exchange(request, timeoutMs, keptAgents);
  } catch (error) {
    if (!(error instanceof ConnectorFault) || !isClosed(error.answer)) throw error;
    return exchange(request, timeoutMs);
  }
}

function isClosed(answer: ConnectorAnswer): boolean {
  return answer.kind === 'network' && (answer.code === 'ECONNRESET' || answer.code === 'EPIPE');
}

/** One request and its whole answer. Whether any of it can have been read is known from the socket. */
async function exchange(request: Request, timeoutMs: number, agents: Agents = ownAgents): Promise<Answer> {
  const url = new URL(request.url);
  const secure = url.protocol === 'https:';
  let left = false;
  return new Promise((resolve, reject) => {
    const fail = (error: Error & { code?: string }) => {
      const phase = left ? 'after-request' : 'before-request';
      reject(new ConnectorFault({ kind: 'network', phase, code: error.code ?? 'CLOSED' }, { cause: error }));
    };
    const outgoing = (secure ? https : http).request(url, {
      method: request.method,
      headers: { ...request.headers.toJson(), 'accept-encoding': 'identity' },
      agent: secure ? agents.https : agents.http,
    });
    const deadline = setTimeout(() => {
      outgoing.destroy(Object.assign(new Error('no answer in time'), { code: 'TIMEOUT' }));
    }, timeoutMs);
    outgoing.on('socket', (socket) => {
      if (outgoing.reusedSocket) left = true;
      else socket.once(secure ? 'secureConnect' : 'connect', () => (left = true));
    });
    outgoing.on('error', fail);
    outgoing.on('close', () => clearTimeout(deadline));
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', fail);
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          body: Buffer.concat(chunks).toString('utf8'),
          retryAfter: incoming.headers['retry-after'],
        }),
      );
    });
    outgoing.end(typeof request.body === 'string' ? request.body : undefined);
  });
}

interface Agents {
  http: http.Agent | false;
  https: https.Agent;
}

/** Not for keeping connections; that for TLS remembers sessions, which makes the next handshake short. */
const ownAgents: Agents = { http: false, https: new https.Agent({ keepAlive: false }) };
const keptAgents: Agents = {
  http: new http.Agent({ keepAlive: true }),
  https: new https.Agent({ keepAlive: true }),
};

/** The SDK reads no header of a success, but wants a collection of its own kind. */
function noHeaders(request: Request): Request['headers'] {
  const headers = request.headers.clone();
  for (const name of headers.headerNames()) headers.remove(name);
  return headers;
}
