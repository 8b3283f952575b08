import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Logger } from '../log.ts';

export interface ServerOptions {
  /** 0 lets the system choose. */
  port: number;
  /** `127.0.0.1` where authentication is off. */
  host: string;
  /** Answers `POST /api/messages`. */
  onMessages: (req: Request, res: Response) => Promise<void>;
  /** What `/healthz` says; ready from the start unless told otherwise. */
  isReady?: () => boolean;
  log: Logger;
}

export interface RunningServer {
  port: number;
  /** Takes no more requests, and resolves when those under way are answered. */
  close(): Promise<void>;
}

/** Teams sends at most a card's data: 28 KB of card, and what was typed. */
const bodyLimit = '256kb';

/** Starts the HTTP server. It is called last, so that listening means being ready. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const server = createServer(webApp(options));
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

function webApp({ onMessages, isReady = () => true, log }: ServerOptions) {
  const app = express();
  app.disable('x-powered-by');
  // Nobody asks for the same answer twice.
  app.disable('etag');
  app.get('/healthz', (_req, res) => {
    res.status(isReady() ? 200 : 503).json({ ready: isReady() });
  });
  app.post('/api/messages', express.json({ limit: bodyLimit }), onMessages);
  app.use((_req, res) => {
    res.status(404).json({ error: 'There is nothing here.' });
  });
  app.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    if (status >= 500)
      log.error({ fault: error instanceof Error ? error.name : typeof error }, 'a request failed');
    res.status(status).json({ error: status >= 500 ? 'The request failed.' : 'The request cannot be read.' });
  });
  return app;
}

/** Express marks what the caller got wrong (bad JSON, a body too large) with a status of its own. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}
