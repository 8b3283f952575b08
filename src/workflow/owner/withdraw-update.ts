import { isRefused } from '../../cycle/acts/refused.ts';
import { withdraw } from '../../cycle/acts/withdraw.ts';
import { sentence } from '../../cycle/date-names.ts';
import type { Update } from '../../cycle/answer.ts';
import type { Draft } from '../../cycle/draft.ts';
import { inputsOf } from '../../cycle/submission.ts';
import { asKept, hasNewWords, tooLong } from '../../cycle/typed-text.ts';
import type { ActReply } from '../desk.ts';
import type { ActResult } from '../act-result.ts';
import type { RequestData } from '../card-data.ts';
import type { DeskDeps } from '../desk-deps.ts';
import { isUnseen, unseenNotice } from '../updates/draft-mark.ts';
import { draftOf, findRequest, type FoundRequest } from '../updates/find-request.ts';
import { formView } from '../updates/form-view.ts';
import { versionOf } from '../../cycle/newest-update.ts';
import { refuse, refuseRequest } from '../refusals.ts';
import { showForm } from '../replies.ts';
import { untilSettled } from '../until-settled.ts';
import type { RequestPress } from './owner-act.ts';
import { listAgain } from './own-requests.ts';

/**
 * `update.withdraw`: takes an answer back. It stays in the history, its words come back as the draft, and the request is
 * asked for again; the ladder goes on with what is still to come.
 */
export async function withdrawUpdate(
  deps: DeskDeps,
  data: RequestData,
  { actor, turn, data: raw, ahead }: RequestPress,
): Promise<ActResult> {
  return untilSettled(async (again) => {
    const result = await findRequest(deps, actor, data, again ? undefined : ahead);
    if (result.kind !== 'found') return { reply: refuseRequest(result, raw) };
    const { found } = result;
    const { request, stored, loaded, author, now, readers, part } = found;
    const { answer } = request;
    const wish = { contactIds: readers, cycle: loaded.cycle.state, at: now };
    const withdrawn = withdraw(request, wish);
    if (isRefused(withdrawn) || !answer) {
      const why = isRefused(withdrawn) ? withdrawn.refused : 'there is no answer';
      return { reply: refuse('This cannot be taken back', `${sentence(why)} Nothing was changed.`, raw) };
    }
    const there = await draftOf(deps, found);
    const words = wordsToKeep(found, { data, answer, there });
    if (words.kind === 'shown') return { reply: words.reply };
    const { draft } = words;
    const [conflict] = await deps.store.cycles.change(loaded.key, [
      {
        request: { ...stored, value: draft ? { ...withdrawn, draft: { by: author, at: now } } : withdrawn },
        event: {
          id: `withdrawn-${data.ref}-${answer.version}`,
          at: now,
          kind: 'withdrawn',
          ref: data.ref,
          by: author,
          ...(turn.card && { card: turn.card.activityId }),
          detail: `version ${versionOf(request)}`,
        },
        ...(draft && { draft }),
      },
    ]);
    if (conflict !== undefined) return undefined;
    const kept = draft ? 'Its words are your draft now' : 'There was a draft already, and it is kept';
    const notice = `Your update on ${data.ref} is taken back. ${kept}; what you had sent stays in your history.`;
    return {
      reply: await listAgain(deps, { part, loaded: { key: loaded.key } }, notice),
      changed: { part, cycle: loaded.cycle, refs: [data.ref] },
    };
  });
}

type Words = { kind: 'kept'; draft?: Draft } | { kind: 'shown'; reply: ActReply };

/**
 * What becomes the draft: what was typed on the form since, else the answer's own words; and where there is a draft that
 * nobody has typed over, that stays.
 */
function wordsToKeep(
  found: FoundRequest,
  { data, answer, there }: { data: RequestData; answer: Update; there: Draft | undefined },
): Words {
  const { author, now, readers } = found;
  const typed = data.inputs;
  const isTyped = hasNewWords(typed, answer, there?.inputs);
  if (there && !isTyped) return { kind: 'kept' };
  if (isTyped && isUnseen(there, data.draft, readers) && there) {
    const notice = unseenNotice(found, there, 'Withdraw again to put yours in its place.');
    return { kind: 'shown', reply: showForm(formView(found, { draft: there, typed, notice })) };
  }
  const problems = isTyped ? tooLong(typed) : [];
  if (problems.length > 0) {
    return { kind: 'shown', reply: showForm(formView(found, { draft: there, typed, problems })) };
  }
  const inputs = isTyped ? asKept(typed) : inputsOf(answer);
  return { kind: 'kept', draft: { ref: data.ref, inputs, by: author, at: now } };
}
