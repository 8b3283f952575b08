import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * How a server between us and another behaves. `hangs`: requests are held until they are let go.
 * `loses-answers`: what changes anything is done, and the connection is cut before it is answered.
 */
export type Behaviour =
  | { kind: 'well' }
  /** Each request waits so long, or evenly between that and `atMost`. */
  | { kind: 'slow'; milliseconds: number; atMost?: number }
  | { kind: 'hangs' }
  | { kind: 'refuses' }
  | { kind: 'loses-answers' };

export interface FaultyProxy {
  url: string;
  behave(behaviour: Behaviour): void;
  /** Sends on what was held. */
  letGo(): void;
  /** Where requests go from now on. */
  leadTo(target: string): void;
  /** The next request goes through; its answer does not come back. */
  loseNextAnswer(): void;
  /** How many requests have come. */
  requests(): number;
  close(): Promise<void>;
}

/** The same for the same number of requests, and well mixed. */
function waitOf(
  { milliseconds, atMost = milliseconds }: { milliseconds: number; atMost?: number },
  request: number,
) {
  return milliseconds + ((request * 61) % 101) * ((atMost - milliseconds) / 100);
}

export async function faultyProxy(target: string): Promise<FaultyProxy> {
  let behaviour: Behaviour = { kind: 'well' };
  let losing = false;
  let requests = 0;
  let held: (() => void)[] = [];

  async function take(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    requests += 1;
    const isLost = losing || (behaviour.kind === 'loses-answers' && incoming.method !== 'GET');
    losing = false;
    switch (behaviour.kind) {
      case 'refuses':
        incoming.socket.resetAndDestroy();
        return;
      case 'hangs':
        await new Promise<void>((resolve) => held.push(resolve));
        break;
      case 'slow':
        await pause(waitOf(behaviour, requests));
        break;
      case 'well':
      case 'loses-answers':
    }
    pass(incoming, outgoing, isLost);
  }

  function pass(incoming: IncomingMessage, outgoing: ServerResponse, isLost: boolean): void {
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
      if (isLost) {
        answer.resume().once('end', () => incoming.socket.resetAndDestroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    // Nobody is there: the other side sees what it would have seen itself.
    onward.once('error', () => incoming.socket.resetAndDestroy());
    incoming.pipe(onward);
  }

  function letGo(): void {
    const waiting = held;
    held = [];
    for (const go of waiting) go();
  }

  const server = createServer((incoming, outgoing) => void take(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    behave(next) {
      behaviour = next;
    },
    letGo,
    leadTo(next) {
      target = next;
    },
    loseNextAnswer: () => {
      losing = true;
    },
    requests: () => requests,
    close: async () => {
      letGo();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
