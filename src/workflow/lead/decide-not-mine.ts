import { keepWithThem } from '../../cycle/acts/not-mine.ts';
import { isRefused } from '../../cycle/acts/refused.ts';
import { listed } from '../../cycle/date-names.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { nameKey } from '../../programme/fold-text.ts';
import type { ActResult } from '../act-result.ts';
import { showActForm } from '../replies.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { listedRefs } from '../overdue/listed-refs.ts';
import { changeAndTell } from './change-and-tell.ts';
import { filledIn, requestsIn } from './chosen-requests.ts';
import type { NotMineDecision, ReassignData } from './handover-data.ts';
import type { LeadPress } from './lead-press.ts';
import { notDone, oneMessage } from './lead-words.ts';
import { answerWithOverview } from './overview-reply.ts';
import { choosableIn, heldWords, reassignForm } from './reassign-form.ts';

/**
 * `lead.notMine`: what somebody said is not theirs is given to another, or stays with them. Without a decision it asks for
 * one, about the first in doubt where none is named.
 */
export async function decideNotMine(press: LeadPress<NotMineDecision>): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  const about = loaded ? inDoubt(loaded, data) : [];
  if (!loaded || about.length === 0) {
    return answerWithOverview(press, { notice: 'Nobody says any more that it is not theirs.' });
  }
  if (!data.keep) return { reply: showActForm(question(loaded, about, data)) };

  const acted = await changeAndTell(
    deps,
    {
      cycle: chosen.key,
      refs: about.map(({ ref }) => ref),
      by: author,
      ...(turn.card && { card: turn.card.activityId }),
    },
    (request) => {
      const next = keepWithThem(request, { by: author, at: now });
      if (isRefused(next)) return { kind: 'refused', why: next.refused };
      const contactId = request.notMine?.contactId;
      const event = { kind: 'kept-theirs' as const, ...(contactId !== undefined && { contactId }) };
      return { kind: 'changed', request: next, event };
    },
  );
  if (!acted) return answerWithOverview(press);
  const refs = acted.changed.map(({ ref }) => ref);
  const kept = about.filter(({ ref }) => refs.includes(ref));
  const done = kept.length > 0 ? [`${keptWords(loaded, kept)}${oneMessage(acted.told, loaded, now)}`] : [];
  return answerWithOverview(press, { notice: [...done, ...notDone(acted.refused)].join('\n'), refs });
}

/** `1.4 stays with Ama Okoro, and is asked about as usual.` */
function keptWords(loaded: LoadedCycle, kept: readonly UpdateRequest[]): string {
  const names = new Set(kept.map((request) => holderOf(loaded, request)));
  const [stays, is] = kept.length === 1 ? ['stays', 'is'] : ['stay', 'are'];
  return `${listedRefs(kept.map(({ ref }) => ref))} ${stays} with ${listed([...names])}, and ${is} asked about as usual.`;
}

/** Who would keep it: whoever has taken a leaver's place may not have said a word themselves. */
function holderOf({ routes, contacts }: LoadedCycle, { ref, notMine }: UpdateRequest): string {
  const holder = routes.get(ref)?.messaged ?? '';
  return notMine?.by.contactId === holder ? notMine.by.name : (contacts.get(holder)?.name ?? 'them');
}

function inDoubt(loaded: LoadedCycle, data: NotMineDecision): UpdateRequest[] {
  const named = data.ref !== undefined || data.refs.length > 0 || data.owners.length > 0;
  const about = named ? requestsIn(loaded, data) : loaded.requests;
  const doubtful = about.filter(({ notMine, state }) => notMine !== undefined && state !== 'retired');
  return named ? doubtful : doubtful.slice(0, 1);
}

/** The form of a reassignment, with what was said, who was suggested, and the other decision beside it. */
function question(loaded: LoadedCycle, about: readonly UpdateRequest[], data: NotMineDecision) {
  const refs = about.map(({ ref }) => ref);
  const wish = { ...asReassign(data), refs, ref: undefined, to: suggestedIn(loaded, about) };
  const [first] = about;
  return reassignForm(
    { loaded, requests: about, data: wish, who: choosableIn(loaded, about, wish.to) },
    {
      paragraphs: about.map((request) => `${heldWords(loaded, request)}. ${saidWords(request)}`),
      buttons: [
        {
          title:
            about.length === 1
              ? `Keep it with ${first ? holderOf(loaded, first) : 'them'}`
              : 'Keep them where they are',
          verb: 'lead.notMine',
          data: { ...filledIn(wish), keep: 'yes' },
        },
      ],
    },
  );
}

/** `Ama Okoro says that it is not theirs, and suggests: Lee Park.` */
function saidWords({ notMine }: UpdateRequest): string {
  const { by, suggestion } = notMine ?? {};
  const suggests = suggestion === undefined ? '' : `, and suggests: ${suggestion}`;
  return `${by?.name ?? ''} says that it is not theirs${suggests}`;
}

/** A colleague whom they named is proposed. */
function suggestedIn({ register }: LoadedCycle, about: readonly UpdateRequest[]): string {
  const [first] = about;
  const [name = ''] = (first?.notMine?.suggestion ?? '').split(';');
  const found = register.contacts.filter((contact) => nameKey(contact.name) === nameKey(name));
  return found.length === 1 ? (found[0]?.id ?? '') : '';
}

function asReassign(data: NotMineDecision): ReassignData {
  return { ...data, to: '', colleague: '', toOwner: '', howLong: '' };
}
