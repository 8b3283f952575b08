import { longDate } from '../../calendar/words.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import type { Programme } from '../../programme/programme.ts';
import type { ActResult } from '../act-result.ts';
import { showActForm } from '../replies.ts';
import { addCycle } from '../rounds/add-cycle.ts';
import { findCycle } from '../rounds/choose-cycle.ts';
import type { NewCycleData } from './cycle-data.ts';
import { readDates, shownFor, type AgreedDates } from './dates-form.ts';
import { proposedRound } from '../rounds/proposed-round.ts';
import { newRoundForm } from './new-round-form.ts';
import { whenWords } from './others-acts.ts';
import type { ProgrammePress } from './programme-press.ts';
import { answerWithSchedule } from './schedule-reply.ts';

/**
 * `lead.newCycle`: the meeting in, all dates out with what is to be looked at twice, any of them changed; then the round.
 * Where somebody has added one for that time since the dates were shown, it asks first.
 */
export async function newRound(press: ProgrammePress<NewCycleData>): Promise<ActResult> {
  const { of, data, now } = press;
  const read = readDates(data, {
    propose: (wanted) => proposedRound(of.programme, wanted, now),
    isOpen: false,
  });
  if (read.kind === 'agreed') return add(press, read);
  return { reply: showActForm(newRoundForm(of.programme, data, { shown: read, now })) };
}

async function add(press: ProgrammePress<NewCycleData>, agreed: AgreedDates): Promise<ActResult> {
  const { deps, of, author, data, turn } = press;
  const { meeting, given, override } = agreed.wanted;
  const added = await addCycle(deps.store, deps.clock, {
    programmeId: of.programme.id,
    meeting,
    given,
    seen: data.beside,
    by: author,
    ...(turn.card && { card: turn.card.activityId }),
    ...(override !== undefined && { override }),
  });
  const programme = (await deps.store.programmes.find(of.programme.id))?.value ?? of.programme;
  if (added.kind === 'refused') {
    const notice = added.unseen ? await askFirst(press, added.unseen) : added.problems.join('\n');
    return showAgain(press, programme, agreed, notice);
  }
  const { id, dates } = added.cycle;
  const chosen = findCycle({ ...of, programme }, id);
  if (!chosen) throw new Error(`The cycle ${id} was added and is not there.`);
  return answerWithSchedule(
    { ...press, chosen },
    {
      notice: `The round ${id} is added. It opens on ${longDate(dates.opens)}; before that, see whether all is ready.`,
    },
  );
}

/** The dates as they were agreed to, with what came between and what is to be looked at twice now. */
function showAgain(
  { data, now }: ProgrammePress<NewCycleData>,
  programme: Programme,
  { wanted, proposal }: AgreedDates,
  notice: string,
): ActResult {
  const anew = proposedRound(programme, wanted, now);
  const shown = shownFor(anew.kind === 'dates' ? anew : proposal, false);
  return { reply: showActForm(newRoundForm(programme, data, { shown, now, notice })) };
}

/** `Tom Reed added the round 2027-03 at 10:15 am, for the meeting on …`, of each; and whether there is to be another. */
async function askFirst(press: ProgrammePress<NewCycleData>, unseen: readonly Cycle[]): Promise<string> {
  const lines = await Promise.all(unseen.map((cycle) => addedWords(press, cycle)));
  return [...lines, 'Nothing was added: press again only if there is to be another round.'].join('\n');
}

async function addedWords(
  { deps, of, actor, now }: ProgrammePress<NewCycleData>,
  { id, dates }: Cycle,
): Promise<string> {
  const { tenantId, id: programmeId, settings } = of.programme;
  const events = await deps.store.cycles.events({ tenantId, programmeId, cycleId: id });
  const event = events.find(({ kind }) => kind === 'cycle-added');
  const meeting = `for the meeting on ${longDate(dates.meeting)}`;
  if (!event?.by) return `There is the round ${id} now, ${meeting}.`;
  const who = actor.contactIds.includes(event.by.contactId) ? 'You' : event.by.name;
  return `${who} added the round ${id} ${whenWords(event, now, settings.calendar.timeZone)}, ${meeting}.`;
}
