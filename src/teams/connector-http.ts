import http from 'node:http';
import https from 'node:https';
import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { Clock } from '../clock.ts';
import type { ConnectorAnswer } from '../outbox/policy/outcome.ts';
import { ConnectorFault, httpAnswer } from './connector-answer.ts';

type ConnectorOptions = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
/** The SDK's own seam for HTTP. */
type SdkHttp = NonNullable<ConnectorOptions['httpClient']>;
type SdkRequest = Parameters<SdkHttp['sendRequest']>[0];

/** A request in plain terms, with its body as it travels. */
export interface ConnectorRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | undefined;
  /** Told when the request goes out on its connection. */
  leaves?: (() => void) | undefined;
}

export interface ConnectorHttp extends SdkHttp {
  /** The body of a plain success. Throws ConnectorFault. */
  exchange(request: ConnectorRequest): Promise<string>;
}

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
  async function succeed(request: ConnectorRequest): Promise<Answer> {
    const answer = await (request.method === 'PUT' ? repeatably : exchange)(request, timeoutMs);
    if (answer.status < 300) return answer;
    throw new ConnectorFault(httpAnswer(answer.status, answer.body, answer.retryAfter, clock.now()));
  }

  return {
    exchange: async (request) => (await succeed(request)).body,

    async sendRequest(request) {
      const { status, body } = await succeed(plainly(request));
      return { request, status, headers: noHeaders(request), bodyAsText: body };
    },
  };
}

function plainly({ method, url, headers, body, onUploadProgress }: SdkRequest): ConnectorRequest {
  return {
    method,
    url,
    headers: headers.toJson(),
    body: typeof body === 'string' ? body : undefined,
    leaves: onUploadProgress && (() => onUploadProgress({ loadedBytes: 0 })),
  };
}

interface Answer {
  status: number;
  body: string;
  retryAfter: string | undefined;
}

/** Over a kept connection; once more over one of its own, where the server had closed that one. */
async function repeatably(request: ConnectorRequest, timeoutMs: number): Promise<Answer> {
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
async function exchange(
  request: ConnectorRequest,
  timeoutMs: number,
  agents: Agents = ownAgents,
): Promise<Answer> {
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
      headers: { ...request.headers, 'accept-encoding': 'identity' },
      agent: secure ? agents.https : agents.http,
    });
    const deadline = setTimeout(() => {
      outgoing.destroy(Object.assign(new Error('no answer in time'), { code: 'TIMEOUT' }));
    }, timeoutMs);
    const leaves = () => {
      left = true;
      request.leaves?.();
    };
    outgoing.on('socket', (socket) => {
      if (outgoing.reusedSocket) leaves();
      else socket.once(secure ? 'secureConnect' : 'connect', leaves);
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
    outgoing.end(request.body);
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
function noHeaders(request: SdkRequest): SdkRequest['headers'] {
  const headers = request.headers.clone();
  for (const name of headers.headerNames()) headers.remove(name);
  return headers;
}
