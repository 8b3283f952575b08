import type { QuietLine } from '../../cards/views/overview.ts';
import type { CardScope, FormButton } from '../../cards/views/parts.ts';
import { undecidedLate } from '../../cycle/acts/decide-late.ts';
import { isOutstanding } from '../../cycle/outstanding.ts';
import type { Register } from '../../programme/register.ts';
import type { Stranger } from '../people/strangers.ts';
import { listedRefs } from './listed-refs.ts';
import type { OverdueState } from './overdue-state.ts';

/** The latest; the others come when these are joined. */
const strangersShown = 3;

/** What the leads may want to know beside who is awaited, each in a line, and with a button where something can be done. */
export function quietLines(state: OverdueState, scope: CardScope): QuietLine[] {
  const { loaded, now, unreadable = 0, strangers = [] } = state;
  const { requests, programme, register } = loaded;
  const data = { ...scope };
  const inDoubt = refsOf(requests.filter((request) => isOutstanding(request) && request.notMine));
  const isReviewed = programme.value.settings.review === 'lead';
  const waiting = refsOf(requests.filter(({ state }) => isReviewed && state === 'submitted'));
  const drafted = refsOf(requests.filter((request) => isOutstanding(request) && request.draft));
  const excused = refsOf(requests.filter(({ state }) => state === 'excused'));
  const late = refsOf(requests.filter((request) => undecidedLate(request)));
  return [
    ...line(inDoubt, 'Said not to be theirs', { title: 'Decide', verb: 'lead.notMine', data }),
    ...line(waiting, 'Waiting for your sign-off', { title: 'Review', verb: 'lead.review', data }),
    ...line(drafted, 'Saved as a draft, and not sent yet'),
    ...line(excused, 'Excused this time', {
      title: 'Ask again',
      verb: 'lead.excuse',
      data: { ...data, again: 'yes' },
    }),
    ...line(late, 'Sent after the close, and counted nowhere', {
      title: 'Decide',
      verb: 'lead.decideLate',
      data,
    }),
    ...strangers
      .slice(0, strangersShown)
      .map((one) => strangerLine(one, register, { ...data, seen: now.toString() })),
    ...unreadableLine(unreadable),
  ];
}

/** Joined with one tap where a contact is called the same; otherwise it is asked whom they are. Or else dismissed. */
function strangerLine(
  { aadObjectId: person, name, email, likely }: Stranger,
  { contacts }: Register,
  data: FormButton['data'],
): QuietLine {
  const contact = contacts.find(({ id }) => id === likely);
  const button = { verb: 'lead.join', data: { ...data, person, ...(contact && { to: contact.id }) } };
  return {
    text: `${name} (${email}) has written to me. Not one of your contacts?`,
    button: { ...button, title: contact ? `Join to ${contact.name}` : 'Join' },
    other: { title: 'Not ours', verb: 'lead.dismiss', data: { ...data, person } },
  };
}

function refsOf(requests: readonly { ref: string }[]): string[] {
  return requests.map(({ ref }) => ref);
}

function line(refs: readonly string[], words: string, button?: FormButton): QuietLine[] {
  return refs.length === 0 ? [] : [{ text: `${words}: ${listedRefs(refs)}.`, ...(button && { button }) }];
}

/** What became of these is not known, and nobody is said to have been written to by them. */
function unreadableLine(unreadable: number): QuietLine[] {
  if (unreadable === 0) return [];
  const messages = unreadable === 1 ? '1 message' : `${unreadable} messages`;
  return [{ text: `The record of ${messages} cannot be read; please tell whoever runs this bot.` }];
}
