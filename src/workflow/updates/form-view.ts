import { longDate } from '../../calendar/words.ts';
import type { DemandedInput, FormView } from '../../cards/views/form.ts';
import { cutAtWord } from '../../cards/cut.ts';
import { isWanted } from '../../cycle/outstanding.ts';
import { backWith, handBack } from '../../cycle/acts/hand-back.ts';
import { isRefused } from '../../cycle/acts/refused.ts';
import { withdraw } from '../../cycle/acts/withdraw.ts';
import { noChangeRule } from '../../cycle/no-change.ts';
import { wouldBeLate } from '../../cycle/would-be-late.ts';
import type { Update } from '../../cycle/answer.ts';
import type { Draft } from '../../cycle/draft.ts';
import { isTheirs, routesOf } from '../../cycle/routing.ts';
import { demandedInputs, inputsOf } from '../../cycle/submission.ts';
import { textInputs, type InputProblem } from '../../cycle/typed-text.ts';
import { statusById } from '../../programme/status-scheme.ts';
import { typedWords } from '../card-data.ts';
import { draftLine, audienceLine, sentLine, statusView } from '../rounds/cycle-words.ts';
import { draftMark } from './draft-mark.ts';
import type { FoundRequest } from './find-request.ts';
import { newestUpdate, versionOf } from '../../cycle/newest-update.ts';
import { returnedView } from './returned-view.ts';
import { answeringOf } from '../register/register-in-force.ts';

export interface FormContent {
  draft?: Draft | undefined;
  /** Typed in this turn. Without it the form starts from the draft, or from the answer that is there. */
  typed?: Readonly<Record<string, string>>;
  problems?: InputProblem[];
  demanded?: DemandedInput[];
  notice?: string;
}

/** The form for one request, with everything typed so far. */
export function formView(found: FoundRequest, content: FormContent = {}): FormView {
  const { loaded, request, scheme, readers } = found;
  const { settings } = loaded.programme.value;
  const { draft, problems = [] } = content;
  const newest = newestUpdate(request);
  const { returned } = request;
  const start = newest ?? returned?.answer;
  const values = content.typed ?? draft?.inputs ?? answerToStartFrom(found, start);
  const late = wouldBeLate(loaded.cycle.state, request);
  const rule = start ? undefined : noChangeRule(scheme, request, found.today);
  const notice = content.notice ?? ownAnswerNotice(found, newest) ?? finishedNotice(found, newest);
  const last = lastTime(found);
  const conflict = othersAnswer(found, newest);
  return {
    scope: { programme: loaded.key.programmeId, cycle: loaded.key.cycleId },
    ref: request.ref,
    version: versionOf(request),
    title: request.title,
    ...(request.aim === undefined ? {} : { aim: request.aim }),
    ...(request.due === undefined ? {} : { due: request.due.printed }),
    ...(last ? { last } : {}),
    ...boardAskedIn(request),
    statuses: scheme.statuses.map(({ id, label, definition, demands, finished }) => ({
      id,
      label,
      definition,
      demands,
      finished,
    })),
    values: { ...values },
    demanded: content.demanded ?? demandedInputs(scheme, values),
    problems,
    ...(conflict ? { conflict } : {}),
    audience: audienceLine(settings, loaded.cycle, late),
    canStartFromLast: start === undefined && Boolean(request.baseline.narrative?.trim()),
    ...(rule && rule.kind !== 'refused' ? { noChange: { needsWhy: rule.kind === 'needs-why' } } : {}),
    ...(draft
      ? { draft: draftLine(draft, settings.calendar.timeZone, readers), draftMark: draftMark(draft) }
      : {}),
    ...waysOut(found),
    ...(notice === undefined ? {} : { notice }),
    ...(returned && request.state === 'returned' && { returned: returnedView(found, returned) }),
    late,
  };
}

/** What else can be done: what was sent is taken back; what is asked for, but is not theirs to answer, goes to others. */
function waysOut({ loaded, request, readers, today, now }: FoundRequest): Pick<FormView, 'ways'> {
  const { cycle, register, programme } = loaded;
  const { notMine, ref } = request;
  if (!isRefused(withdraw(request, { contactIds: readers, cycle: cycle.state, at: now }))) {
    return { ways: [{ title: 'Withdraw', verb: 'update.withdraw' }] };
  }
  const route = routesOf(answeringOf(programme.value, register, cycle), [request]).get(ref);
  if (!isWanted(request, cycle) || !route || !isTheirs(route, readers, today)) return {};
  const passOn = { title: 'Pass on', verb: 'update.passOn' };
  if (notMine && readers.includes(notMine.contactId)) {
    return { ways: [passOn, { title: 'It is mine after all', verb: 'update.mine' }] };
  }
  const passedOn = handBack(cycle.handovers ?? [], ref, readers);
  return {
    ways: [
      passOn,
      isRefused(passedOn)
        ? { title: 'Not mine', verb: 'update.notMine' }
        : {
            title: cutAtWord(`Hand back to ${backWith(passedOn, register.contacts).name}`, 40),
            verb: 'update.handBack',
          },
    ],
  };
}

/** `At its meeting on Thursday 19 November 2026 the board asked: …` */
function boardAskedIn({ baseline }: FoundRequest['request']): Pick<FormView, 'boardAsked'> {
  if (!baseline.boardAsked) return {};
  const { meeting, text } = baseline.boardAsked;
  return { boardAsked: `At its meeting on ${longDate(meeting)} the board asked:\n\n${text}` };
}

/** `Last time (March 2026)`, with the status and the text. */
export function lastTime({ request, scheme }: FoundRequest): FormView['last'] {
  const { status, narrative, asOf } = request.baseline;
  const view = statusView(scheme, status);
  if (!view && !narrative) return undefined;
  return {
    heading: `Last time${asOf === undefined ? '' : ` (${asOf})`}`,
    ...(view ? { status: view } : {}),
    ...(narrative ? { narrative } : {}),
  };
}

/** The answer that is there. A colleague's note to the lead stays between the two of them. */
function answerToStartFrom({ readers }: FoundRequest, newest: Update | undefined): Record<string, string> {
  if (!newest) return {};
  const { noteToLead, ...rest } = inputsOf(newest);
  return noteToLead === undefined || !readers.includes(newest.by.contactId) ? rest : { ...rest, noteToLead };
}

/** What somebody else answered, so that nobody replaces it unseen. */
function othersAnswer(found: FoundRequest, newest: Update | undefined): FormView['conflict'] {
  if (!newest || found.readers.includes(newest.by.contactId)) return undefined;
  const status = statusView(found.scheme, newest.status);
  return {
    line: sent(found, newest),
    ...(status ? { status } : {}),
    narrative: wordsOf(newest),
  };
}

/** All that an answer says, but for the note to the lead. */
function wordsOf({ noteToLead: _note, ...answer }: Update): string {
  return typedWords(inputsOf(answer))
    .map(({ label, text }) => (label === textInputs.narrative ? text : `${label}: ${text}`))
    .join('\n');
}

function ownAnswerNotice(found: FoundRequest, newest: Update | undefined): string | undefined {
  if (!newest || !found.readers.includes(newest.by.contactId)) return undefined;
  return `${sent(found, newest)}. What you submit now replaces it.`;
}

function finishedNotice({ request, scheme }: FoundRequest, newest: Update | undefined): string | undefined {
  const status = statusById(scheme, request.baseline.status);
  if (newest || request.asked || !status) return undefined;
  return `This is ${status.label.toLowerCase()}, so nothing is asked of you. Choosing another status opens it again.`;
}

function sent({ loaded, scheme, readers }: FoundRequest, update: Update): string {
  return sentLine(update, scheme, loaded.programme.value.settings.calendar.timeZone, readers);
}
