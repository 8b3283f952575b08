import type { QuietLine } from '../../cards/views/overview.ts';
import type { View } from '../../cards/views/view.ts';
import type { ActResult, Changed } from '../act-result.ts';
import { overdueView } from '../overdue/overdue.ts';
import { overdueState } from '../overdue/overdue-state.ts';
import { ownerPage } from '../overdue/owner-page.ts';
import type { OverviewData } from './act-data.ts';
import { forLeadsOnly } from './lead-act.ts';
import type { LeadPress } from './lead-press.ts';
import { othersActs } from './others-acts.ts';

/** What came of a lead's act, in words for them, and the requests that are otherwise now. */
export interface Done {
  notice: string;
  refs?: readonly string[];
  formerly?: Changed['formerly'];
  /** How it can be undone. */
  undo?: QuietLine;
}

/**
 * The overview as it stands now, or the owner's page on which the button stood, with what came of it and what other
 * leads have done since that was drawn. Where something was done, the message changes for every device and reader.
 */
export async function answerWithOverview(press: LeadPress<OverviewData>, done?: Done): Promise<ActResult> {
  const { deps, chosen, raw, turn } = press;
  const views = await overviewOf(press, done);
  if (!views) return { reply: forLeadsOnly(raw) };
  const { refs = [], formerly } = done ?? {};
  if (refs.length === 0) return { reply: { kind: 'views', views } };
  if (turn.card) await deps.redraw?.(turn.card, views);
  return {
    reply: { kind: 'views', views },
    changed: { part: chosen.of, cycle: chosen.cycle, refs, ...(formerly && { formerly }) },
  };
}

async function overviewOf(
  press: LeadPress<OverviewData>,
  done: Done | undefined,
): Promise<View[] | undefined> {
  const { deps, chosen, data, now } = press;
  const [state, others] = await Promise.all([
    overdueState(deps.store, chosen.key, now),
    done === undefined ? [] : othersActs(press),
  ]);
  if (!state) return undefined;
  const notice = [done?.notice, ...others].filter((line) => line !== undefined).join('\n');
  const wish = notice === '' ? {} : { notice };
  const undo = done?.undo && { undo: done.undo };
  const own = data.owner === undefined ? undefined : ownerPage(state, data.owner, { ...data, ...wish });
  if (own) return [{ kind: 'owner-page', view: own }];
  return [{ kind: 'overdue', view: overdueView(state, { page: data.page, ...wish, ...undo }) }];
}
