import type { Temporal } from '../calendar/temporal.ts';
import { statusById, type Demand, type Status, type StatusScheme } from '../programme/status-scheme.ts';
import type { Answer, RevisedDate } from './answer.ts';
import { readRevisedDate } from './revised-date.ts';
import {
  isTicked,
  notForPublicationInputs,
  textInputIds,
  tooLong,
  typedIn,
  type InputProblem,
} from './typed-text.ts';

/** Inputs beyond the standing ones, in the order in which the form shows them. */
const furtherInputs = ['reason', 'recoveryAction', 'revisedDate', 'sayBy', 'outcome'] as const;
export type FurtherInput = (typeof furtherInputs)[number];

export type CheckedSubmission =
  | { kind: 'accepted'; answer: Answer }
  | { kind: 'incomplete'; problems: InputProblem[]; demanded: FurtherInput[] };

type Inputs = Readonly<Record<string, string>>;

/**
 * Whether what was typed is a whole answer under the scheme. Everything typed is kept, also in inputs that the
 * status does not demand; unknown inputs are ignored. `today` is the programme's local day.
 */
export function checkSubmission(
  scheme: StatusScheme,
  inputs: Inputs,
  today: Temporal.PlainDate,
): CheckedSubmission {
  const status = statusById(scheme, typedIn(inputs, 'status'));
  const revised = readRevisedDate(inputs, today);
  const problems = [
    ...statusProblems(scheme, inputs, status),
    ...narrativeProblems(inputs, status),
    ...(status?.demands ?? []).flatMap((demand) =>
      demandProblems(demand, inputs, revised.kind !== 'none', status),
    ),
    ...(revised.kind === 'problem' ? [revised.problem] : []),
    ...publicationProblems(inputs),
    ...tooLong(inputs),
  ];
  if (problems.length > 0) {
    return { kind: 'incomplete', problems, demanded: demandedInputs(scheme, inputs) };
  }
  return {
    kind: 'accepted',
    answer: answerFrom(inputs, status, revised.kind === 'given' ? revised.revisedDate : undefined),
  };
}

/** The further inputs to show: those that the chosen status demands, and those in which something was typed. */
export function demandedInputs(scheme: StatusScheme, inputs: Inputs): FurtherInput[] {
  const status = statusById(scheme, typedIn(inputs, 'status'));
  const asked = new Set((status?.demands ?? []).flatMap((demand) => inputsFor[demand]));
  return furtherInputs.filter((input) => asked.has(input) || typedIn(inputs, input) !== '');
}

const inputsFor: Record<Demand, readonly FurtherInput[]> = {
  nextSteps: [],
  reason: ['reason'],
  recoveryAction: ['recoveryAction'],
  revisedDate: ['revisedDate', 'sayBy'],
  recoveryActionOrRevisedDate: ['recoveryAction', 'revisedDate', 'sayBy'],
  outcome: ['outcome'],
};

/** An answer as the inputs in which it would be typed: `checkSubmission` reads it back as the same answer. */
export function inputsOf(answer: Answer): Record<string, string> {
  const inputs: Record<string, string> = {};
  if (answer.status !== undefined) inputs['status'] = answer.status;
  for (const input of textInputIds) {
    if (answer[input]) inputs[input] = answer[input];
  }
  if (answer.revisedDate?.kind === 'date') inputs['revisedDate'] = answer.revisedDate.date.toString();
  if (answer.revisedDate?.kind === 'promised') inputs['sayBy'] = answer.revisedDate.sayBy.toString();
  if (answer.notForPublication !== undefined) {
    inputs[notForPublicationInputs.tick] = 'true';
    inputs[notForPublicationInputs.why] = answer.notForPublication;
  }
  return inputs;
}

/** Whether two answers say the same thing, whoever gave them and when. */
export function saysTheSame(one: Answer, other: Answer): boolean {
  return JSON.stringify(inputsOf(one)) === JSON.stringify(inputsOf(other));
}

function statusProblems(scheme: StatusScheme, inputs: Inputs, status: Status | undefined): InputProblem[] {
  if (scheme.statuses.length === 0 || status) return [];
  const message =
    typedIn(inputs, 'status') === ''
      ? 'Please choose a status.'
      : 'This status is not one of the programme’s. Please choose one from the list.';
  return [{ input: 'status', message }];
}

/** A finished action's outcome, or the reason why it was closed, is its narrative; otherwise one is needed. */
function narrativeProblems(inputs: Inputs, status: Status | undefined): InputProblem[] {
  const saidElsewhere =
    status?.finished === true && status.demands.some((demand) => demand === 'outcome' || demand === 'reason');
  if (saidElsewhere || typedIn(inputs, 'narrative') !== '') return [];
  return [{ input: 'narrative', message: 'Please say what has happened since last time.' }];
}

function demandProblems(
  demand: Demand,
  inputs: Inputs,
  hasDate: boolean,
  status: Status | undefined,
): InputProblem[] {
  const has = (input: string): boolean => typedIn(inputs, input) !== '';
  const label = status?.label ?? '';
  switch (demand) {
    case 'nextSteps':
      return has('nextSteps') ? [] : [{ input: 'nextSteps', message: 'Please say what happens next.' }];
    case 'reason':
      return has('reason') ? [] : [{ input: 'reason', message: reasonMessage(status) }];
    case 'recoveryAction':
      return has('recoveryAction')
        ? []
        : [{ input: 'recoveryAction', message: `“${label}” needs what is being done to put it right.` }];
    case 'revisedDate':
      return hasDate
        ? []
        : [{ input: 'revisedDate', message: `“${label}” needs the new date, or by when you will know it.` }];
    case 'recoveryActionOrRevisedDate':
      return has('recoveryAction') || hasDate
        ? []
        : [
            {
              input: 'recoveryAction',
              message: `“${label}” needs what is being done to put it right, or the new date.`,
            },
          ];
    case 'outcome':
      return has('outcome')
        ? []
        : [{ input: 'outcome', message: `“${label}” needs the outcome: what has come of it?` }];
  }
}

/** Neither half is guessed from the other: what is not meant to be published must not slip out, nor be held back unseen. */
function publicationProblems(inputs: Inputs): InputProblem[] {
  const { tick, why } = notForPublicationInputs;
  const ticked = isTicked(inputs, tick);
  if (ticked && typedIn(inputs, why) === '') {
    return [{ input: why, message: 'Please tell the lead why this is not for publication.' }];
  }
  if (ticked || typedIn(inputs, why) === '') return [];
  const message = 'You say why this is not for publication: please tick this too, or clear the line.';
  return [{ input: tick, message }];
}

function reasonMessage(status: Status | undefined): string {
  return status?.finished === true
    ? `“${status.label}” needs why it is closed, and who decided.`
    : `“${status?.label ?? ''}” needs the reason: what has held it up?`;
}

function answerFrom(
  inputs: Inputs,
  status: Status | undefined,
  revisedDate: RevisedDate | undefined,
): Answer {
  const answer: Answer = { narrative: '' };
  if (status) answer.status = status.id;
  for (const input of textInputIds) {
    const text = typedIn(inputs, input);
    if (text !== '') answer[input] = text;
  }
  if (revisedDate) answer.revisedDate = revisedDate;
  const { tick, why } = notForPublicationInputs;
  if (isTicked(inputs, tick)) answer.notForPublication = typedIn(inputs, why);
  return answer;
}
