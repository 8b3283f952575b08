import type { z } from 'zod';
import { localDate } from '../../calendar/local-time.ts';
import type { ActFormView } from '../../cards/views/act-form.ts';
import { cutAtWord } from '../../cards/cut.ts';
import { isWanted, whyUnwanted } from '../../cycle/acts/change-hands.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { isTheirs, routesOf } from '../../cycle/routing.ts';
import type { ActResult } from '../act-result.ts';
import { personInputs, type Choosable, type Chosen, type PersonChosen } from '../people/choose-person.ts';
import { bringingIn, choosePerson, pickedId, pickerIn } from '../people/pick-person.ts';
import type { DeskDeps } from '../desk-deps.ts';
import { emailOnlyHint, isEmailOnly } from '../people/email-only.ts';
import { handOver, type HandOverDecision, type HandOverFrame, type Handing } from '../register/hand-over.ts';
import { goesWords } from '../messages/going-words.ts';
import { keepWords } from '../updates/keep-words.ts';
import { refuse, refuseRequest } from '../refusals.ts';
import { ChosenData, mostOffered, mostTitle, phrase, refValue, valuesIn } from './chosen-refs.ts';
import { input } from '../card-input.ts';
import type { OwnerPress } from './owner-act.ts';
import { listAgain, ownRequests, type OwnRequests } from './own-requests.ts';

/** The data of `update.passOn`: one request, or those that are chosen; to whom, and for how long. */
export const PassOnData = ChosenData.extend({ howLong: input, picked: pickedId });
export type PassOnData = z.infer<typeof PassOnData>;

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
    return { reply: show(passOnForm({ ...form, ...(notice !== undefined && { notice }) })) };
  }
  const chosen = await choosePerson(deps.store.people, who, data);
  const refs = chosenRefs(offered, data);
  const forGood = data.howLong === 'always';
  if (chosen.kind === 'problem' || refs.length === 0) {
    const problem = chosen.kind === 'problem' ? chosen : undefined;
    return {
      reply: show(passOnForm({ ...form, ...(problem && { problem }), noneChosen: refs.length === 0 })),
    };
  }
  if (about && !forGood && !isWanted(about, own.loaded.cycle)) {
    const howLongProblem = `For this time that cannot be done: ${whyUnwanted(about, own.loaded.cycle)}. From next time on it can.`;
    return { reply: show(passOnForm({ ...form, howLongProblem })) };
  }
  const covered = forGood ? refs.filter((ref) => isOnlyCovered(own, ref)) : [];
  if (covered.length > 0) {
    const howLongProblem = `You answer ${phrase(covered)} only while a colleague is away, so this time is all that you can pass on.`;
    return { reply: show(passOnForm({ ...form, howLongProblem })) };
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

/** Whether something is theirs only for the days on which its contact is away: who answers always is not theirs to say. */
function isOnlyCovered({ part, loaded }: OwnRequests, ref: string): boolean {
  const route = loaded.routes.get(ref);
  return route !== undefined && !isTheirs(route, part.contactIds);
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
  const handovers = refs.flatMap((ref): Handing[] => {
    const route = routes.get(ref);
    const covers = forGood ? undefined : today;
    if (!route || !isTheirs(route, own.part.contactIds, covers) || route.messaged === to.id) return [];
    const from = route.messaged;
    const ownerId = answering.handovers?.findLast((one) => one.ref === ref)?.ownerId;
    return [
      {
        ref,
        contactId: to.id,
        why: 'passed-on',
        ...(from !== undefined && { from }),
        ...(ownerId !== undefined && { ownerId }),
      },
    ];
  });
  if (handovers.length === 0) return undefined;
  const { author: by } = own;
  const amendments = handovers.map(({ ref }) => ({ kind: 'officer' as const, ref, contact: to, by, at }));
  return {
    handovers,
    ...(forGood && { amendments }),
    ...bringingIn(frame, chosen, by),
  };
}

/** Anybody but whoever asks, and whoever has all of it already. */
function choosableBy({ part, loaded }: OwnRequests, offered: readonly UpdateRequest[]): Choosable {
  const holders = new Set(offered.map(({ ref }) => loaded.routes.get(ref)?.messaged));
  const [holder] = holders;
  return {
    register: loaded.register,
    picker: pickerIn(loaded),
    near: offered.flatMap(({ owners }) => owners.map((owner) => owner.id)),
    without: [...part.contactIds, ...(holders.size === 1 && holder !== undefined ? [holder] : [])],
  };
}

function chosenRefs(offered: readonly UpdateRequest[], data: PassOnData): string[] {
  const all = offered.map(({ ref }) => ref);
  const chosen = valuesIn(data.refs);
  // What was chosen may be gone by now: the one that is left is not it.
  if (data.ref !== undefined || (offered.length === 1 && chosen.length === 0)) return all;
  return all.filter((ref) => chosen.includes(refValue(ref)));
}

interface FormState {
  own: OwnRequests;
  offered: readonly UpdateRequest[];
  who: Choosable;
  data: PassOnData;
  notice?: string;
  problem?: Extract<PersonChosen, { kind: 'problem' }>;
  noneChosen?: boolean;
  howLongProblem?: string;
}

function passOnForm(state: FormState): ActFormView {
  const { own, offered, who, data, notice, problem, noneChosen = false, howLongProblem } = state;
  const scope = { programme: own.loaded.key.programmeId, cycle: own.loaded.key.cycleId };
  const [first] = offered;
  const one = offered.length === 1 && !noneChosen ? first : undefined;
  const values = offered.map(({ ref }) => refValue(ref)).join(',');
  const mayAlways = offered.some(({ ref }) => !isOnlyCovered(own, ref));
  return {
    title: 'Pass it on',
    paragraphs: [
      ...(one ? [`${one.ref} ${one.title}`] : []),
      'Your colleague gets one message with your name on it, and can hand it back. A draft goes with it.',
      ...emailOnlyHint(who.register.contacts),
    ],
    ...(notice !== undefined && { notice }),
    inputs: [
      ...(one
        ? []
        : [
            {
              id: 'refs',
              label: 'What to pass on',
              kind: 'choice' as const,
              many: true as const,
              value: data.go === undefined ? values : data.refs,
              choices: offered.map(({ ref, title }) => ({
                title: cutAtWord(`${ref} ${title}`, mostTitle),
                value: refValue(ref),
              })),
              ...(noneChosen && { problem: 'Please choose at least one.' }),
            },
          ]),
      ...personInputs(who, 'To whom', data, problem),
      {
        id: 'howLong',
        label: 'For how long',
        kind: 'choice',
        value: mayAlways && data.howLong === 'always' ? 'always' : 'once',
        choices: [
          { title: 'This time', value: 'once' },
          ...(mayAlways ? [{ title: 'Always, from now on', value: 'always' }] : []),
        ],
        ...(howLongProblem !== undefined && { problem: howLongProblem }),
      },
    ],
    buttons: [
      {
        title: 'Pass on',
        verb: 'update.passOn',
        data: { ...scope, go: 'yes', ...(data.ref === undefined ? {} : { ref: data.ref }) },
      },
      { title: 'Back to my updates', verb: 'updates.list', data: scope },
    ],
  };
}

function show(view: ActFormView): ActResult['reply'] {
  return { kind: 'views', views: [{ kind: 'act-form', view }] };
}

function nothingToPassOn(raw: unknown): ActResult['reply'] {
  return refuse(
    'There is nothing to pass on',
    'Nothing is asked of you here any more. Nothing was changed.',
    raw,
  );
}
