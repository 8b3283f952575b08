import { pino, type Logger } from 'pino';

export type { Logger };

/** Fields that could carry a person's data: taken out of every line, however they got there. */
const personal = ['email', 'upn', 'name', 'narrative', 'text', 'card', 'address', 'to', 'inputs'];

/**
 * The root logger. Every subsystem logs through a child of it, `log.child({ subsystem })`.
 * A line holds ids, counts, states and codes; never an address, a name or what somebody wrote.
 */
export function createLog(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    redact: { paths: [...personal, ...personal.map((field) => `*.${field}`)], remove: true },
    base: {},
  };
  return destination ? pino(options, destination) : pino(options, pino.destination({ dest: 2, sync: true }));
}

/** Tells the operator where a row is that cannot be read; never what is in it. */
export function unreadableRows(log: Logger): (row: { location: object }) => void {
  return ({ location }) => log.error({ row: location }, 'a stored row cannot be read');
}
