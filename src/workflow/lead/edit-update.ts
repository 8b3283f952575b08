import { localDate } from '../../calendar/local-time.ts';
import type { View } from '../../cards/views/view.ts';
import {
  editableTexts,
  editForStyle,
  withTexts,
  type EditableText,
  type Editing,
} from '../../cycle/acts/edit.ts';
import { isRefused } from '../../cycle/acts/refused.ts';
import { whyNotWaiting } from '../../cycle/acts/waits-for-sign-off.ts';
import type { Update } from '../../cycle/answer.ts';
import { checkSubmission, inputsOf } from '../../cycle/submission.ts';
import { limitOf, textInputs, type InputProblem } from '../../cycle/typed-text.ts';
import { resolveScheme } from '../../programme/status-scheme.ts';
import type { ActResult } from '../act-result.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { whyNoSignOff } from '../review/waiting-answers.ts';
import type { Decided } from './change-requests.ts';
import { forLeadsOnly } from './lead-act.ts';
import type { LeadPress } from './lead-press.ts';
import { hasTexts, type EditData } from './review-data.ts';
import { answerWithReview, signOff } from './review.ts';

/**
 * `lead.edit`: the same answer in other words, accepted with them. The owner's words stay in the history, and the status,
 * the dates and the note are not a lead's to change.
 */
export async function editUpdate(press: LeadPress<EditData>): Promise<ActResult> {
  const { deps, chosen, data, raw, author, now } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  if (!loaded) return { reply: forLeadsOnly(raw) };
  const request = loaded.requests.find(({ ref }) => ref === data.ref);
  const why =
    whyNoSignOff(loaded.programme.value, loaded.cycle) ??
    (request ? whyNotWaiting(request, data.version) : 'it is not in this round');
  if (!request?.answer || why !== undefined) return refusal(press, why ?? 'there is no answer');
  const texts = textsOf(request.answer, data);
  const isFormWanted = data.save === undefined && !hasTexts(data);
  const problems = isFormWanted ? [] : problemsIn(loaded, request.answer, texts, press);
  if (isFormWanted || problems.length > 0) {
    return {
      reply: { kind: 'views', views: [editForm(data, request.answer, isFormWanted ? {} : texts, problems)] },
    };
  }
  const acted = await signOff(press, [data.ref], (current): Decided => {
    const edited = editForStyle(current, { version: data.version, texts, by: author, at: now });
    if (isRefused(edited)) return { kind: 'refused', why: edited.refused };
    const { answer: update } = edited;
    return {
      kind: 'changed',
      request: edited,
      event: {
        kind: 'edited',
        detail: `version ${edited.versions ?? 0}`,
        ...(current.answer && { contactId: current.answer.by.contactId }),
      },
      ...(update && { update }),
    };
  });
  if (!acted) return { reply: forLeadsOnly(raw) };
  const [refused] = acted.refused;
  if (refused) return refusal(press, refused.why);
  const { ref: _ref, one: _one, ...list } = data;
  const notice = `${data.ref} is accepted in your words. The owner's stay in the history.`;
  return answerWithReview({ ...press, data: list }, { notice, refs: [data.ref] });
}

/** What the form asks for: its narrative and next steps, and whatever else it says. */
function shownOf(answer: Update): EditableText[] {
  return editableTexts.filter(
    (name) => name === 'narrative' || name === 'nextSteps' || answer[name] !== undefined,
  );
}

/** Of the form all, also what was emptied; otherwise what was typed. */
function textsOf(answer: Update, data: EditData): Editing['texts'] {
  const names = data.save === 'yes' ? shownOf(answer) : editableTexts.filter((name) => data[name] !== '');
  return Object.fromEntries(names.map((name) => [name, data[name]]));
}

/** What the status demands must still be there, and nothing too long; the rest is the owner's, and stands. */
function problemsIn(
  { programme, planState }: LoadedCycle,
  answer: Update,
  texts: Editing['texts'],
  { now }: LeadPress<EditData>,
): InputProblem[] {
  const scheme = resolveScheme(programme.value.settings.statusScheme);
  const today = localDate(now, planState.calendar.timeZone);
  const checked = checkSubmission(scheme, inputsOf(withTexts(answer, texts)), today);
  if (checked.kind === 'accepted') return [];
  return checked.problems.filter(({ input }) => (editableTexts as readonly string[]).includes(input));
}

function editForm(
  data: EditData,
  answer: Update,
  texts: Editing['texts'],
  problems: readonly InputProblem[],
): View {
  const { programme, cycle, ref, version, page, one } = data;
  const ids = { programme, cycle, page, ref, ...(one && { one }) };
  return {
    kind: 'act-form',
    view: {
      title: `Edit ${ref} for style`,
      paragraphs: [
        `It is accepted in your words, as a new version. The status and the dates stay as ${answer.by.name} gave them.`,
      ],
      inputs: shownOf(answer).map((id) => {
        const problem = problems.find(({ input }) => input === id)?.message;
        return {
          kind: 'text',
          id,
          label: textInputs[id],
          value: texts[id] ?? answer[id] ?? '',
          multiline: true,
          most: limitOf(id),
          ...(problem !== undefined && { problem }),
        };
      }),
      buttons: [
        { title: 'Save and accept', verb: 'lead.edit', data: { ...ids, version, save: 'yes' } },
        { title: 'Back', verb: 'lead.review', data: ids },
      ],
    },
  };
}

function refusal(press: LeadPress<EditData>, why: string): Promise<ActResult> {
  return answerWithReview(press, { notice: `${press.data.ref} was not edited: ${why}.`, refused: true });
}
