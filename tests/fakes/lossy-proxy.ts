import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server between us and another that can lose an answer after the work was done. */
export interface LossyProxy {
  url: string;
  /** The next request goes through; its answer does not come back. */
  loseNextAnswer(): void;
  /** How many requests have gone through. */
  requests(): number;
  close(): Promise<void>;
}

export async function lossyProxy(target: string): Promise<LossyProxy> {
  let losing = false;
  let requests = 0;

  function pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const lost = losing;
    losing = false;
    requests += 1;
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url ?? '/', target), { method, headers }, (answer) => {
      if (lost) {
        answer.resume().once('end', () => incoming.socket.resetAndDestroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  }

  const server = createServer(pass);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loseNextAnswer: () => {
      losing = true;
    },
    requests: () => requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
