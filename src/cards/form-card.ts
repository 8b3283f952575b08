import { isTicked, limitOf, notForPublicationInputs } from '../cycle/typed-text.ts';
import type { CardPart, Place } from './card.ts';
import { cutAtWord } from './cut.ts';
import { escapeMarkdown, escapeOneLine, oneLine } from './escape.ts';
import { demandsInWords, labelOf } from './form-words.ts';
import { earlierAnswer, statusRuns } from './last-answer.ts';
import { inputField } from './input-field.ts';
import { loadTemplate } from './template.ts';
import type { FormView } from './views/form.ts';

const fill = loadTemplate('form');

/**
 * The form for one action. No input is `isRequired`: Teams would then hold back Save draft and Back as well, so
 * what is needed is said in the label and checked on the server. Every button sends the inputs along, so that no
 * typed word is lost, whichever is pressed.
 */
export function drawForm(view: FormView, { id, room }: Place): CardPart {
  const { scope, ref, version, last, conflict } = view;
  const heading = `${ref} ${view.title}`;
  const data = { ...scope, ref, version, ...(view.draftMark !== undefined && { draft: view.draftMark }) };
  return {
    body: fill({
      notice: optional(view.notice),
      title: escapeOneLine(cutAtWord(heading, room.lastText)),
      about: optional([view.aim, view.due && `Due: ${view.due}`].filter(Boolean).join(' · ')),
      returned: returnedBlock(view, data),
      problems: problemsOnTop(view),
      conflict: conflict
        ? [earlierAnswer({ heading: conflict.line, ...conflict }, { id: `${id}-theirs`, room })]
        : [],
      boardAsked: view.boardAsked === undefined ? [] : [escapeMarkdown(view.boardAsked)],
      last: last ? [earlierAnswer(last, { id: `${id}-last`, room })] : [],
      startFromLast: view.canStartFromLast ? [{ ...data, useLast: 'yes' }] : [],
      draft: optional(view.draft),
      status: view.statuses.length > 0 ? [statusInput(view)] : [],
      inputs: inputsOf(view).map((input) => inputIn(view, input)),
      ...publicationInputs(view, id),
      audience: { text: escapeOneLine(view.audience), weight: view.late ? 'Bolder' : 'Default' },
      own: view.behalf ? [] : [{ submit: conflict ? 'Submit mine instead' : 'Submit', data }],
      behalf: view.behalf ? [view.behalf] : [],
      more: view.behalf
        ? []
        : [
            {
              noChange: view.noChange ? [data] : [],
              ways: (view.ways ?? []).map(({ title, verb }) => ({ title: oneLine(title), verb, data })),
              data,
            },
          ],
    }),
    summary: oneLine(`Your update on ${heading}`),
  };
}

/** What the lead says comes first: it is why the form is here again. */
function returnedBlock({ returned }: FormView, data: Record<string, string | number>) {
  if (!returned) return [];
  const { line, comment, suggestion, version } = returned;
  return [
    {
      line: oneLine(line),
      comment: escapeMarkdown(comment),
      suggestion: suggestion
        ? [
            {
              line: `${oneLine(suggestion.line)}  `,
              status: statusRuns(suggestion.status),
              agree: oneLine(suggestion.agree),
              keep: oneLine(suggestion.keep),
              data: { ...data, version },
            },
          ]
        : [],
    },
  ];
}

/** The demanded ones stand under the status that demands them. */
function inputsOf({ demanded, behalf }: FormView): string[] {
  return [...demanded, 'narrative', 'nextSteps', 'noteToLead', ...(behalf ? ['source'] : [])];
}

function statusInput(view: FormView) {
  return {
    // Each choice is a radio button: its definition is read where it is chosen, and choosing takes one tap.
    choices: view.statuses.map(({ id, label, definition }) => ({
      title: oneLine(`${label}: ${definition}`),
      value: id,
    })),
    value: view.values['status'] ?? '',
    problem: problemOf(view, 'status'),
    // Whoever has begun to answer is asked for what is missing instead.
    hint: view.demanded.length + view.problems.length === 0 ? demandsInWords(view) : [],
  };
}

/** How much there is to put right, said once: each is beside its input, and only what has none is spelt out here. */
function problemsOnTop(view: FormView) {
  const count = view.problems.length;
  if (count === 0) return [];
  const shown = new Set(['status', ...inputsOf(view), ...Object.values(notForPublicationInputs)]);
  const elsewhere = view.problems.filter(({ input }) => !shown.has(input));
  return [
    {
      heading:
        count === 1 ? 'Nearly there: one thing is needed.' : `Nearly there: ${count} things are needed.`,
      explanation: `${count === 1 ? 'It is' : 'Each is'} marked below. What you typed is kept.`,
      others: elsewhere.map(({ message }) => escapeMarkdown(message)),
    },
  ];
}

function inputIn(view: FormView, input: string) {
  const value = view.values[input] ?? '';
  const field = { id: input, label: labelOf(view, input), value, most: limitOf(input) };
  return { problem: problemOf(view, input), ...inputField(field) };
}

/**
 * Folded away behind a line, unless there is something in it. Whatever is folded is sent along too, so a tick that was made
 * on another device holds.
 */
function publicationInputs(view: FormView, id: string) {
  const { tick, why } = notForPublicationInputs;
  const isTouched =
    [tick, why].some((input) => view.values[input]) ||
    view.problems.some(({ input }) => input === tick || input === why);
  const folded = `${id}-publication`;
  return {
    unfold: isTouched ? [] : [{ targets: [folded] }],
    publication: {
      id: folded,
      isVisible: isTouched,
      value: isTicked(view.values, tick) ? 'true' : 'false',
      problem: problemOf(view, tick),
      why: inputIn(view, why),
    },
  };
}

function problemOf({ problems }: FormView, input: string): string[] {
  return problems.filter((problem) => problem.input === input).map(({ message }) => escapeMarkdown(message));
}

function optional(text: string | undefined): string[] {
  return text ? [escapeOneLine(text)] : [];
}
