import { localDateTime } from '../calendar/local-time.ts';
import { addressOf } from '../outbox/addressed.ts';
import { leadingSection } from '../cycle/leading-section.ts';
import type { DueMessage, SectionKind } from '../cycle/message.ts';

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
  const leading = leadingSection(sections);
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
