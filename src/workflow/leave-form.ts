import { hasNewWords } from '../cycle/typed-text.ts';
import type { ActResult } from './act-result.ts';
import type { Actor } from './actor.ts';
import { RequestData, type ListData } from './card-data.ts';
import type { DeskDeps } from './desk-deps.ts';
import { draftOf, findRequest } from './find-request.ts';
import { listOf, listUpdates } from './list-updates.ts';
import { newestUpdate } from './newest-update.ts';
import { refuse, refuseRequest } from './refusals.ts';
import { writeDraft } from './save-draft.ts';

/**
 * `updates.list`, also as Back on a form: words that were typed there and saved nowhere become a draft; where a
 * colleague's draft is in the way, or they are too long for one, they are given back to be copied.
 */
export async function leaveForm(
  deps: Pick<DeskDeps, 'store' | 'clock'>,
  actor: Actor,
  list: ListData,
  raw: unknown,
): Promise<ActResult> {
  const form = RequestData.safeParse(raw);
  if (!form.success || !hasNewWords(form.data.inputs)) {
    return { reply: await listUpdates(deps, actor, list, raw) };
  }
  const { data } = form;
  const result = await findRequest(deps, actor, data);
  if (result.kind !== 'found') return { reply: refuseRequest(result, raw) };
  const { found } = result;
  const { key, cycle } = found.loaded;
  const draft = await draftOf(deps, found);
  if (!hasNewWords(data.inputs, found.request.baseline, newestUpdate(found.request), draft?.inputs)) {
    return { reply: await listUpdates(deps, actor, list, raw) };
  }
  const isColleagues = draft !== undefined && !found.readers.includes(draft.by.contactId);
  if (isColleagues || (await writeDraft(deps, found, data)).kind !== 'saved') {
    return { reply: refuse('Your words were not saved', whyNotSaved(isColleagues), raw) };
  }
  const notice = `What you typed on ${data.ref} is saved as a draft. It has not been sent yet.`;
  const back = await listOf(deps, actor, key, { notice });
  if (!back) throw new Error(`The cycle ${key.cycleId} went away while a draft was saved.`);
  return {
    reply: { kind: 'views', views: [{ kind: 'list', view: back.view }] },
    changed: { part: found.part, cycle, refs: [data.ref] },
  };
}

function whyNotSaved(isColleagues: boolean): string {
  return isColleagues
    ? 'A colleague has saved a draft of this update, and yours would have replaced it. Copy your words before you go back.'
    : 'They are too long for a draft, or a colleague was quicker. Copy your words before you go back.';
}
