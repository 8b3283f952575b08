import type { QuietLine } from '../../cards/views/overview.ts';
import type { EventKind } from '../../cycle/event.ts';
import type { Dismissed } from '../../programme/programme.ts';
import type { ActResult } from '../act-result.ts';
import { changeProgramme } from '../change-programme.ts';
import { addressOf, isDismissed, strangersOf } from '../people/strangers.ts';
import { loadCycle } from '../rounds/load-cycle.ts';
import type { DismissData } from './handover-data.ts';
import type { LeadPress } from './lead-press.ts';
import { answerWithOverview } from './overview-reply.ts';

/**
 * `lead.dismiss`: somebody who wrote, and is in no register, is none of this programme's contacts either: its leads are not
 * shown them any more. Other programmes have their own say, and an import that brings them in counts all the same.
 */
export async function dismissStranger(press: LeadPress<DismissData>): Promise<ActResult> {
  const { deps, chosen, author, data, now } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  const strangers = loaded ? await strangersOf(deps.store, loaded.programme.value, loaded.register) : [];
  const stranger = strangers.find(({ aadObjectId }) => aadObjectId === data.person);
  const one = stranger && { alias: stranger.alias, by: author, at: now };
  if (!stranger || !one || !(await dismissIn(press, one))) {
    return answerWithOverview(press, {
      notice: 'They are among the contacts already, or were dismissed. Nothing was changed.',
      ...(await undoOf(press)),
    });
  }
  await note(press, 'dismissed', stranger.alias);
  const { title } = chosen.of.programme.settings;
  return answerWithOverview(press, {
    notice: `${stranger.name} is not shown to the leads of ${title} any more.`,
    ...(await undoOf(press)),
  });
}

/** Right beside Join, it is soon pressed by mistake. Nothing where they are not dismissed, whoever was quicker. */
async function undoOf({ deps, chosen, data, now }: LeadPress<DismissData>): Promise<{ undo?: QuietLine }> {
  const { tenantId, programmeId, cycleId } = chosen.key;
  const [person, programme] = await Promise.all([
    deps.store.people.byId(tenantId, data.person),
    deps.store.programmes.find(programmeId),
  ]);
  const address = person && addressOf(person.value);
  if (!address || !programme || !isDismissed(programme.value, address.alias)) return {};
  const ids = { programme: programmeId, cycle: cycleId, person: data.person, seen: now.toString() };
  const button = { title: 'Undo', verb: 'lead.showAgain', data: ids };
  return { undo: { text: `Not ours: ${person.value.name} (${address.email}).`, button } };
}

/** `lead.showAgain`: whom a lead has dismissed is shown to the leads again, as if that had not been done. */
export async function showStrangerAgain(press: LeadPress<DismissData>): Promise<ActResult> {
  const { deps, chosen, data } = press;
  const { tenantId, programmeId } = chosen.key;
  const person = (await deps.store.people.byId(tenantId, data.person))?.value;
  const alias = person && addressOf(person)?.alias;
  const written = await changeProgramme(deps.store.programmes, programmeId, (programme) => {
    const { dismissed = [] } = programme;
    const others = dismissed.filter((one) => one.alias !== alias);
    return others.length === dismissed.length ? undefined : { ...programme, dismissed: others };
  });
  if (!written || !person || alias === undefined) {
    return answerWithOverview(press, { notice: 'They are not dismissed any more. Nothing was changed.' });
  }
  await note(press, 'shown-again', alias);
  const { title } = chosen.of.programme.settings;
  return answerWithOverview(press, { notice: `${person.name} is shown to the leads of ${title} again.` });
}

async function note(
  { deps, chosen, author, turn, now }: LeadPress<DismissData>,
  kind: EventKind,
  alias: string,
): Promise<void> {
  await deps.store.cycles.addEvent(chosen.key, {
    id: `${kind}-${alias}`,
    at: now,
    kind,
    by: author,
    contactId: alias,
    ...(turn.card && { card: turn.card.activityId }),
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
