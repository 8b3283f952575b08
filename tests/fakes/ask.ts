import { request, type IncomingHttpHeaders } from 'node:http';

/** What came back, and how it ended: whole, cut off, or with nothing more to come. */
export interface Came {
  ending: 'whole' | 'cut' | 'stalled';
  status?: number;
  headers?: IncomingHttpHeaders;
  text: string;
}

/** One request on a connection of its own. Where nothing comes for so long, it is given up as stalled. */
export async function ask(
  method: string,
  url: string,
  body?: object | string,
  stalledAfterMs = 2_000,
): Promise<Came> {
  return new Promise((resolve) => {
    const came: Came = { ending: 'cut', text: '' };
    const outgoing = request(url, { method, agent: false, timeout: stalledAfterMs });
    const end = (ending: Came['ending']): void => {
      resolve({ ...came, ending });
      outgoing.destroy();
    };
    outgoing.on('timeout', () => end('stalled'));
    outgoing.on('error', () => end('cut'));
    outgoing.on('response', (incoming) => {
      Object.assign(came, { status: incoming.statusCode, headers: incoming.headers });
      incoming.on('data', (chunk: Buffer) => (came.text += chunk.toString()));
      incoming.on('error', () => end('cut'));
      incoming.on('end', () => end('whole'));
    });
    outgoing.end(typeof body === 'object' ? JSON.stringify(body) : body);
  });
}
