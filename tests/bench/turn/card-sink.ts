import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes every card that is drawn again, as Teams would, and counts them. */
export async function startCardSink(): Promise<{ serviceUrl: string; taken(): number; close(): void }> {
  let taken = 0;
  const server = createServer((req, res) => {
    req.resume();
    req.on('end', () => {
      taken += 1;
      res.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"1"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    taken: () => taken,
    close: () => void server.close(),
  };
}
