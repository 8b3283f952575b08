import { createServer } from 'node:net';

/** The first of so many ports, one after the other, on which nobody listens. */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = await anyPort();
    const ports = Array.from({ length: count }, (_, index) => first + index);
    if (first + count < 65_536 && (await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
}

/** Whether nobody listens there, on any of this machine's addresses. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}

/** Far below those that the system gives to whoever asks for any: nobody takes them in the meantime. */
async function anyPort(): Promise<number> {
  return Promise.resolve(10_000 + Math.floor(Math.random() * 20_000));
}
