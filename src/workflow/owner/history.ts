import { z } from 'zod';
import { localDate } from '../../calendar/local-time.ts';
import { longDate } from '../../calendar/words.ts';
import type { HistoryView } from '../../cards/views/history.ts';
import type { FormButton } from '../../cards/views/parts.ts';
import { reopens } from '../../cycle/acts/reopen.ts';
import { inputsOf } from '../../cycle/submission.ts';
import { textInputs } from '../../cycle/typed-text.ts';
import { resolveScheme } from '../../programme/status-scheme.ts';
import type { Actor } from '../people/actor.ts';
import { typedWords } from '../card-data.ts';
import { colonStatus } from '../rounds/cycle-words.ts';
import type { DeskDeps } from '../desk-deps.ts';
import type { ActReply } from '../desk.ts';
import { newestUpdate, versionOf } from '../../cycle/newest-update.ts';
import {
  answeredActions,
  isSurelyTheirs,
  ownAnswers,
  type AnsweredAction,
  type OwnAnswer,
} from './own-answers.ts';

/** The data of `update.history`: a page of all that is theirs, or of one action. */
export const HistoryData = z.object({
  programme: z.string().min(1).max(256).optional(),
  ref: z.string().min(1).max(256).optional(),
  page: z.int().min(1).max(10_000).default(1),
});
export type HistoryData = z.infer<typeof HistoryData>;

const actionsAPage = 5;
/** Of each action, among others; the rest is on a page of its own. */
const answersAmongOthers = 3;
const answersAPage = 10;

/** `update.history` and `my history`: somebody's own answers in all rounds, by action, the newest first. */
export async function history(
  deps: Pick<DeskDeps, 'store'>,
  actor: Actor,
  data: HistoryData,
): Promise<ActReply> {
  const parts = actor.programmes.filter(({ contactIds }) => contactIds.length > 0);
  const actions = await answeredActions(deps, parts);
  const one = actions.find(
    ({ part, ref }) => ref === data.ref && (data.programme ?? part.programme.id) === part.programme.id,
  );
  const view = one ? await pageOfOne(deps, one, data.page) : await pageOfAll(deps, actions, data.page);
  return { kind: 'views', views: [{ kind: 'history', view }] };
}

async function pageOfAll(
  deps: Pick<DeskDeps, 'store'>,
  actions: readonly AnsweredAction[],
  page: number,
): Promise<HistoryView> {
  let left = (page - 1) * actionsAPage;
  let isMore = false;
  const shown: { action: AnsweredAction; answers: OwnAnswer[] }[] = [];
  for (const action of actions) {
    const isFull = shown.length === actionsAPage;
    const isSure = isSurelyTheirs(action);
    const answers = isSure && (left > 0 || isFull) ? [] : await ownAnswers(deps, action);
    if (!isSure && answers.length === 0) continue;
    if (isFull) {
      isMore = true;
      break;
    }
    if (left > 0) left -= 1;
    else shown.push({ action, answers });
  }
  return {
    title: 'What you have answered so far',
    paragraphs:
      shown.length > 0 ? [] : [page > 1 ? 'There is no more.' : 'You have not answered anything yet.'],
    actions: shown.map(({ action, answers }) => ({
      ref: action.ref,
      title: action.title,
      answers: answers.slice(0, answersAmongOthers).map((answer) => answerIn(action, answer)),
      ...(answers.length > answersAmongOthers && { earlier: allOf(action, answers.length) }),
    })),
    buttons: [...turning({}, page, isMore), back],
  };
}

async function pageOfOne(
  deps: Pick<DeskDeps, 'store'>,
  action: AnsweredAction,
  page: number,
): Promise<HistoryView> {
  const answers = await ownAnswers(deps, action);
  const from = (page - 1) * answersAPage;
  const here = answers.slice(from, from + answersAPage);
  const ids = { programme: action.part.programme.id, ref: action.ref };
  return {
    title: 'What you have answered so far',
    paragraphs: here.length > 0 ? [] : ['There is no more.'],
    actions: [
      { ref: action.ref, title: action.title, answers: here.map((answer) => answerIn(action, answer)) },
    ],
    buttons: [
      ...turning(ids, page, answers.length > from + answersAPage),
      { title: 'All actions', verb: 'update.history', data: {} },
      back,
    ],
  };
}

const back: FormButton = { title: 'My updates', verb: 'updates.list', data: {} };

function turning(ids: FormButton['data'], page: number, isMore: boolean): FormButton[] {
  const turn = (title: string, to: number): FormButton => ({
    title,
    verb: 'update.history',
    data: { ...ids, page: to },
  });
  return [...(page > 1 ? [turn('Newer', page - 1)] : []), ...(isMore ? [turn('Older', page + 1)] : [])];
}

function allOf({ part, ref }: AnsweredAction, count: number): FormButton {
  return {
    title: `All ${count} answers`,
    verb: 'update.history',
    data: { programme: part.programme.id, ref },
  };
}

/** `Wednesday 14 October 2026: on track; accepted`, with all that was written. */
function answerIn(
  { part }: AnsweredAction,
  answer: OwnAnswer,
): HistoryView['actions'][number]['answers'][number] {
  const { settings } = part.programme;
  const scheme = resolveScheme(settings.statusScheme);
  const { update, line } = answer;
  const day = longDate(localDate(update.at, settings.calendar.timeZone));
  const remarks = [
    ...(update.source === undefined ? [] : [`recorded by ${update.by.name}, ${update.source}`]),
    ...(update.kind === 'no-change' ? ['no change'] : []),
    ...(update.late ? ['late'] : []),
    ...(reopens(scheme, line, update) ? ['opened it again'] : []),
    ...whatBecame(answer),
  ];
  return {
    line: `${day}${[colonStatus(scheme, update.status), ...remarks].join('; ')}`,
    text: typedWords(inputsOf(update))
      .map(({ label, text }) => (label === textInputs.narrative ? text : `${label}: ${text}`))
      .join('\n'),
  };
}

/** What there is to say of an answer but that it was sent. */
function whatBecame({ update, line }: OwnAnswer): string[] {
  if (update.version < versionOf(line)) return ['a later one took its place'];
  if (newestUpdate(line)) return line.state === 'accepted' ? ['accepted'] : [];
  if (line.state === 'returned') return ['sent back'];
  return ['taken back'];
}
