import { Agent, get } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Request, Response } from 'express';
import { createLog } from '../../src/log.ts';
import { startServer, type RunningServer } from '../../src/web/server.ts';

let server: RunningServer;
afterEach(() => server.close());

async function start(
  onMessages: (req: Request, res: Response) => Promise<void> = async (_, res) => void res.json({}),
  isReady = () => true,
): Promise<string> {
  const log = createLog('silent');
  server = await startServer({ port: 0, host: '127.0.0.1', onMessages, isReady, log });
  return `http://127.0.0.1:${server.port}`;
}

function post(url: string, body: string): Promise<globalThis.Response> {
  return fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
}

describe('the web server', () => {
  it('says whether it is ready', async () => {
    let ready = false;
    const url = await start(undefined, () => ready);
    expect((await fetch(`${url}/healthz`)).status).toBe(503);
    ready = true;
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it('hands messages over with their body read', async () => {
    const url = await start(async (req, res) => void res.json({ got: req.body as object }));
    expect(await (await post(url, '{"a":1}')).json()).toEqual({ got: { a: 1 } });
  });

  it('ends in good time where somebody goes on asking over a connection that they keep', async () => {
    const url = await start();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (): Promise<boolean> =>
      new Promise((resolve) => {
        const asked = get(`${url}/healthz`, { agent }, (answer) =>
          answer.resume().once('end', () => resolve(true)),
        );
        asked.once('error', () => resolve(false));
      });
    await ask();
    const asking = (async () => {
      while (await ask());
    })();
    await server.close();
    await asking;
    agent.destroy();
    await start();
  });

  it('answers what cannot be read in JSON, and does not say what it runs on', async () => {
    const url = await start();
    const answer = await post(url, '{"a":');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toEqual({ error: 'The request cannot be read.' });
    expect(answer.headers.get('x-powered-by')).toBeNull();
  });

  it('refuses a body that no card could send', async () => {
    const url = await start();
    expect((await post(url, JSON.stringify({ text: 'x'.repeat(300_000) }))).status).toBe(413);
  });

  it('answers 404 elsewhere, and 500 without a word of the fault', async () => {
    const url = await start(async () => {
      throw new Error('a secret');
    });
    expect((await fetch(url)).status).toBe(404);
    const answer = await post(url, '{}');
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('secret');
  });

  it('answers what is under way before it closes', async () => {
    let finish = () => {};
    let begun = () => {};
    const reached = new Promise<void>((resolve) => (begun = resolve));
    const url = await start(async (_, res) => {
      begun();
      await new Promise<void>((resolve) => (finish = resolve));
      res.json({ answered: true });
    });
    const answer = post(url, '{}');
    await reached;
    const closed = server.close();
    finish();
    expect(await (await answer).json()).toEqual({ answered: true });
    await closed;
    await expect(fetch(url)).rejects.toThrow();
    await start();
  });

  it('listens on the host it was given and on no other', async () => {
    await start();
    const refused = await new Promise<boolean>((resolve) => {
      const socket = connect(server.port, '127.0.0.2');
      socket.on('connect', () => {
        socket.destroy();
        resolve(false);
      });
      socket.on('error', () => resolve(true));
    });
    expect(refused).toBe(true);
  });

  it('says that its port is taken', async () => {
    await start();
    const again = {
      port: server.port,
      host: '127.0.0.1',
      onMessages: async () => {},
      log: createLog('silent'),
    };
    await expect(startServer(again)).rejects.toThrow('EADDRINUSE');
  });
});
