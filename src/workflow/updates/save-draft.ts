import type { Draft } from '../../cycle/draft.ts';
import type { CycleEvent } from '../../cycle/event.ts';
import { asKept, tooLong } from '../../cycle/typed-text.ts';
import type { SentActivity } from '../../outbox/ledger.ts';
import type { ActResult } from '../act-result.ts';
import type { RequestData } from '../card-data.ts';
import type { DeskDeps } from '../desk-deps.ts';
import { isUnseen, unseenNotice } from './draft-mark.ts';
import { findRequest, type FoundRequest } from './find-request.ts';
import { formView } from './form-view.ts';
import type { RequestPress } from '../owner/owner-act.ts';
import { refuseRequest } from '../refusals.ts';
import { showForm } from '../replies.ts';
import { untilSettled } from '../until-settled.ts';

type Deps = Pick<DeskDeps, 'store' | 'clock'>;

/** `update.saveDraft`: keeps everything exactly as typed, for all who may answer the request, on any device. */
export async function saveDraft(
  deps: Deps,
  data: RequestData,
  { actor, turn, data: raw, ahead }: RequestPress,
): Promise<ActResult> {
  const result = await findRequest(deps, actor, data, ahead);
  if (result.kind === 'excused' || result.kind === 'cancelled') {
    return { reply: refuseRequest(result, raw, await keepAsDraft(deps, result.found, data, turn.card)) };
  }
  if (result.kind !== 'found') return { reply: refuseRequest(result, raw) };
  const { found } = result;
  const saved = await writeDraft(deps, found, data, turn.card);
  switch (saved.kind) {
    case 'too-long': {
      const problems = tooLong(data.inputs);
      return { reply: showForm(formView(found, { draft: saved.there, typed: data.inputs, problems })) };
    }
    case 'unseen': {
      const notice = unseenNotice(found, saved.there, 'Save again to put yours in its place.');
      return { reply: showForm(formView(found, { draft: saved.there, typed: data.inputs, notice })) };
    }
    case 'saved':
      return {
        reply: showForm(formView(found, { draft: saved.draft, notice: 'Saved. It has not been sent yet.' })),
        changed: { part: found.part, cycle: found.loaded.cycle, refs: [data.ref] },
      };
  }
}

/** Keeps words that were refused, where the request still lives. False when a colleague's draft is in the way. */
export async function keepAsDraft(
  deps: Deps,
  found: FoundRequest,
  data: RequestData,
  card: SentActivity | undefined,
): Promise<boolean> {
  if (Object.keys(data.inputs).length === 0) return false;
  return (await writeDraft(deps, found, data, card)).kind === 'saved';
}

type Saved =
  | { kind: 'saved'; draft: Draft }
  | { kind: 'too-long'; there: Draft | undefined }
  /** A colleague saved one that the form had not shown. */
  | { kind: 'unseen'; there: Draft };

/** `card`: the message whose button did it. */
export function writeDraft(
  deps: Deps,
  found: FoundRequest,
  data: RequestData,
  card: SentActivity | undefined,
): Promise<Saved> {
  return untilSettled(async () => {
    const there = await deps.store.cycles.draft(found.loaded.key, data.ref);
    if (there && isUnseen(there.value, data.draft, found.readers)) {
      return { kind: 'unseen', there: there.value };
    }
    if (tooLong(data.inputs).length > 0) return { kind: 'too-long', there: there?.value };
    const draft: Draft = { ref: data.ref, inputs: asKept(data.inputs), by: found.author, at: found.now };
    const event: CycleEvent = {
      id: `drafted-${data.ref}-${found.now.epochMilliseconds}-${found.author.contactId}`,
      at: found.now,
      kind: 'drafted',
      ref: data.ref,
      by: found.author,
      ...(card && { card: card.activityId }),
    };
    const written = await deps.store.cycles.saveDraft(found.loaded.key, draft, there?.etag, event);
    return written === 'written' ? { kind: 'saved', draft } : undefined;
  });
}
