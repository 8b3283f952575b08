import type { Section, SectionKind } from './message.ts';

/** Which section names a message that has several: what it is first and foremost to whoever gets it. */
const weight: readonly SectionKind[] = [
  'digest',
  'close',
  'summary',
  'news',
  'returned-due',
  'returned',
  'nudge',
  'asked-again',
  'moved',
  'passed-on',
  'added',
  'back',
  'overdue',
  'due',
  'reminder',
  'request',
];

/** The section that a message is named after. Undefined for one without any. */
export function leadingSection(sections: readonly Section[]): Section | undefined {
  return [...sections].sort((a, b) => weight.indexOf(a.kind) - weight.indexOf(b.kind))[0];
}
