import { cutAtWord, firstOf } from '../../cards/cut.ts';
import { oneLine } from '../../cards/escape.ts';
import type { ActFormView } from '../../cards/views/act-form.ts';
import {
  asks,
  knowsQuestion,
  passOnBoardAsked,
  questionLimit,
  recordBoardAsked,
} from '../../cycle/acts/board-asked.ts';
import { isRefused, type Refused } from '../../cycle/acts/refused.ts';
import type { BoardQuestion } from '../../cycle/baseline.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import type { ActResult, Changed } from '../act-result.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import type { CycleKey } from '../ports.ts';
import { actionInput, chosenAction } from './action-input.ts';
import { changeRequests, type ActedOn } from './change-requests.ts';
import type { BoardAskedData } from './digest-data.ts';
import type { LeadPress } from './lead-press.ts';
import { notDone } from './lead-words.ts';
import { isByAnother } from './others-acts.ts';
import { answerWithPreview } from './preview-reply.ts';

interface Said {
  notice?: string;
  problems?: { ref?: string; question?: string };
  /** What was typed is done with: the next action's turn. */
  cleared?: boolean;
}

/**
 * `lead.boardAsked`: what the board asked at the meeting, an action at a time. The owner's next request opens with it,
 * and the chair's next briefing shows it with the answer.
 */
export async function noteBoardAsked(press: LeadPress<BoardAskedData>): Promise<ActResult> {
  const { deps, chosen, data } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  if (loaded?.cycle.state !== 'published') {
    const notice = 'What the board asks is noted once the digest is published.';
    return answerWithPreview(press, { notice });
  }
  if (!data.filled) return showForm(press, loaded, {});
  const action = chosenAction(loaded.requests, data.ref);
  const text = oneLine(data.question);
  const isKnown = action !== undefined && action !== 'unknown';
  const problems = {
    ...(!isKnown && { ref: 'Please choose an action of this plan.' }),
    ...(text === '' && { question: 'Please write what the board asked, in one line.' }),
    ...(text.length > questionLimit && { question: `Please shorten this to ${questionLimit} characters.` }),
  };
  if (!isKnown || Object.keys(problems).length > 0) return showForm(press, loaded, { problems });
  return note(press, action, text);
}

async function note(
  press: LeadPress<BoardAskedData>,
  { ref, boardAsked: before }: UpdateRequest,
  text: string,
): Promise<ActResult> {
  const { deps, chosen, author, now } = press;
  const question: BoardQuestion = { text, by: author, at: now, meeting: chosen.cycle.dates.meeting };
  const acted = await change(press, chosen.key, ref, (request) => recordBoardAsked(request, question));
  const changed = acted?.changed[0];
  const noted = acted?.loaded.requests.find((request) => request.ref === ref)?.boardAsked;
  const askedAtOnce =
    noted && asks(noted, text)
      ? await passOn(press, ref, { ...noted, text }, { isAgain: !changed })
      : undefined;
  const beneath = before && isByAnother(press, before) ? `, beneath what ${before.by.name} noted` : '';
  const notice = changed ? [`Noted for ${ref}${beneath}.`] : notDone(acted?.refused ?? []);
  const loaded = await loadCycle(deps.store, chosen.key);
  const answer = loaded
    ? showForm(press, loaded, { notice: notice.join(' '), cleared: true })
    : await answerWithPreview(press, { notice: notice.join(' ') });
  return { ...answer, ...(askedAtOnce && { changed: askedAtOnce }) };
}

/**
 * Rounds that were opened before it was noted do not know of it. The next one to open reads the newest that has the
 * action, so that one gets it, in whatever state; where it is open, its owner is asked at once, and sees it. Noted again,
 * it is passed on only where whoever noted it was cut short of that.
 */
async function passOn(
  press: LeadPress<BoardAskedData>,
  ref: string,
  question: BoardQuestion,
  { isAgain }: { isAgain: boolean },
): Promise<Changed | undefined> {
  const { key, of } = press.chosen;
  const { cycles } = of.programme;
  const position = cycles.findIndex(({ id }) => id === key.cycleId);
  const opened = cycles.slice(position + 1).filter(({ state }) => state !== 'scheduled');
  const later = await Promise.all(
    opened.map(async (cycle) => {
      const stored = await press.deps.store.cycles.request({ ...key, cycleId: cycle.id }, ref);
      return stored ? [{ cycle, request: stored.value }] : [];
    }),
  );
  const rounds = later.flat();
  const newest = rounds.at(-1)?.cycle;
  const isKnown = rounds.some(({ request }) => knowsQuestion(request, question.text));
  if (!newest || (isAgain && isKnown)) return undefined;
  await change(press, { ...key, cycleId: newest.id }, ref, (request, { cycle }) =>
    passOnBoardAsked(request, question, cycle),
  );
  return newest.state === 'open' ? { part: of, cycle: newest, refs: [ref] } : undefined;
}

function change(
  { deps, author, turn }: LeadPress<BoardAskedData>,
  cycle: CycleKey,
  ref: string,
  rule: (request: UpdateRequest, loaded: LoadedCycle) => UpdateRequest | Refused,
): Promise<ActedOn | undefined> {
  const card = turn.card && { card: turn.card.activityId };
  return changeRequests(deps, { cycle, refs: [ref], by: author, ...card }, (request, loaded) => {
    const next = rule(request, loaded);
    return isRefused(next)
      ? { kind: 'refused', why: next.refused }
      : { kind: 'changed', request: next, event: { kind: 'board-asked' } };
  });
}

const notedShown = 15;

function showForm(
  { data }: LeadPress<BoardAskedData>,
  loaded: LoadedCycle,
  { notice, problems = {}, cleared = false }: Said,
): ActResult {
  const scope = { programme: data.programme, cycle: data.cycle };
  const noted = loaded.requests.flatMap(({ ref, boardAsked }) =>
    boardAsked ? [`${ref}: ${cutAtWord(oneLine(boardAsked.text), 200)} (${boardAsked.by.name})`] : [],
  );
  const { shown, more } = firstOf(noted, notedShown);
  const view: ActFormView = {
    title: 'What the board asked',
    ...(notice !== undefined && { notice }),
    paragraphs: [
      'One action at a time, in one line. The owner’s next request opens with it, and the chair’s next briefing shows it with the answer.',
      ...shown,
      ...more,
    ],
    inputs: [
      actionInput(loaded.requests, {
        value: cleared ? '' : data.ref,
        ...(problems.ref !== undefined && { problem: problems.ref }),
      }),
      {
        kind: 'text',
        id: 'question',
        label: 'What the board asked (needed)',
        value: cleared ? '' : data.question,
        most: questionLimit,
        ...(problems.question !== undefined && { problem: problems.question }),
      },
    ],
    buttons: [
      { title: 'Note it', verb: 'lead.boardAsked', data: { ...scope, filled: 'yes' } },
      { title: 'Back', verb: 'digest.preview', data: scope },
    ],
  };
  return { reply: { kind: 'views', views: [{ kind: 'act-form', view }] } };
}
