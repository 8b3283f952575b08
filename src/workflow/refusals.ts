import type { Temporal } from '../calendar/temporal.ts';
import { longDate } from '../calendar/words.ts';
import type { RefusalView } from '../cards/views/refusal.ts';
import { typedWords } from './card-data.ts';
import type { ActReply } from './desk.ts';
import type { Found } from './updates/find-request.ts';

/** Every refusal says what cannot be done and what to do instead, and gives back the words that came with it. */
export function refuse(title: string, message: string, data: unknown): ActReply {
  const typed = typedWords(data);
  const view: RefusalView = { title, message, backToList: true, ...(typed.length > 0 ? { typed } : {}) };
  return { kind: 'views', views: [{ kind: 'refusal', view }] };
}

/** Why a request cannot be answered. Names no action, owner or person. `data` is the card's, as it came. */
export function refuseRequest(
  found: Exclude<Found, { kind: 'found' }>,
  data: unknown,
  keptAsDraft = false,
): ActReply {
  switch (found.kind) {
    case 'not-theirs':
      return refuse(
        'This is not on your list',
        'I have no request for you under this button. Nothing was stored. Your own list shows what is yours; ' +
          'if something is missing from it, please tell the programme lead.',
        data,
      );
    case 'retired':
      return refuse(
        'This action is no longer in the plan',
        'It was taken out of the plan, so no update is needed. Nothing was stored. If that is wrong, please ' +
          'tell the programme lead.',
        data,
      );
    case 'excused':
      return refuse(
        'No update is needed this time',
        'The programme lead has excused this action for this round.' +
          (keptAsDraft ? ' What you typed is kept as a draft.' : ''),
        data,
      );
    case 'cancelled':
      return refuse(
        'This round was cancelled',
        'No update is needed any more, and nothing is published from it. What was sent before is kept.' +
          (keptAsDraft ? ' What you typed is kept as a draft.' : ''),
        data,
      );
    case 'scheduled':
      return refuse('This round has not opened yet', opensLine(found.opens), data);
  }
}

/** `The round opens on Monday 5 October 2026. You will get a message then.` */
export function opensLine(opens: Temporal.PlainDate): string {
  return `The round opens on ${longDate(opens)}. You will get a message then.`;
}
