import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../log.ts';

/** What is answered, in JSON. */
export interface WebAnswer {
  status: number;
  body: object;
}

export interface ServerOptions {
  /** 0 lets the system choose. */
  port: number;
  /** `127.0.0.1` where authentication is off. */
  host: string;
  /** Answers `POST /api/messages`, with its body parsed: undefined where it says that it is no JSON. */
  onMessages: (body: unknown, authorization: string) => Promise<WebAnswer>;
  /** What `/healthz` says; ready from the start unless told otherwise. */
  isReady?: () => boolean;
  log: Logger;
}

export interface RunningServer {
  port: number;
  /** Takes no more requests, and resolves when those under way are answered. */
  close(): Promise<void>;
}

/** In bytes. Teams sends at most a card's data: 28 KB of card, and what was typed. */
const mostBody = 256 * 1024;

/** Starts the HTTP server. It is called last, so that listening means being ready. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const server = createServer((request, response) => {
    void answerTo(request, options).then((answer) => send(response, answer));
  });
  await listening(server, options.port, options.host);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve, reject) => {
        // Whoever keeps a connection would otherwise go on asking over it for as long as they like.
        server.prependListener('request', (_request, response) => response.setHeader('connection', 'close'));
        const closing = setInterval(() => server.closeIdleConnections(), 100);
        server.close((error) => {
          clearInterval(closing);
          if (error) reject(error);
          else resolve();
        });
      }),
  };
}

/** Two places are all there is, so no framework stands before them: one took as long as reading the request does. */
async function answerTo(
  request: IncomingMessage,
  { onMessages, isReady = () => true, log }: ServerOptions,
): Promise<WebAnswer> {
  const place = `${request.method ?? ''} ${request.url?.split('?', 1)[0] ?? ''}`;
  if (place === 'GET /healthz') return { status: isReady() ? 200 : 503, body: { ready: isReady() } };
  if (place !== 'POST /api/messages') return { status: 404, body: { error: 'There is nothing here.' } };
  try {
    const body = await jsonIn(request);
    return await onMessages(body, request.headers.authorization ?? '');
  } catch (error) {
    if (error instanceof Unreadable)
      return { status: error.status, body: { error: 'The request cannot be read.' } };
    log.error({ fault: error instanceof Error ? error.name : typeof error }, 'a request failed');
    return { status: 500, body: { error: 'The request failed.' } };
  }
}

/** What the caller got wrong. */
class Unreadable extends Error {
  readonly status: 400 | 413 | 415;

  constructor(status: Unreadable['status']) {
    super(`unreadable: ${status}`);
    this.status = status;
  }
}

async function jsonIn(request: IncomingMessage): Promise<unknown> {
  // A page in somebody's browser may send any other type across, without being asked whether it may.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return undefined;
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') throw new Unreadable(415);
  const text = await textIn(request);
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable(400);
  }
}

function textIn(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBody) chunks.push(chunk);
      else reject(new Unreadable(413));
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    request.on('error', () => reject(new Unreadable(400)));
  });
}

function send(response: ServerResponse, { status, body }: WebAnswer): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    // What is left of a request that was refused before its end is not waited for.
    ...(!response.req.complete && { connection: 'close' }),
  });
  response.end(text);
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}
