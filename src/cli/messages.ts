import { localDateTime } from '../calendar/local-time.ts';
import { addressOf } from '../outbox/addressed.ts';
import type { DueMessage, SectionKind } from '../cycle/message.ts';

/** Which section names a message that has several: what it is first and foremost to whoever gets it. */
const weight: readonly SectionKind[] = [
  'digest',
  'close',
  'summary',
  'news',
  'returned-due',
  'returned',
  'nudge',
  'moved',
  'passed-on',
  'added',
  'back',
  'overdue',
  'due',
  'reminder',
  'request',
];

/** A message as the command line prints it. `to` is an e-mail address, or `board`. */
export interface PrintedMessage {
  at: string;
  local: string;
  to: string;
  by: 'teams' | 'email';
  kind: SectionKind;
  rung: string;
  key: string;
  refs: string[];
  sections: { rung: string; kind: SectionKind }[];
}

export function printedMessage(message: DueMessage, timeZone: string): PrintedMessage {
  const { at, recipient, sections, key, refs } = message;
  const [leading] = [...sections].sort((a, b) => weight.indexOf(a.kind) - weight.indexOf(b.kind));
  if (!leading) throw new Error(`The message ${key} has no section.`);
  return {
    at: at.toString(),
    local: localDateTime(at, timeZone).toString({ smallestUnit: 'minute' }),
    to: addressOf(message),
    by: recipient.kind === 'board' ? 'teams' : recipient.by,
    kind: leading.kind,
    rung: leading.rung,
    key,
    refs,
    sections,
  };
}
