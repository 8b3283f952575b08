import { z } from 'zod';
import type { ActFormView } from '../../cards/views/act-form.ts';
import { cutAtWord } from '../../cards/cut.ts';
import { isWanted } from '../../cycle/outstanding.ts';
import { keepWithThem, sayNotMine } from '../../cycle/acts/not-mine.ts';
import { isRefused, type Refused } from '../../cycle/acts/refused.ts';
import type { EventKind } from '../../cycle/event.ts';
import type { NotMine } from '../../cycle/request-marks.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { raisedAt } from '../../cycle/standing-doubt.ts';
import { textLimit, tidy } from '../../cycle/typed-text.ts';
import type { ActResult } from '../act-result.ts';
import { personChosen, personInputs, type Choosable } from '../people/choose-person.ts';
import type { DeskDeps } from '../desk-deps.ts';
import { keepWords } from '../updates/keep-words.ts';
import { changeRequests, type ActedOn } from '../lead/change-requests.ts';
import { refuse, refuseRequest } from '../refusals.ts';
import { ChosenData, mostOffered, mostTitle, phrase, refValue, valuesIn } from './chosen-refs.ts';
import { input } from '../card-input.ts';
import { id } from '../card-id.ts';
import type { OwnerPress } from './owner-act.ts';
import { listAgain, ownRequests, type OwnRequests } from './own-requests.ts';

/** The data of `update.notMine`: one request, or those that are chosen; perhaps with who should answer. */
export const NotMineData = ChosenData.extend({ suggestion: input });
export type NotMineData = z.infer<typeof NotMineData>;

/**
 * `update.notMine`: one tap says so of one request, and who should answer can be said with the next. At the foot of a list
 * of several it is first chosen which.
 */
export async function notMine(deps: DeskDeps, data: NotMineData, press: OwnerPress): Promise<ActResult> {
  const { actor, data: raw } = press;
  const own = await ownRequests(deps, actor, data);
  const values = data.ref === undefined ? valuesIn(data.refs) : [refValue(data.ref)];
  // Those in doubt already are among them: who should answer is said with the second press.
  const named = own?.theirs.filter(({ ref }) => values.includes(refValue(ref))) ?? [];
  if (!own || (values.length > 0 && named.length === 0))
    return { reply: refuseRequest({ kind: 'not-theirs' }, raw) };
  const kept = await keepWords(deps, press);
  if (kept.kind === 'not-saved') return { reply: kept.reply };
  const offered =
    named.length > 0
      ? named
      : own.theirs
          .filter((request) => isWanted(request, own.loaded.cycle) && !request.notMine)
          .slice(0, mostOffered);
  if (offered.length === 0) {
    return { reply: refuse('There is nothing to hand over', 'Nothing is asked of you here any more.', raw) };
  }
  if (named.length === 0 && (offered.length > 1 || data.go !== undefined))
    return { reply: { kind: 'views', views: [{ kind: 'act-form', view: whichForm(own, offered, data) }] } };

  const suggestion = suggestionIn(own, offered, data);
  if (suggestion.length > textLimit) {
    const message = `Please say who should answer in at most ${textLimit} characters. Nothing was changed.`;
    return { reply: refuse('That is too long', message, raw) };
  }
  const refs = offered.map(({ ref }) => ref);
  const outcome = await say(deps, own, press, refs, suggestion);
  const { changed } = outcome;
  const said = changed.map(({ ref }) => ref);
  const notice = noticeOf(outcome, suggestion);
  const form = said.length > 0 && suggestion === '' ? whoForm(own, changed) : undefined;
  return {
    reply: await listAgain(deps, own, notice, form),
    ...(said.length > 0 && { changed: { part: own.part, cycle: own.loaded.cycle, refs: said } }),
  };
}

/** The data of `update.mine`. */
export const MineData = z.object({ programme: id, cycle: id, ref: id });

/** `update.mine`: it is theirs after all, so they are asked again, and no lead has to decide. */
export async function mineAfterAll(
  deps: DeskDeps,
  data: z.infer<typeof MineData>,
  press: OwnerPress,
): Promise<ActResult> {
  const own = await ownRequests(deps, press.actor, data);
  const about = own?.theirs.find(({ ref }) => ref === data.ref);
  if (!own || !about) return { reply: refuseRequest({ kind: 'not-theirs' }, press.data) };
  const kept = await keepWords(deps, press);
  if (kept.kind === 'not-saved') return { reply: kept.reply };
  const isSaid = ({ notMine: said }: UpdateRequest) => said && own.part.contactIds.includes(said.contactId);
  const { changed } = await change(deps, own, press, [data.ref], {
    kind: 'kept-theirs',
    rule: (request) => (isSaid(request) ? keepWithThem(request) : { refused: 'you have not said so' }),
  });
  const notice = changed.length > 0 ? `${data.ref} is on your list again.` : `${data.ref} is on your list.`;
  return {
    reply: await listAgain(deps, own, notice),
    ...(changed.length > 0 && { changed: { part: own.part, cycle: own.loaded.cycle, refs: [data.ref] } }),
  };
}

/** Says it of each as whoever of them is asked, so that it is they who are left alone. */
function say(
  deps: DeskDeps,
  own: OwnRequests,
  press: OwnerPress,
  refs: readonly string[],
  suggestion: string,
): Promise<ActedOn> {
  const { author: by, now, part } = own;
  return change(deps, own, press, refs, {
    kind: 'not-mine',
    rule: (request, loaded) => {
      const at = raisedAt(now, request.ref, loaded.cycle, loaded.programme.value);
      const messaged = loaded.routes.get(request.ref)?.messaged;
      const contactId = part.contactIds.find((one) => one === messaged) ?? by.contactId;
      const said: NotMine = { contactId, by, at, ...(suggestion !== '' && { suggestion }) };
      return sayNotMine(request, loaded.cycle, said, messaged);
    },
  });
}

interface Wish {
  kind: EventKind;
  rule: (request: UpdateRequest, loaded: ActedOn['loaded']) => UpdateRequest | Refused;
}

async function change(
  deps: DeskDeps,
  { loaded, author: by }: OwnRequests,
  { turn }: OwnerPress,
  refs: readonly string[],
  { kind, rule }: Wish,
): Promise<ActedOn> {
  const card = turn.card?.activityId;
  const act = { cycle: loaded.key, refs, by, ...(card !== undefined && { card }) };
  const acted = await changeRequests(deps, act, (request, now) => {
    const next = rule(request, now);
    if (isRefused(next)) return { kind: 'refused', why: next.refused };
    return { kind: 'changed', request: next, event: { kind, contactId: by.contactId } };
  });
  if (!acted) throw new Error(`The cycle ${loaded.key.cycleId} went away while somebody acted on it.`);
  return acted;
}

/** Who should answer, in words: a colleague who was chosen, or what was typed. */
function suggestionIn(own: OwnRequests, offered: readonly UpdateRequest[], data: NotMineData): string {
  const chosen = personChosen(whoElse(own, offered), { to: data.to });
  const name = chosen.kind === 'chosen' ? chosen.contact.name : '';
  return [name, tidy(data.colleague), tidy(data.suggestion)].filter((words) => words !== '').join('; ');
}

function whoElse({ part, loaded }: OwnRequests, offered: readonly UpdateRequest[]): Choosable {
  const near = offered.flatMap(({ owners }) => owners.map((owner) => owner.id));
  return { register: loaded.register, near, without: part.contactIds };
}

function noticeOf({ changed, refused }: ActedOn, suggestion: string): string {
  const refs = changed.map(({ ref }) => ref);
  const [first] = refused;
  const not = first ? [`${first.ref} stays as it is: ${first.why}.`] : [];
  if (refs.length === 0) return not.join(' ');
  const it = refs.length === 1 ? 'it' : 'them';
  const said = `You said that ${phrase(refs)} ${refs.length === 1 ? 'is' : 'are'} not yours. The programme lead will decide, and until then I do not ask you about ${it}.`;
  const who = suggestion === '' ? [] : ['Your suggestion is passed to the lead.'];
  return [said, ...who, ...not].join(' ');
}

/** At the foot of a list of several: which of them? */
function whichForm(own: OwnRequests, offered: readonly UpdateRequest[], data: NotMineData): ActFormView {
  const scope = scopeOf(own);
  return {
    title: 'Not mine',
    paragraphs: ['The programme lead will decide who answers. Until then I do not ask you about it.'],
    inputs: [
      {
        id: 'refs',
        label: 'Which of these are not yours?',
        kind: 'choice',
        many: true,
        value: data.refs,
        choices: offered.map(({ ref, title }) => ({
          title: cutAtWord(`${ref} ${title}`, mostTitle),
          value: refValue(ref),
        })),
        ...(data.go !== undefined && { problem: 'Please choose at least one.' }),
      },
      ...suggestionInputs(own, offered, data),
    ],
    buttons: [
      { title: 'Not mine', verb: 'update.notMine', data: { ...scope, go: 'yes' } },
      { title: 'Back to my updates', verb: 'updates.list', data: scope },
    ],
  };
}

/** It is said already: who should answer can be said too, or all of it taken back. */
function whoForm(own: OwnRequests, said: readonly UpdateRequest[]): ActFormView {
  const scope = scopeOf(own);
  const refs = said.map(({ ref }) => ref);
  const [ref = ''] = refs;
  const one = refs.length === 1;
  return {
    title: `Who should answer ${phrase(refs)}?`,
    paragraphs: ['If you know, tell the lead. You need not.'],
    inputs: suggestionInputs(own, said, {}),
    buttons: [
      {
        title: 'Tell the lead',
        verb: 'update.notMine',
        data: { ...scope, go: 'yes', ...(one ? { ref } : { refs: refs.map(refValue).join(',') }) },
      },
      ...(one ? [{ title: 'It is mine after all', verb: 'update.mine', data: { ...scope, ref } }] : []),
      { title: 'Back to my updates', verb: 'updates.list', data: scope },
    ],
  };
}

function suggestionInputs(
  own: OwnRequests,
  offered: readonly UpdateRequest[],
  { to, colleague, suggestion }: Partial<NotMineData>,
): ActFormView['inputs'] {
  return [
    ...personInputs(whoElse(own, offered), 'Who should answer (optional)', {
      to: to ?? '',
      colleague: colleague ?? '',
    }),
    {
      id: 'suggestion',
      label: 'Or in your own words (optional)',
      kind: 'text',
      value: suggestion ?? '',
      most: textLimit,
    },
  ];
}

function scopeOf({ loaded }: OwnRequests): { programme: string; cycle: string } {
  return { programme: loaded.key.programmeId, cycle: loaded.key.cycleId };
}
