import type { QuietLine } from '../../cards/views/overview.ts';
import type { EventKind } from '../../cycle/event.ts';
import type { Dismissed } from '../../programme/programme.ts';
import type { ActResult } from '../act-result.ts';
import { addressOf, isDismissed, strangersOf } from '../people/strangers.ts';
import { loadCycle } from '../rounds/load-cycle.ts';
import { actOnChosen } from './act-on-chosen.ts';
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
  const person = (await deps.store.people.byId(chosen.key.tenantId, data.person))?.value;
  const alias = person && addressOf(person)?.alias;
  if (!person || alias === undefined || !(await showAgain(press, alias))) {
    return answerWithOverview(press, { notice: 'They are not dismissed any more. Nothing was changed.' });
  }
  const { title } = chosen.of.programme.settings;
  return answerWithOverview(press, { notice: `${person.name} is shown to the leads of ${title} again.` });
}

/** False where another lead was quicker. */
async function dismissIn(press: LeadPress<DismissData>, one: Dismissed): Promise<boolean> {
  const written = await actOnChosen(press, eventAbout(one.alias, 'dismissed'), (programme) => {
    const { dismissed = [] } = programme;
    if (dismissed.some(({ alias }) => alias === one.alias)) return undefined;
    return { ...programme, dismissed: [...dismissed, one] };
  });
  return written !== undefined;
}

/** False where they are not dismissed. */
async function showAgain(press: LeadPress<DismissData>, alias: string): Promise<boolean> {
  const written = await actOnChosen(press, eventAbout(alias, 'shown-again'), (programme) => {
    const { dismissed = [] } = programme;
    const others = dismissed.filter((one) => one.alias !== alias);
    return others.length === dismissed.length ? undefined : { ...programme, dismissed: others };
  });
  return written !== undefined;
}

function eventAbout(alias: string, kind: EventKind) {
  return { id: `${kind}-${alias}`, kind, contactId: alias };
}
