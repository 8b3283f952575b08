import type { View } from '../../cards/views/view.ts';
import type { ActResult } from '../act-result.ts';
import { typedWords } from '../card-data.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { reviewOneView } from '../review/review-one-view.ts';
import { reviewView } from '../review/review-view.ts';
import { whyNoSignOff } from '../review/waiting-answers.ts';
import { changeRequests, type ActedOn, type Decided } from './change-requests.ts';
import { forLeadsOnly } from './lead-act.ts';
import type { LeadPress } from './lead-press.ts';
import type { ReviewData } from './review-data.ts';

/** What came of a lead's button, in words for them. */
export interface Done {
  notice: string;
  /** What is otherwise now; nothing where it was refused. */
  refs?: readonly string[];
  /** Then the words that they typed are given back. */
  refused?: true;
}

/**
 * `lead.review`: the answers that wait for a lead's sign-off, or one of them whole; and what every button of it answers
 * with, drawn afresh with what came of that.
 */
export async function answerWithReview(press: LeadPress<ReviewData>, done?: Done): Promise<ActResult> {
  const { deps, chosen, raw, turn } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  if (!loaded) return { reply: forLeadsOnly(raw) };
  const words = done?.refused ? typedWords(raw) : [];
  const view = await reviewOf(press, loaded, done);
  const views: View[] = [view];
  if (done && words.length > 0) {
    const title = 'Your words were not used';
    views.unshift({
      kind: 'refusal',
      view: { title, message: done.notice, typed: words, backToList: false },
    });
  }
  const { refs = [] } = done ?? {};
  if (refs.length === 0) return { reply: { kind: 'views', views } };
  if (turn.card) await deps.redraw?.(turn.card, views);
  return { reply: { kind: 'views', views }, changed: { part: chosen.of, cycle: chosen.cycle, refs } };
}

async function reviewOf(
  { deps, chosen, data, now }: LeadPress<ReviewData>,
  loaded: LoadedCycle,
  done: Done | undefined,
): Promise<View> {
  const said = done ? { notice: done.notice } : {};
  const { ref } = data;
  const one =
    ref === undefined || data.one === undefined
      ? undefined
      : reviewOneView(loaded, ref, {
          versions: await deps.store.cycles.updates(chosen.key, ref),
          now,
          ...said,
        });
  if (one) return { kind: 'review-one', view: one };
  const list = reviewView(loaded, now, { page: data.page, ...said });
  return { kind: 'review', view: list };
}

/** Changes what waits for sign-off, if its programme and its cycle have any. Undefined when there is no such cycle. */
export function signOff(
  { deps, chosen, author, turn }: LeadPress<ReviewData>,
  refs: readonly string[],
  decide: (request: LoadedCycle['requests'][number], loaded: LoadedCycle) => Decided,
): Promise<ActedOn | undefined> {
  const card = turn.card?.activityId;
  return changeRequests(
    deps,
    { cycle: chosen.key, refs, by: author, ...(card !== undefined && { card }) },
    (request, loaded) => {
      const why = whyNoSignOff(loaded.programme.value, loaded.cycle);
      return why === undefined ? decide(request, loaded) : { kind: 'refused', why };
    },
  );
}
