import type { Baseline } from '../../cycle/baseline.ts';
import { notForPublicationInputs } from '../../cycle/typed-text.ts';
import type { RequestData } from '../card-data.ts';
import type { DeskDeps } from '../desk-deps.ts';
import type { ActReply } from '../desk.ts';
import { isUnseen, unseenNotice } from './draft-mark.ts';
import { draftOf, findRequest, type FoundRequest } from './find-request.ts';
import { formView } from './form-view.ts';
import type { RequestPress } from '../owner/owner-act.ts';
import { showForm } from '../replies.ts';
import { refuseRequest } from '../refusals.ts';

/** `update.open`: the form, with the draft that is there; or with last time's text, where that was asked for. */
export async function openUpdate(
  deps: Pick<DeskDeps, 'store' | 'clock'>,
  data: RequestData,
  { actor, data: raw, ahead }: RequestPress,
): Promise<ActReply> {
  const result = await findRequest(deps, actor, data, ahead);
  if (result.kind === 'cancelled') {
    // A draft that nobody can send any more: whoever opens the old card gets its words, to copy.
    const kept = await draftOf(deps, result.found);
    return refuseRequest(result, { ...kept?.inputs, ...data.inputs });
  }
  if (result.kind !== 'found') return refuseRequest(result, raw);
  const { found } = result;
  const draft = await draftOf(deps, found);
  // From "No change": the line that was begun there is the start of an update.
  const { why, ...inputs } = data.inputs;
  if (!data.startFromLast && why === undefined) return showForm(formView(found, { draft }));
  const typed = data.startFromLast
    ? withLastText(found, inputs)
    : { ...draft?.inputs, narrative: [draft?.inputs['narrative'], why].filter(Boolean).join('\n\n') };
  const notice =
    draft && isUnseen(draft, data.draft, found.readers)
      ? unseenNotice(found, draft, 'Save or submit to put yours in its place.')
      : undefined;
  return showForm(formView(found, { draft, typed, ...(notice === undefined ? {} : { notice }) }));
}

/** What was not for publication last time is not published by starting from it. */
function keptBack({ notForPublication }: Baseline): Record<string, string> {
  const { tick, why } = notForPublicationInputs;
  return notForPublication === undefined ? {} : { [tick]: 'true', [why]: notForPublication };
}

/** Last time's text goes before what was typed already, and is not put in twice. */
function withLastText({ request }: FoundRequest, inputs: Record<string, string>): Record<string, string> {
  const last = request.baseline.narrative ?? '';
  const typed = inputs['narrative'] ?? '';
  if (typed.includes(last)) return inputs;
  return {
    ...keptBack(request.baseline),
    ...inputs,
    narrative: typed.trim() === '' ? last : `${last}\n\n${typed}`,
  };
}
