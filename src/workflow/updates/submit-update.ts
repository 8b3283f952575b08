import { checkSubmission } from '../../cycle/submission.ts';
import type { ActResult } from '../act-result.ts';
import { recordAndAnswer } from './after-recording.ts';
import type { RequestData } from '../card-data.ts';
import type { DeskDeps } from '../desk-deps.ts';
import { isUnseen, unseenNotice } from './draft-mark.ts';
import { draftOf, findRequest } from './find-request.ts';
import { formView } from './form-view.ts';
import type { RequestPress } from '../owner/owner-act.ts';
import type { NewUpdate } from './record-update.ts';
import { refuseRequest } from '../refusals.ts';
import { showForm } from '../replies.ts';
import { keepAsDraft } from './save-draft.ts';
import { untilSettled } from '../until-settled.ts';

type Deps = Pick<DeskDeps, 'store' | 'clock'>;

/** `update.submit`: stores a whole answer as a new version, or gives everything typed back with what is missing. */
export async function submitUpdate(
  deps: Deps,
  data: RequestData,
  { actor, turn, data: raw, ahead }: RequestPress,
): Promise<ActResult> {
  return untilSettled(async (again) => {
    const result = await findRequest(deps, actor, data, again ? undefined : ahead);
    if (result.kind === 'excused' || result.kind === 'cancelled') {
      return { reply: refuseRequest(result, raw, await keepAsDraft(deps, result.found, data, turn.card)) };
    }
    if (result.kind !== 'found') return { reply: refuseRequest(result, raw) };
    const { found } = result;
    const draft = await draftOf(deps, found);
    const form = { draft, typed: data.inputs };
    if (draft && isUnseen(draft, data.draft, found.readers)) {
      const notice = unseenNotice(found, draft, 'Submit again to send yours; their draft then goes.');
      return { reply: showForm(formView(found, { ...form, notice })) };
    }
    const checked = checkSubmission(found.scheme, data.inputs, found.today);
    if (checked.kind === 'incomplete') {
      const { problems, demanded } = checked;
      return { reply: showForm(formView(found, { ...form, problems, demanded })) };
    }
    const next: NewUpdate = {
      kind: 'answer',
      answer: checked.answer,
      drawnFrom: data.version,
      card: turn.card,
    };
    return recordAndAnswer(deps, found, next, form);
  });
}
