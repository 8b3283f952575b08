import { localDate } from '../../calendar/local-time.ts';
import { isWanted, whyUnwanted } from '../../cycle/outstanding.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { isTheirs, routesOf } from '../../cycle/routing.ts';
import type { ActResult } from '../act-result.ts';
import type { Chosen } from '../people/choose-person.ts';
import { bringingIn, choosePerson } from '../people/pick-person.ts';
import type { DeskDeps } from '../desk-deps.ts';
import { isEmailOnly } from '../people/email-only.ts';
import { handingTo } from '../register/handing-to.ts';
import { handOver, type HandOverDecision, type HandOverFrame } from '../register/hand-over.ts';
import { isForGood } from '../register/how-long.ts';
import { goesWords } from '../messages/going-words.ts';
import { keepWords } from '../updates/keep-words.ts';
import { refuse, refuseRequest } from '../refusals.ts';
import { showActForm } from '../replies.ts';
import { mostOffered, phrase, refValue, valuesIn } from './chosen-refs.ts';
import type { OwnerPress } from './owner-act.ts';
import { listAgain, ownRequests, type OwnRequests } from './own-requests.ts';
import { choosableBy, isOnlyCovered, passOnForm, type PassOnData } from './pass-on-form.ts';

/** `update.passOn`: somebody hands what is theirs to a colleague, this time or always. */
export async function passOn(deps: DeskDeps, data: PassOnData, press: OwnerPress): Promise<ActResult> {
  const { actor, turn, data: raw } = press;
  const own = await ownRequests(deps, actor, data);
  const about = own?.theirs.find(({ ref }) => ref === data.ref);
  const before = own ? passedOnBefore(own, data) : [];
  if (own && before.length > 0) {
    const notice = `You have passed ${phrase(before)} on already.`;
    return { reply: await listAgain(deps, own, notice) };
  }
  if (!own || (data.ref !== undefined && !about)) {
    return { reply: refuseRequest({ kind: 'not-theirs' }, raw) };
  }
  const kept = await keepWords(deps, press);
  if (kept.kind === 'not-saved') return { reply: kept.reply };
  const wanted = own.theirs.filter((request) => isWanted(request, own.loaded.cycle));
  const offered = about ? [about] : wanted.slice(0, mostOffered);
  if (offered.length === 0) return { reply: nothingToPassOn(raw) };

  const who = choosableBy(own, offered);
  const form = { own, offered, who, data };
  if (data.go === undefined) {
    const notice =
      kept.kind === 'saved' ? 'What you typed is saved as a draft, and goes with it.' : undefined;
    return { reply: showActForm(passOnForm({ ...form, ...(notice !== undefined && { notice }) })) };
  }
  const chosen = await choosePerson(deps.store.people, who, data);
  const refs = chosenRefs(offered, data);
  const forGood = isForGood(data);
  if (chosen.kind === 'problem' || refs.length === 0) {
    const problem = chosen.kind === 'problem' ? chosen : undefined;
    return {
      reply: showActForm(passOnForm({ ...form, ...(problem && { problem }), noneChosen: refs.length === 0 })),
    };
  }
  if (about && !forGood && !isWanted(about, own.loaded.cycle)) {
    const howLongProblem = `For this time that cannot be done: ${whyUnwanted(about, own.loaded.cycle)}. From next time on it can.`;
    return { reply: showActForm(passOnForm({ ...form, howLongProblem })) };
  }
  const covered = forGood ? refs.filter((ref) => isOnlyCovered(own, ref)) : [];
  if (covered.length > 0) {
    const howLongProblem = `You answer ${phrase(covered)} only while a colleague is away, so this time is all that you can pass on.`;
    return { reply: showActForm(passOnForm({ ...form, howLongProblem })) };
  }
  const { contact } = chosen;
  const { by, card } = { by: own.author, card: turn.card?.activityId };
  const done = await handOver(
    deps,
    { cycle: own.loaded.key, by, ...(card !== undefined && { card }) },
    (frame) => decisionOf(frame, { own, refs, chosen, forGood }),
  );
  if (!done) {
    return {
      reply: await listAgain(deps, own, 'Nothing was changed: a colleague has passed it on meanwhile.'),
    };
  }
  const moved = done.changed.refs;
  const always = forGood ? ' from now on, also in the rounds to come' : '';
  const goes = goesWords(done.told, own.now, own.loaded.planState.calendar);
  const notice = isEmailOnly(contact)
    ? `${contact.name} answers ${phrase(moved)}${always}. I cannot send them a card: please tell them, and what they say can be recorded by the programme lead.`
    : `${contact.name} answers ${phrase(moved)}${always}, and can hand ${moved.length === 1 ? 'it' : 'them'} back to you.${goes}`;
  return {
    reply: await listAgain(deps, own, notice),
    changed: { ...done.changed, part: { ...done.changed.part, contactIds: own.part.contactIds } },
  };
}

/**
 * A second tap: what they have passed on themselves is not theirs any more. Empty where any of what was chosen is
 * something else.
 */
function passedOnBefore({ part, loaded, theirs }: OwnRequests, { ref, refs }: PassOnData): string[] {
  const chosen = ref === undefined ? valuesIn(refs) : [refValue(ref)];
  const done = chosen.flatMap((value) => {
    if (theirs.some((one) => refValue(one.ref) === value)) return [];
    const last = loaded.cycle.handovers?.findLast((one) => refValue(one.ref) === value);
    return last?.why === 'passed-on' && part.contactIds.includes(last.by.contactId) ? [last.ref] : [];
  });
  return done.length === chosen.length ? done : [];
}

/** What is still theirs of it, as the programme's row has it now; what the receiver has already stays as it is. */
function decisionOf(
  frame: HandOverFrame,
  about: { own: OwnRequests; refs: readonly string[]; chosen: Chosen; forGood: boolean },
): HandOverDecision | undefined {
  const { register, answering, programme, at } = frame;
  const { own, refs, chosen, forGood } = about;
  const { contact: to } = chosen;
  if (!chosen.isNew && !register.contacts.some(({ id: known }) => known === to.id)) return undefined;
  const today = localDate(at, programme.settings.calendar.timeZone);
  const routes = routesOf(
    answering,
    refs.map((ref) => ({ ref })),
  );
  const covers = forGood ? undefined : today;
  const handovers = [...routes.values()]
    .filter((route) => isTheirs(route, own.part.contactIds, covers) && route.messaged !== to.id)
    .map((route) => handingTo(to.id, route, 'passed-on', answering.handovers));
  if (handovers.length === 0) return undefined;
  const { author: by } = own;
  const amendments = handovers.map(({ ref }) => ({ kind: 'officer' as const, ref, contact: to, by, at }));
  return {
    handovers,
    ...(forGood && { amendments }),
    ...bringingIn(frame, chosen, by),
  };
}

function chosenRefs(offered: readonly UpdateRequest[], data: PassOnData): string[] {
  const all = offered.map(({ ref }) => ref);
  const chosen = valuesIn(data.refs);
  // What was chosen may be gone by now: the one that is left is not it.
  if (data.ref !== undefined || (offered.length === 1 && chosen.length === 0)) return all;
  return all.filter((ref) => chosen.includes(refValue(ref)));
}

function nothingToPassOn(raw: unknown): ActResult['reply'] {
  return refuse(
    'There is nothing to pass on',
    'Nothing is asked of you here any more. Nothing was changed.',
    raw,
  );
}
