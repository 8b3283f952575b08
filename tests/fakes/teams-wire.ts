import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ConnectorReply } from './teams-connector.ts';
import type { Fault } from './teams-faults.ts';

/** The whole body; undefined where the caller hung up first. */
export async function readBody(req: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of req) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The JSON of a body; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function reply(res: ServerResponse, { status, body, headers }: ConnectorReply): void {
  res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Whether a whole answer comes, however late and whatever it says. */
export function isAnswered(fault: Fault | undefined): boolean {
  return fault === undefined || ['status', 'expired-token', 'latency'].includes(fault.kind);
}

/** Answers in the way of the fault. Without anything to say, the connection is cut. */
export function replyWith(
  fault: Fault | undefined,
  res: ServerResponse,
  said: ConnectorReply | undefined,
): void {
  if (said === undefined) {
    res.destroy();
    return;
  }
  switch (fault?.kind) {
    case undefined:
    case 'status':
    case 'expired-token':
      reply(res, said);
      return;
    case 'latency':
      setTimeout(() => reply(res, said), fault.ms);
      return;
    case 'cut-before-reading':
    case 'cut-after-storing':
      res.destroy();
      return;
    case 'half-answer':
      replyHalf(res, said, () => res.destroy());
      return;
    case 'stalled-answer':
      replyHalf(res, said, () => undefined);
      return;
    case 'silence':
      return;
  }
}

function replyHalf(res: ServerResponse, { status, body }: ConnectorReply, then: () => void): void {
  const text = JSON.stringify(body);
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  res.write(text.slice(0, text.length / 2), then);
}
