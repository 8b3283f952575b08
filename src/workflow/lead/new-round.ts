import { localDate } from '../../calendar/local-time.ts';
import { longDate } from '../../calendar/words.ts';
import { workingCalendar } from '../../calendar/working-days.ts';
import type { ActFormView } from '../../cards/views/act-form.ts';
import type { FormButton } from '../../cards/views/parts.ts';
import { cycleIdFor } from '../../cycle/cycle-id.ts';
import { datesFor, type DatesOutcome } from '../../cycle/dates.ts';
import type { NewDates } from '../../cycle/reschedule.ts';
import type { Programme } from '../../programme/programme.ts';
import type { ActResult } from '../act-result.ts';
import { addCycle } from '../rounds/add-cycle.ts';
import { findCycle } from '../rounds/choose-cycle.ts';
import { boardName } from '../rounds/cycle-words.ts';
import { NewCycleData } from './cycle-data.ts';
import { datesForm, readDates, type ReadDates } from './dates-form.ts';
import type { LeadDeskDeps } from './lead-act.ts';
import type { ProgrammePress } from './programme-press.ts';
import { answerWithSchedule } from './schedule-reply.ts';

/** `lead.newCycle`: the meeting in, all dates out with what is to be looked at twice, any of them changed; then the round. */
export async function newRound(press: ProgrammePress<NewCycleData>): Promise<ActResult> {
  const { deps, of, author, data, turn, now } = press;
  const { programme } = of;
  const read = readDates(data, {
    propose: (wanted) => proposed(programme, wanted, now),
    isOpen: false,
  });
  if (read.kind === 'shown') return showForm(press, read);
  const { meeting, given, override } = read.wanted;
  const cycleId = cycleIdFor(
    meeting,
    programme.cycles.map(({ id }) => id),
  );
  const added = await addCycle(deps.store, deps.clock, {
    programmeId: programme.id,
    cycleId,
    meeting,
    given,
    ...(override !== undefined && { override }),
  });
  if (added.kind === 'refused') {
    const problems = added.problems.map((message) => ({ message }));
    return showForm(press, { kind: 'shown', values: { meeting: meeting.toString() }, problems });
  }
  const current = await deps.store.programmes.find(programme.id);
  const chosen = current && findCycle({ ...of, programme: current.value }, cycleId);
  if (!chosen) throw new Error(`The cycle ${cycleId} was added and is not there.`);
  await deps.store.cycles.addEvent(chosen.key, {
    id: 'cycle-added',
    at: now,
    kind: 'cycle-added',
    by: author,
    ...(turn.card && { card: turn.card.activityId }),
  });
  const opens = longDate(added.cycle.dates.opens);
  return answerWithSchedule(
    { ...press, chosen },
    { notice: `The round ${cycleId} is added. It opens on ${opens}; before that, see whether all is ready.` },
  );
}

/** The form with which a round is added, as it is first shown. */
export function newRoundForm(programme: Programme, deps: Pick<LeadDeskDeps, 'clock'>): ActFormView {
  const data = NewCycleData.parse({ programme: programme.id });
  return formOf(programme, data, { kind: 'shown', values: { meeting: '' }, problems: [] }, deps.clock.now());
}

function showForm(
  { of, data, now }: ProgrammePress<NewCycleData>,
  shown: Extract<ReadDates, { kind: 'shown' }>,
): ActResult {
  const view = formOf(of.programme, data, shown, now);
  return { reply: { kind: 'views', views: [{ kind: 'act-form', view }] } };
}

function formOf(
  { id, settings }: Programme,
  data: NewCycleData,
  shown: Extract<ReadDates, { kind: 'shown' }>,
  now: ProgrammePress<unknown>['now'],
): ActFormView {
  const { cycle } = data;
  const scope = { programme: id, ...(cycle !== undefined && { cycle }) };
  const back: FormButton =
    cycle === undefined
      ? { title: 'Back', verb: 'chat.say', data: { text: `schedule ${id}` } }
      : { title: 'Back', verb: 'lead.schedule', data: { programme: id, cycle } };
  const { proposal } = shown;
  return datesForm(shown, {
    title: 'New round',
    paragraphs: proposal
      ? [
          `For ${boardName(settings)} on ${longDate(proposal.dates.meeting)}. Change any of the dates; clearance is on ${longDate(proposal.dates.clearance)}, and the final version is due on ${longDate(proposal.dates.final)}.`,
          ...proposal.warnings.map((warning) => `Please look at this: ${warning}`),
        ]
      : [
          `On which day does ${boardName(settings)} meet? All other dates are counted back from that; today is ${longDate(localDate(now, settings.calendar.timeZone))}.`,
        ],
    act: 'Add the round',
    verb: 'lead.newCycle',
    data: scope,
    back,
    overrideReason: data.overrideReason,
  });
}

function proposed(
  { settings, cycles }: Programme,
  { meeting, given, override }: NewDates,
  now: ProgrammePress<unknown>['now'],
): DatesOutcome {
  const calendar = workingCalendar(settings.calendar);
  return datesFor({
    meeting,
    given,
    settings,
    calendar,
    others: cycles.filter(({ state }) => state !== 'cancelled'),
    today: localDate(now, calendar.timeZone),
    override,
  });
}
