import type { Dismissed } from '../../programme/programme.ts';
import type { ActResult } from '../act-result.ts';
import { changeProgramme } from '../change-programme.ts';
import { strangersOf } from '../people/strangers.ts';
import { loadCycle } from '../rounds/load-cycle.ts';
import type { DismissData } from './handover-data.ts';
import type { LeadPress } from './lead-press.ts';
import { answerWithOverview } from './overview-reply.ts';

/**
 * `lead.dismiss`: somebody who wrote, and is in no register, is none of this programme's contacts either: its leads are not
 * shown them any more. Other programmes have their own say, and an import that brings them in counts all the same.
 */
export async function dismissStranger(press: LeadPress<DismissData>): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  const strangers = loaded ? await strangersOf(deps.store, loaded.programme.value, loaded.register) : [];
  const stranger = strangers.find(({ aadObjectId }) => aadObjectId === data.person);
  const one = stranger && { alias: stranger.alias, by: author, at: now };
  if (!stranger || !one || !(await dismissIn(press, one))) {
    return answerWithOverview(press, {
      notice: 'They are among the contacts already, or were dismissed. Nothing was changed.',
    });
  }
  await deps.store.cycles.addEvent(chosen.key, {
    id: `dismissed-${stranger.alias}`,
    at: now,
    kind: 'dismissed',
    by: author,
    contactId: stranger.alias,
    ...(turn.card && { card: turn.card.activityId }),
  });
  const { title } = chosen.of.programme.settings;
  return answerWithOverview(press, {
    notice: `${stranger.name} is not shown to the leads of ${title} any more.`,
  });
}

/** False where another lead was quicker. */
async function dismissIn({ deps, chosen }: LeadPress<DismissData>, one: Dismissed): Promise<boolean> {
  const { programmeId } = chosen.key;
  const written = await changeProgramme(deps.store.programmes, programmeId, (programme) => {
    const { dismissed = [] } = programme;
    if (dismissed.some(({ alias }) => alias === one.alias)) return undefined;
    return { ...programme, dismissed: [...dismissed, one] };
  });
  return written !== undefined;
}
