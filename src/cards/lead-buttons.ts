import type { CardScope } from './views/parts.ts';

/** What a lead can do about chosen owners or requests, in two rows; the first is the one to press. */
const rows = [
  [
    { title: 'Nudge now', verb: 'lead.chase' },
    { title: 'Extend', verb: 'lead.extend' },
    { title: 'Excuse', verb: 'lead.excuse' },
  ],
  [
    { title: 'Record on behalf', verb: 'lead.record' },
    { title: 'Copy e-mail', verb: 'lead.copyEmail' },
    { title: 'Reassign', verb: 'lead.reassign' },
    { title: 'Replace contact', verb: 'lead.replace' },
  ],
] as const;

/** The choice is an input, which comes with each of them. */
export function leadButtons(data: CardScope & Record<string, string | number>) {
  return rows.map((row) => ({
    buttons: row.map(({ title, verb }) => ({
      title,
      verb,
      style: verb === 'lead.chase' ? 'positive' : 'default',
      data,
    })),
  }));
}
