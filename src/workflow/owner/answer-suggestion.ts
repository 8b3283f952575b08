import { agree, keepTheirs } from '../../cycle/acts/answer-suggestion.ts';
import { isRefused, type Refused } from '../../cycle/acts/refused.ts';
import type { Update } from '../../cycle/answer.ts';
import type { CycleEvent } from '../../cycle/event.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { checkSubmission, inputsOf } from '../../cycle/submission.ts';
import type { ActResult } from '../act-result.ts';
import type { RequestData } from '../card-data.ts';
import { statusInWords } from '../rounds/cycle-words.ts';
import type { DeskDeps } from '../desk-deps.ts';
import { findRequest, type FoundRequest } from '../updates/find-request.ts';
import { keepWords } from '../updates/keep-words.ts';
import { listOf, type ListWish } from '../updates/list-updates.ts';
import { stateForAnswer } from '../updates/state-for-answer.ts';
import { refuse, refuseRequest } from '../refusals.ts';
import { untilSettled } from '../until-settled.ts';
import { agreementForm } from './agreement-form.ts';
import type { OwnerPress, RequestPress } from './owner-act.ts';

/**
 * `update.agree`: the owner takes the status that a lead suggested. What it demands beyond their own words is asked for
 * first.
 */
export async function agreeWithLead(
  deps: DeskDeps,
  data: RequestData,
  press: RequestPress,
): Promise<ActResult> {
  return untilSettled(async (again) => {
    const result = await findRequest(deps, press.actor, data, again ? undefined : press.ahead);
    if (result.kind !== 'found') return { reply: refuseRequest(result, press.data) };
    const { found } = result;
    const { loaded, scheme, today, request, author: by, now: at } = found;
    const { returned } = request;
    const status = returned?.suggested ?? '';
    const inputs = { ...startingFrom(returned?.answer, data.inputs), status };
    const checked = checkSubmission(scheme, inputs, today);
    const answer = checked.kind === 'accepted' ? checked.answer : { narrative: '' };
    const cycle = await stateForAnswer(deps.store.cycles, loaded, request);
    const agreed = agree(request, { version: data.version, cycle, answer, by, at });
    if (isRefused(agreed)) return refusal(agreed, press.data);
    if (checked.kind === 'incomplete') return agreementForm(found, inputs, checked.problems);
    const { answer: update } = agreed;
    const detail = `version ${agreed.versions ?? 0}: ${status}, as was suggested`;
    return write(deps, press, found, {
      request: agreed,
      event: { id: `agreed-${data.ref}-${agreed.versions ?? 0}`, kind: 'agreed', detail },
      ...(update && { update }),
      wish: update ? { sent: update } : {},
    });
  });
}

/**
 * `update.keep`: the owner keeps to their status. The same words count again as the version that they were; the leads
 * see that it is kept, and sign off once more.
 */
export async function keepOwn(deps: DeskDeps, data: RequestData, press: OwnerPress): Promise<ActResult> {
  const kept = await keepWords(deps, press);
  if (kept.kind === 'not-saved') return { reply: kept.reply };
  return untilSettled(async () => {
    const result = await findRequest(deps, press.actor, data);
    if (result.kind !== 'found') return { reply: refuseRequest(result, press.data) };
    const { found } = result;
    const { loaded, request, scheme } = found;
    const { returned } = request;
    const cycle = await stateForAnswer(deps.store.cycles, loaded, request);
    const kept = keepTheirs(request, { version: data.version, cycle });
    if (isRefused(kept)) return refusal(kept, press.data);
    const { version = 0, status } = kept.answer ?? {};
    const times = kept.sentBack?.length ?? 0;
    const detail = `version ${version} stands: ${status ?? 'no status'}, and not ${returned?.suggested ?? ''} as was suggested`;
    const notice = `You keep to “${statusInWords(scheme, status)}” on ${data.ref}. ${returned?.by.name ?? 'The programme lead'} sees that, and signs off.`;
    return write(deps, press, found, {
      request: kept,
      event: { id: `kept-${data.ref}-${times}`, kind: 'kept', detail },
      wish: { notice },
    });
  });
}

/** What they had sent, with what they have typed since over it; a new date takes the place of both kinds of old one. */
function startingFrom(
  sent: Update | undefined,
  typed: Readonly<Record<string, string>>,
): Record<string, string> {
  const { revisedDate, sayBy, ...texts } = sent ? inputsOf(sent) : {};
  if (typed['revisedDate'] || typed['sayBy']) return { ...texts, ...typed };
  return {
    ...texts,
    ...(revisedDate !== undefined && { revisedDate }),
    ...(sayBy !== undefined && { sayBy }),
    ...typed,
  };
}

/** Writes what became of the request, and shows the list as it is then; undefined asks for another try. */
async function write(
  deps: DeskDeps,
  { turn }: OwnerPress,
  { loaded, part, stored, author, now }: FoundRequest,
  change: {
    request: UpdateRequest;
    event: Pick<CycleEvent, 'id' | 'kind' | 'detail'>;
    update?: Update;
    wish: ListWish;
  },
): Promise<ActResult | undefined> {
  const { request, update, wish } = change;
  const { ref } = request;
  const card = turn.card?.activityId;
  const event = { ...change.event, at: now, ref, by: author, ...(card !== undefined && { card }) };
  const conflicts = await deps.store.cycles.change(loaded.key, [
    { request: { ...stored, value: request }, event, ...(update && { update }) },
  ]);
  if (conflicts.length > 0) return undefined;
  const list = await listOf(deps, { programmes: [part] }, loaded.key, wish);
  if (!list) throw new Error(`The cycle ${loaded.key.cycleId} went away while a suggestion was answered.`);
  return {
    reply: { kind: 'views', views: [{ kind: 'list', view: list.view }] },
    changed: { part, cycle: loaded.cycle, refs: [ref] },
  };
}

function refusal({ refused }: Refused, data: unknown): ActResult {
  return {
    reply: refuse(
      'There is nothing to agree or to keep to',
      `Nothing was changed: ${refused}. Your list shows how it stands.`,
      data,
    ),
  };
}
