import type { ActResult } from '../act-result.ts';
import type { ListData } from '../card-data.ts';
import type { DeskDeps } from '../desk-deps.ts';
import { keepWords } from './keep-words.ts';
import { listOf, listUpdates } from './list-updates.ts';
import type { OwnerPress } from '../owner/owner-act.ts';

/** `updates.list`, also as Back on a form: what was typed there is kept. */
export async function leaveForm(
  deps: Pick<DeskDeps, 'store' | 'clock'>,
  list: ListData,
  press: OwnerPress,
): Promise<ActResult> {
  const { actor, data: raw } = press;
  const kept = await keepWords(deps, press);
  if (kept.kind === 'not-saved') return { reply: kept.reply };
  if (kept.kind === 'nothing-new') return { reply: await listUpdates(deps, actor, list, raw) };
  const { part, request, loaded } = kept.found;
  const notice = `What you typed on ${request.ref} is saved as a draft. It has not been sent yet.`;
  const back = await listOf(deps, actor, loaded.key, { notice });
  if (!back) throw new Error(`The cycle ${loaded.key.cycleId} went away while a draft was saved.`);
  return {
    reply: { kind: 'views', views: [{ kind: 'list', view: back.view }] },
    changed: { part, cycle: loaded.cycle, refs: [request.ref] },
  };
}
