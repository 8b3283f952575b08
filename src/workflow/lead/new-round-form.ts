import { localDate } from '../../calendar/local-time.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { longDate } from '../../calendar/words.ts';
import type { ActFormView } from '../../cards/views/act-form.ts';
import type { FormButton } from '../../cards/views/parts.ts';
import { cyclesBeside } from '../../cycle/overlap.ts';
import type { Programme } from '../../programme/programme.ts';
import { boardName } from '../rounds/cycle-words.ts';
import { NewCycleData } from './cycle-data.ts';
import { datesForm, type Proposal, type ShownDates } from './dates-form.ts';

/** The form with which a round is added, as it is first shown. */
export function firstRoundForm(programme: Programme, now: Temporal.Instant): ActFormView {
  const data = NewCycleData.parse({ programme: programme.id });
  const shown: ShownDates = { kind: 'shown', values: { meeting: '' }, problems: [] };
  return newRoundForm(programme, data, { shown, now });
}

/** The same with the dates that a meeting comes to, or with what is wrong with them. */
export function newRoundForm(
  { id, settings, cycles }: Programme,
  { cycle, overrideReason }: NewCycleData,
  { shown, now, notice }: { shown: ShownDates; now: Temporal.Instant; notice?: string },
): ActFormView {
  const { proposal } = shown;
  const beside = proposal && cyclesBeside(proposal.dates, cycles).map((other) => other.id);
  const back: FormButton =
    cycle === undefined
      ? { title: 'Back', verb: 'chat.say', data: { text: `schedule ${id}` } }
      : { title: 'Back', verb: 'lead.schedule', data: { programme: id, cycle } };
  return datesForm(shown, {
    title: 'New round',
    paragraphs: proposal
      ? proposedWords(settings, proposal)
      : [
          `On which day does ${boardName(settings)} meet? All other dates are counted back from that; today is ${longDate(localDate(now, settings.calendar.timeZone))}.`,
        ],
    act: 'Add the round',
    verb: 'lead.newCycle',
    data: {
      programme: id,
      ...(cycle !== undefined && { cycle }),
      ...(beside && beside.length > 0 && { beside: beside.join(',') }),
    },
    back,
    overrideReason,
    ...(notice !== undefined && { notice }),
  });
}

function proposedWords(settings: Programme['settings'], { dates, warnings }: Proposal): string[] {
  return [
    `For ${boardName(settings)} on ${longDate(dates.meeting)}. Change any of the dates; clearance is on ${longDate(dates.clearance)}, and the final version is due on ${longDate(dates.final)}.`,
    ...warnings.map((warning) => `Please look at this: ${warning}`),
  ];
}
