import { localDate } from '../../calendar/local-time.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { typedDate } from '../../calendar/typed-date.ts';
import type { FormInput } from '../../cards/views/act-form.ts';
import type { View } from '../../cards/views/view.ts';
import { answerByProblem, returnDays, type ReturnLimits } from '../../cycle/acts/answer-by.ts';
import type { Update } from '../../cycle/answer.ts';
import { textLimit, tidy, type InputProblem } from '../../cycle/typed-text.ts';
import { resolveScheme, type StatusId, type StatusScheme } from '../../programme/status-scheme.ts';
import { statusInWords } from '../rounds/cycle-words.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import type { SendBackData } from './review-data.ts';

/** What the choice of no other status sends: an empty value is no choice. */
const none = 'none';

/** What a lead typed on sending an answer back, and what must be put right about it. */
export interface TypedReturn {
  comment: string;
  suggested?: StatusId;
  answerBy: Temporal.PlainDate;
  problems: InputProblem[];
}

export function readReturn(
  loaded: LoadedCycle,
  answer: Update,
  data: SendBackData,
  now: Temporal.Instant,
): TypedReturn {
  const limits = limitsOf(loaded, now);
  const comment = tidy(data.comment);
  const chosen = data.suggested;
  const suggested = chosen === '' || chosen === none ? undefined : chosen;
  const typed = tidy(data.answerBy);
  const day = typed === '' ? returnDays(limits).proposed : typedDate(typed);
  const late = day && typed !== '' ? answerByProblem(day, limits) : undefined;
  const excess = comment.length - textLimit;
  const problems: [string, string | false | undefined][] = [
    ['comment', comment === '' && 'Please say what you would like to be different.'],
    [
      'comment',
      excess > 0 && `Please shorten the comment by ${excess} characters. The most is ${textLimit}.`,
    ],
    ['suggested', suggested !== undefined && suggestionProblem(loaded, answer, suggested)],
    ['answerBy', day ? late : 'Please give the day as a date, for example 2026-10-28.'],
  ];
  return {
    comment,
    ...(suggested !== undefined && { suggested }),
    answerBy: day ?? returnDays(limits).proposed,
    problems: problems.flatMap(([input, message]) => (message ? [{ input, message }] : [])),
  };
}

/** The form: what the answer says, a comment, another status if they like, and by when. */
export function sendBackForm(
  loaded: LoadedCycle,
  answer: Update,
  about: { data: SendBackData; problems: readonly InputProblem[]; now: Temporal.Instant },
): View {
  const { data, problems, now } = about;
  const { programme, cycle, ref, version, page, one } = data;
  const { first, last, proposed } = returnDays(limitsOf(loaded, now));
  const scheme = schemeOf(loaded);
  const others = scheme.statuses.filter(({ id }) => id !== answer.status);
  const problemOf = (id: string) => {
    const problem = problems.find(({ input }) => input === id)?.message;
    return problem === undefined ? {} : { problem };
  };
  const suggestion: FormInput = {
    kind: 'choice',
    id: 'suggested',
    label: 'Suggest another status (if you like)',
    value: data.suggested === '' ? none : data.suggested,
    choices: [
      { title: 'No, only the comment', value: none },
      ...others.map(({ id, label }) => ({ title: label, value: id })),
    ],
    ...problemOf('suggested'),
  };
  const ids = { programme, cycle, page, ref, ...(one && { one }) };
  return {
    kind: 'act-form',
    view: {
      title: `Send ${ref} back`,
      paragraphs: [
        `It says: ${statusInWords(scheme, answer.status)}. Its owner sees your comment, and answers again. Until then it counts nowhere.`,
      ],
      inputs: [
        {
          kind: 'text',
          id: 'comment',
          label: 'What should be different (needed)',
          value: data.comment,
          multiline: true,
          most: textLimit,
          ...problemOf('comment'),
        },
        ...(others.length > 0 ? [suggestion] : []),
        {
          kind: 'date',
          id: 'answerBy',
          label: 'Answer wanted by',
          value: data.answerBy === '' ? proposed.toString() : data.answerBy,
          min: first.toString(),
          max: last.toString(),
          ...problemOf('answerBy'),
        },
      ],
      buttons: [
        { title: 'Send back', verb: 'lead.return', data: { ...ids, version, send: 'yes' } },
        { title: 'Back', verb: 'lead.review', data: ids },
      ],
    },
  };
}

function suggestionProblem(loaded: LoadedCycle, answer: Update, suggested: StatusId): string | undefined {
  if (suggested === answer.status) return 'That is the status that it has. Please choose another, or none.';
  return schemeOf(loaded).statuses.some(({ id }) => id === suggested)
    ? undefined
    : 'This status is not one of the programme’s. Please choose one from the list.';
}

function limitsOf({ cycle, planState }: LoadedCycle, now: Temporal.Instant): ReturnLimits {
  const { calendar } = planState;
  return { dates: cycle.dates, calendar, today: localDate(now, calendar.timeZone) };
}

function schemeOf({ programme }: LoadedCycle): StatusScheme {
  return resolveScheme(programme.value.settings.statusScheme);
}
