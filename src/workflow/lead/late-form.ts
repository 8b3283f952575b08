import { cutAtWord } from '../../cards/cut.ts';
import type { ActFormView } from '../../cards/views/act-form.ts';
import type { Update } from '../../cycle/answer.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { inputsOf } from '../../cycle/submission.ts';
import { lateNoteOf } from '../../digest/addendum.ts';
import { resolveScheme } from '../../programme/status-scheme.ts';
import { textsOf } from '../publication/before-publishing.ts';
import { typedWords } from '../card-data.ts';
import { colonStatus, sentLine } from '../rounds/cycle-words.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import { sensitiveWords } from '../publication/sensitive-words.ts';
import type { LateData } from './digest-data.ts';

/** The most that a lead's line beside a late answer may have, in UTF-16 characters. */
export const lateNoteLimit = 300;
const textShown = 1000;

export interface LateFormSaid {
  notice?: string;
  problem?: string;
  noteProblem?: string;
}

/** One late answer, as it was sent, and what can become of it. */
export function lateForm(
  loaded: LoadedCycle,
  { request, late, isPublished }: { request: UpdateRequest; late: Update; isPublished: boolean },
  data: Pick<LateData, 'programme' | 'cycle' | 'decision' | 'lateNote'>,
  { notice, problem, noteProblem }: LateFormSaid = {},
): ActFormView {
  const { programme, cycle, decision, lateNote } = data;
  return {
    title: `A late answer: ${request.ref} ${cutAtWord(request.title, 120)}`,
    ...(notice !== undefined && { notice }),
    paragraphs: paragraphsOf(loaded, request, late),
    inputs: [
      {
        kind: 'choice',
        id: 'decision',
        label: 'What is to become of it (needed)',
        value: decision,
        choices: choicesOf(isPublished),
        ...(problem !== undefined && { problem }),
      },
      {
        kind: 'text',
        id: 'lateNote',
        label: 'A line of your own beside it (if it goes beneath the figures)',
        value: lateNote,
        most: lateNoteLimit,
        ...(noteProblem !== undefined && { problem: noteProblem }),
      },
    ],
    buttons: [
      {
        title: 'Decide',
        verb: 'lead.decideLate',
        data: { programme, cycle, ref: request.ref, version: late.version, filled: 'yes' },
      },
      { title: 'Back', verb: 'digest.preview', data: { programme, cycle } },
    ],
  };
}

function choicesOf(isPublished: boolean) {
  const kept = { title: 'Keep it for next time: the next round starts from it', value: 'kept' };
  const noted = { title: 'A late note: it stands beneath the published figures', value: 'noted' };
  return isPublished
    ? [noted, kept]
    : [{ title: 'Count it: it goes into the digest as any other', value: 'counted' }, noted, kept];
}

function paragraphsOf(loaded: LoadedCycle, request: UpdateRequest, late: Update): string[] {
  const { settings } = loaded.programme.value;
  const scheme = resolveScheme(settings.statusScheme);
  const { notForPublication, ...open } = late;
  const figures = colonStatus(scheme, (request.answer ?? request.baseline).status);
  const looksLike = sensitiveWords(loaded, textsOf(lateNoteOf(scheme, request, late, '')));
  return [
    `${sentLine(late, scheme, settings.calendar.timeZone, [])}.`,
    ...(figures === '' ? [] : [`In the figures${figures}.`]),
    ...typedWords(inputsOf(open)).map(({ label, text }) => `${label}: ${cutAtWord(text, textShown)}`),
    ...(notForPublication === undefined
      ? []
      : [`Not for publication: ${notForPublication} Only its status is shown, wherever you put it.`]),
    ...(looksLike.length === 0 ? [] : [`Please look at this before others read it: ${looksLike.join(' ')}`]),
  ];
}
