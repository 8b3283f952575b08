import { dayAndMonth, longDate } from '../../calendar/words.ts';
import { firstOf } from '../../cards/cut.ts';
import { dateNames, dateWords } from '../../cycle/date-names.ts';
import type { CycleDates, CycleMove } from '../../cycle/cycle.ts';
import { notReschedulable, sameDates } from '../../cycle/reschedule.ts';
import { isOutstanding } from '../../cycle/outstanding.ts';
import type { ActResult } from '../act-result.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { listedRefs } from '../overdue/listed-refs.ts';
import {
  finishRescheduling,
  proposedDates,
  rescheduleCycle,
  type OwnRescheduling,
} from '../rounds/reschedule-cycle.ts';
import { wouldBeToldOfMove, type Told } from '../messages/told-of-move.ts';
import { isEmailOnly } from '../people/email-only.ts';
import type { MoveData } from './cycle-data.ts';
import { datesForm, readDates, shownAs, shownFor, type Proposal, type ShownDates } from './dates-form.ts';
import type { LeadPress } from './lead-press.ts';
import { forLeadsOnly } from './lead-act.ts';
import { whenWords, whoWasFirst } from './others-acts.ts';
import { answerWithSchedule } from './schedule-reply.ts';

const namesShown = 20;

type MoveVerb = 'lead.move' | 'lead.resume';

/** `lead.move`: another meeting in, all dates out; shows old and new and who will be told, and does it once that is agreed to. */
export async function moveRound(press: LeadPress<MoveData>): Promise<ActResult> {
  return reschedule(press, 'lead.move');
}

/** `lead.resume`: goes on with a paused round, on its dates or on others. */
export async function resumeRound(press: LeadPress<MoveData>): Promise<ActResult> {
  return reschedule(press, 'lead.resume');
}

/** Where a fault came when it was told to go on, the rest is done. */
async function goesOnAlready(press: LeadPress<MoveData>): Promise<ActResult> {
  const { deps, chosen, author, turn } = press;
  const outcome = await finishRescheduling(deps, {
    cycle: chosen.key,
    by: author,
    ...(turn.card && { card: turn.card.activityId }),
  });
  const isDone = outcome.kind === 'already';
  return answerWithSchedule(press, {
    notice: isDone
      ? `The round is not paused: it goes on already.${await whoWasFirst(press, 'resumed')}`
      : wordsFor(outcome, press),
    ...(outcome.kind === 'rescheduled' && { changed: outcome.cycle }),
  });
}

async function reschedule(press: LeadPress<MoveData>, verb: MoveVerb): Promise<ActResult> {
  const { deps, chosen, author, turn, data, raw, now } = press;
  const why = notReschedulable(chosen.cycle);
  if (why !== undefined) return answerWithSchedule(press, { notice: why });
  const loaded = await loadCycle(deps.store, chosen.key);
  if (!loaded) return { reply: forLeadsOnly(raw) };
  const { state, dates: current, paused } = loaded.cycle;
  const isOpen = state === 'open';
  if (verb === 'lead.resume' && isOpen && !paused) return goesOnAlready(press);
  // A paused round goes on with other dates: that is agreed to on the form which says so.
  const shows = paused ? 'lead.resume' : verb;
  const read = readDates(typedOrCurrent(data, current, shows), {
    propose: (wanted) => proposedDates(loaded.programme.value, loaded.cycle, wanted, now),
    current,
    isOpen,
  });
  // Whoever wants the dates that another lead has just set is told of that.
  const isWantedNow = read.kind === 'agreed' && sameDates(read.proposal.dates, current);
  const isStale = data.was !== undefined && data.was !== shownAs(current) && !isWantedNow;
  const unseen = [
    ...(isStale ? [await movedWords(press)] : []),
    ...(shows === verb ? [] : [await pausedWords(press)]),
  ];
  if (read.kind === 'shown' || unseen.length > 0) {
    const shown = read.kind === 'shown' ? read : shownFor(read.proposal, isOpen);
    return showForm(press, { verb: shows, loaded, shown, unseen });
  }
  const outcome = await rescheduleCycle(deps, {
    cycle: chosen.key,
    wanted: read.wanted,
    by: author,
    inPlaceOf: loaded.cycle,
    ...(turn.card && { card: turn.card.activityId }),
  });
  // What another lead did in that very moment is shown like what they did before.
  if (outcome.kind === 'overtaken') return reschedule(press, verb);
  const changed =
    outcome.kind === 'rescheduled' && outcome.cycle.state === 'open' ? outcome.cycle : undefined;
  return answerWithSchedule(press, { notice: wordsFor(outcome, press), ...(changed && { changed }) });
}

async function movedWords(press: LeadPress<MoveData>): Promise<string> {
  const who =
    (await whoWasFirst(press, 'moved', ['resumed'])) || (await whoWasFirst(press, 'resumed', ['moved']));
  return `The dates have been changed meanwhile.${who} These are the ones of now: please look again.`;
}

async function pausedWords(press: LeadPress<MoveData>): Promise<string> {
  const who = await whoWasFirst(press, 'paused', ['resumed']);
  return `The round has been paused meanwhile.${who} Nothing was changed: press again only if it is to go on.`;
}

/** What a round has already is where its form begins. */
function typedOrCurrent(data: MoveData, current: CycleDates, verb: MoveVerb): MoveData {
  if (data.filled) return data;
  // To go on is most often meant as it was; a move begins with the day of the meeting.
  return verb === 'lead.resume' ? { ...data, meeting: current.meeting.toString() } : { ...data, meeting: '' };
}

function showForm(
  { data, author, now }: LeadPress<MoveData>,
  about: {
    verb: MoveVerb;
    loaded: LoadedCycle;
    shown: ShownDates;
    /** What other leads have done that the form did not show. */
    unseen: readonly string[];
  },
): ActResult {
  const { verb, loaded, shown, unseen } = about;
  const { cycle } = loaded;
  const scope = { programme: data.programme, cycle: data.cycle };
  const view = datesForm(shown, {
    title: titleOf(verb, loaded),
    paragraphs: shown.proposal
      ? [
          ...changes(cycle.dates, shown.proposal),
          ...whoIsTold(loaded, shown.proposal, { at: now, meeting: cycle.dates.meeting, by: author }),
        ]
      : [`The meeting is on ${longDate(cycle.dates.meeting)}. On which day will it be?`],
    act: verb === 'lead.resume' ? 'Go on with these dates' : 'Change to these dates',
    verb,
    data: { ...scope, was: shownAs(cycle.dates) },
    back: { title: 'Back', verb: 'lead.schedule', data: scope },
    overrideReason: data.overrideReason,
    ...(unseen.length > 0 && { notice: unseen.join('\n') }),
  });
  return { reply: { kind: 'views', views: [{ kind: 'act-form', view }] } };
}

function titleOf(verb: MoveVerb, { cycle }: LoadedCycle): string {
  if (verb === 'lead.resume') return 'Go on with the round';
  return cycle.state === 'scheduled' ? 'Change the dates of the round' : 'Move the meeting';
}

/** Each date, before and after; and what is to be looked at twice. */
function changes(before: CycleDates, { dates, warnings }: Proposal): string[] {
  const lines = dateNames.map((name) => {
    const words = dateWords(name).replace(/^the /, '');
    const title = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
    return before[name].equals(dates[name])
      ? `${title}: ${longDate(dates[name])}, as before`
      : `${title}: ${longDate(dates[name])} (it was ${dayAndMonth(before[name])})`;
  });
  return [lines.join('\n'), ...warnings.map((warning) => `Please look at this: ${warning}`)];
}

function whoIsTold(loaded: LoadedCycle, { dates }: Proposal, move: CycleMove): string[] {
  if (loaded.cycle.state !== 'open') return ['It has not opened, so nobody is told.'];
  const { told, untold } = namesOf(wouldBeToldOfMove(loaded, move));
  const answered = loaded.requests.filter((request) => request.asked && !isOutstanding(request)).length;
  const { shown, more } = firstOf(told, namesShown);
  const what = sameDates(dates, loaded.cycle.dates) ? 'that it goes on' : 'with the new dates';
  const who =
    told.length === 0
      ? `${untold.length === 0 ? 'Nobody has anything outstanding, so nobody' : 'Nobody'} is told.`
      : `${told.length === 1 ? '1 person gets' : `${told.length} people get`} one message ${what}: ${[shown.join(', '), ...more].join(' ')}.`;
  const others = answered === 0 ? '' : ' Whoever has answered everything gets none.';
  return [`${who}${others} Answers and drafts are kept.`, ...toTellYourself(untold)];
}

/** Who hears of it, and who does not, since no card reaches them. */
function namesOf(those: readonly Told[]): { told: string[]; untold: string[] } {
  const names = (all: readonly Told[]) => all.map(({ contact }) => contact.name);
  return {
    told: names(those.filter(({ contact }) => !isEmailOnly(contact))),
    untold: names(those.filter(({ contact }) => isEmailOnly(contact))),
  };
}

function toTellYourself(untold: readonly string[]): string[] {
  if (untold.length === 0) return [];
  const { shown, more } = firstOf(untold, namesShown);
  return [`By e-mail only, so please tell them yourself: ${[shown.join(', '), ...more].join(' ')}.`];
}

function wordsFor(outcome: OwnRescheduling, { now, chosen }: LeadPress<MoveData>): string {
  switch (outcome.kind) {
    case 'rescheduled': {
      const { cycle, dropped, resumed } = outcome;
      const { told, untold } = namesOf(outcome.told);
      const first = resumed ? 'The round goes on.' : 'The dates are changed.';
      if (cycle.state !== 'open') return `${first} Nobody is told, as it has not opened.`;
      const names = told.length === 1 ? '1 person is told' : `${told.length} people are told`;
      const without =
        dropped.length === 0
          ? ''
          : ` The longer time for ${listedRefs(dropped)} is dropped: it would have given none any more.`;
      return [`${first} ${names}, within the hours of sending.${without}`, ...toTellYourself(untold)].join(
        ' ',
      );
    }
    case 'already': {
      const { move } = outcome;
      if (!move?.by) return 'These are its dates already. Nothing was changed.';
      const when = whenWords(move, now, chosen.of.programme.settings.calendar.timeZone);
      return `${move.by.name} gave it these dates ${when}. Nothing was changed.`;
    }
    case 'refused':
      return outcome.problems.join('\n');
    case 'unknown-cycle':
      return 'This round is not there any more. Nothing was changed.';
  }
}
