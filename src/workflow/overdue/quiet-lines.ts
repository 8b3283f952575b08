import type { CardScope, QuietLine } from '../../cards/views.ts';
import { undecidedLate } from '../../cycle/acts/decide-late.ts';
import { isOutstanding } from '../../cycle/request.ts';
import { listedRefs } from './listed-refs.ts';
import type { OverdueState } from './overdue-state.ts';

/** What the leads may want to know beside who is awaited, each in a line, and with a button where something can be done. */
export function quietLines({ loaded, unreadable = 0 }: OverdueState, scope: CardScope): QuietLine[] {
  const { requests } = loaded;
  const drafted = refsOf(requests.filter((request) => isOutstanding(request) && request.draft));
  const excused = refsOf(requests.filter(({ state }) => state === 'excused'));
  const late = refsOf(requests.filter((request) => undecidedLate(request)));
  return [
    ...line(drafted, 'Saved as a draft, and not sent yet'),
    ...line(excused, 'Excused this time').map((one) => ({
      ...one,
      button: { title: 'Ask again', verb: 'lead.excuse', data: { ...scope, again: 'yes' } },
    })),
    ...line(late, 'Sent after the close, and counted nowhere'),
    ...unreadableLine(unreadable),
  ];
}

function refsOf(requests: readonly { ref: string }[]): string[] {
  return requests.map(({ ref }) => ref);
}

function line(refs: readonly string[], words: string): QuietLine[] {
  return refs.length === 0 ? [] : [{ text: `${words}: ${listedRefs(refs)}.` }];
}

/** What became of these is not known, and nobody is said to have been written to by them. */
function unreadableLine(unreadable: number): QuietLine[] {
  if (unreadable === 0) return [];
  const messages = unreadable === 1 ? '1 message' : `${unreadable} messages`;
  return [{ text: `The record of ${messages} cannot be read; please tell whoever runs this bot.` }];
}
