import type { Contact } from '../../programme/register.ts';
import type { Handover } from '../cycle.ts';
import type { Author } from '../author.ts';
import type { Refused } from './refused.ts';

/**
 * The passing-on by which somebody has a request: of several in a row the last one that was not handed back. What a lead
 * decides begins anew; whoever takes a leaver's place has it as the leaver had.
 */
export function standingPassOn(handovers: readonly Handover[], ref: string): Handover | undefined {
  const standing: Handover[] = [];
  for (const handover of handovers.filter((one) => one.ref === ref)) {
    switch (handover.why) {
      case 'passed-on':
        standing.push(handover);
        break;
      case 'handed-back':
        standing.pop();
        break;
      case 'reassigned':
        standing.length = 0;
        break;
      case 'replaced':
        break;
    }
  }
  return standing.at(-1);
}

/** Who has a request again: whoever was asked before, also where a deputy or a stand-in passed it on for them. */
export function backWith({ from, by }: Handover, contacts: readonly Contact[]): Author {
  if (from === undefined || from === by.contactId) return by;
  return { contactId: from, name: contacts.find(({ id }) => id === from)?.name ?? by.name };
}

/** The passing-on that is undone when a request is handed back, if it is with one of these people because of that. */
export function handBack(
  handovers: readonly Handover[],
  ref: string,
  contactIds: readonly string[],
): Handover | Refused {
  const holds = handovers.findLast((one) => one.ref === ref)?.contactId;
  if (holds === undefined || !contactIds.includes(holds)) return { refused: 'it is not with you' };
  return standingPassOn(handovers, ref) ?? { refused: 'nobody has passed it on to you' };
}
