import type { SectionKind } from './message.ts';

/** The kinds of section by which somebody is asked for updates; the others only inform. */
const ownerKinds = [
  ...(['request', 'reminder', 'due', 'overdue'] as const),
  ...(['nudge', 'asked-again', 'moved', 'passed-on', 'returned', 'returned-due', 'added', 'back'] as const),
];
export type OwnerKind = (typeof ownerKinds)[number];

export function isOwnerKind(kind: SectionKind): kind is OwnerKind {
  return (ownerKinds as readonly string[]).includes(kind);
}
