import { record, whyNotRecord } from '../../cycle/acts/record.ts';
import { isRefused } from '../../cycle/acts/refused.ts';
import { checkSubmission, saysTheSame } from '../../cycle/submission.ts';
import type { Answer, Update } from '../../cycle/answer.ts';
import type { Author } from '../../cycle/author.ts';
import { isOutstanding } from '../../cycle/outstanding.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { textLimit, tidy, type InputProblem } from '../../cycle/typed-text.ts';
import { wouldBeLate } from '../../cycle/would-be-late.ts';
import type { ActResult } from '../act-result.ts';
import { RequestData } from '../card-data.ts';
import { colonStatus } from '../rounds/cycle-words.ts';
import type { FoundRequest } from '../updates/find-request.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { newestUpdate, versionOf } from '../../cycle/newest-update.ts';
import { stateForAnswer } from '../updates/state-for-answer.ts';
import { refuse } from '../refusals.ts';
import type { RecordData } from './act-data.ts';
import { changeRequests, type Decided } from './change-requests.ts';
import { chosenRequests } from './chosen-requests.ts';
import { malformed } from './lead-act.ts';
import type { LeadPress } from './lead-press.ts';
import { chooseFirst, notDone } from './lead-words.ts';
import { answerWithOverview } from './overview-reply.ts';
import { forWhom, foundFor, showChoice, showForm } from './record-form.ts';

/**
 * `lead.record`: an answer that reached the lead in another way. They choose the request, and give on the owner's own form
 * what the owner said and how it came. It is stored as theirs, and the owner is asked no more.
 */
export async function recordOnBehalf(press: LeadPress<RecordData>): Promise<ActResult> {
  const { deps, chosen, data, raw } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  if (!loaded) return answerWithOverview(press, { notice: chooseFirst });
  const outstanding = chosenRequests(loaded, data).filter(isOutstanding);
  const ref = data.ref ?? (outstanding.length === 1 ? outstanding[0]?.ref : undefined);
  if (ref === undefined) {
    return outstanding.length === 0
      ? answerWithOverview(press, { notice: chooseFirst })
      : showChoice(press, outstanding);
  }
  const found = foundFor(press, loaded, ref);
  if (!found) return answerWithOverview(press, { notice: `${ref} is not in this round any more.` });
  const refused = whyNot(found.request, loaded);
  if (refused !== undefined) return notRecorded(press, ref, refused);
  if (!data.filled) return showForm(press, found, {});

  const form = RequestData.safeParse({ ...asObject(raw), ref });
  if (!form.success) return { reply: malformed };
  const { inputs, version } = form.data;
  const checked = checkSubmission(found.scheme, inputs, found.today);
  const problems = [
    ...sourceProblems(data.source),
    ...(checked.kind === 'incomplete' ? checked.problems : []),
  ];
  const demanded = checked.kind === 'incomplete' ? { demanded: checked.demanded } : {};
  if (problems.length > 0 || checked.kind === 'incomplete') {
    return showForm(press, found, { typed: inputs, problems, ...demanded });
  }
  return store(press, found, { answer: checked.answer, drawnFrom: version, typed: inputs });
}

function whyNot(request: UpdateRequest, { cycle }: LoadedCycle): string | undefined {
  const isRunning = cycle.state !== 'cancelled' && cycle.state !== 'scheduled';
  return isRunning ? whyNotRecord(request)?.refused : 'this round is not running';
}

function sourceProblems(source: string): InputProblem[] {
  const typed = tidy(source);
  if (typed === '') {
    return [{ input: 'source', message: 'Please say how it reached you, such as “by phone”.' }];
  }
  return typed.length > textLimit
    ? [{ input: 'source', message: `Please shorten this to ${textLimit} characters.` }]
    : [];
}

interface Recording {
  answer: Answer;
  /** The version that the form was drawn from. */
  drawnFrom: number;
  typed: Record<string, string>;
}

/** The owner's draft is theirs, and stays where it is. What somebody sent meanwhile is shown first. */
async function store(
  press: LeadPress<RecordData>,
  found: FoundRequest,
  { answer, drawnFrom, typed }: Recording,
): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  const { ref } = found.request;
  const source = tidy(data.source);
  const decide = async (request: UpdateRequest, current: LoadedCycle): Promise<Decided> => {
    const newest = newestUpdate(request);
    const refused = whyNot(request, current);
    if (refused !== undefined) return { kind: 'refused', why: refused };
    if (newest?.source === source && isBy(newest, author) && saysTheSame(newest, answer)) {
      return { kind: 'refused', why: already };
    }
    if (newest && drawnFrom < versionOf(request)) return { kind: 'refused', why: overtaken };
    const contactId = current.routes.get(ref)?.messaged;
    const update: Update = {
      ...answer,
      ref,
      version: versionOf(request) + 1,
      kind: 'answer',
      by: author,
      at: now,
      late: wouldBeLate(await stateForAnswer(deps.store.cycles, current, request), request),
      source,
      ...(contactId !== undefined && { recordedFor: contactId }),
    };
    const next = record(request, update);
    if (isRefused(next)) return { kind: 'refused', why: next.refused };
    return {
      kind: 'changed',
      request: next,
      update,
      event: {
        kind: 'recorded',
        detail: `version ${update.version}`,
        ...(contactId !== undefined && { contactId }),
      },
    };
  };
  const card = turn.card && { card: turn.card.activityId };
  const acted = await changeRequests(deps, { cycle: chosen.key, refs: [ref], by: author, ...card }, decide);
  const notice = `Recorded for ${forWhom(found.request)} on ${ref}${colonStatus(found.scheme, answer.status)}, ${source}.`;
  const why = acted?.refused[0]?.why;
  if (acted && why === undefined) return answerWithOverview(press, { notice, refs: [ref] });
  if (why === already) return answerWithOverview(press, { notice });
  const again = acted && foundFor(press, acted.loaded, ref);
  return why === overtaken && again
    ? showForm(press, again, { typed })
    : notRecorded(press, ref, why ?? 'the round is gone');
}

const already = 'it is recorded already';
const overtaken = 'somebody has answered meanwhile';

function isBy({ by }: Update, { contactId }: Author): boolean {
  return by.contactId === contactId;
}

/** What was typed is given back. */
async function notRecorded(press: LeadPress<RecordData>, ref: string, why: string): Promise<ActResult> {
  const notice = notDone([{ ref, why }]).join('');
  return press.data.filled
    ? { reply: refuse('This was not recorded', notice, press.raw) }
    : answerWithOverview(press, { notice });
}

function asObject(raw: unknown): object {
  return typeof raw === 'object' && raw !== null ? raw : {};
}
