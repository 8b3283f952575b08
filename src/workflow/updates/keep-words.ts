import { hasNewWords } from '../../cycle/typed-text.ts';
import { RequestData } from '../card-data.ts';
import type { DeskDeps } from '../desk-deps.ts';
import type { ActReply } from '../desk.ts';
import { draftOf, findRequest, type FoundRequest } from './find-request.ts';
import { newestUpdate } from '../../cycle/newest-update.ts';
import type { OwnerPress } from '../owner/owner-act.ts';
import { refuse, refuseRequest } from '../refusals.ts';
import { writeDraft } from './save-draft.ts';

export type KeptWords =
  | { kind: 'nothing-new' }
  | { kind: 'saved'; found: FoundRequest }
  /** They go back to whoever typed them. */
  | { kind: 'not-saved'; reply: ActReply };

/**
 * Words that were typed on a form and saved nowhere become a draft, whichever button leads away from it; where a
 * colleague's draft is in the way, or they are too long for one, they are given back to be copied.
 */
export async function keepWords(
  deps: Pick<DeskDeps, 'store' | 'clock'>,
  { actor, data: raw, turn }: OwnerPress,
): Promise<KeptWords> {
  const form = RequestData.safeParse(raw);
  if (!form.success || !hasNewWords(form.data.inputs)) return { kind: 'nothing-new' };
  const { data } = form;
  const result = await findRequest(deps, actor, data);
  if (result.kind !== 'found') return { kind: 'not-saved', reply: refuseRequest(result, raw) };
  const { found } = result;
  const draft = await draftOf(deps, found);
  const { baseline, returned } = found.request;
  if (!hasNewWords(data.inputs, baseline, newestUpdate(found.request), returned?.answer, draft?.inputs)) {
    return { kind: 'nothing-new' };
  }
  const isColleagues = draft !== undefined && !found.readers.includes(draft.by.contactId);
  if (isColleagues || (await writeDraft(deps, found, data, turn.card)).kind !== 'saved') {
    const reply = refuse('Your words were not saved', whyNotSaved(isColleagues), raw);
    return { kind: 'not-saved', reply };
  }
  return { kind: 'saved', found };
}

function whyNotSaved(isColleagues: boolean): string {
  return isColleagues
    ? 'A colleague has saved a draft of this update, and yours would have replaced it. Copy your words before you go back.'
    : 'They are too long for a draft, or a colleague was quicker. Copy your words before you go back.';
}
