import type { BoardQuestion } from '../baseline.ts';
import type { Cycle } from '../cycle.ts';
import type { UpdateRequest } from '../request.ts';
import { stillAsked } from '../still-asked.ts';
import type { Refused } from './refused.ts';

/** The most that a question may have, in UTF-16 characters: one line. */
export const questionLimit = 300;
/** The most that the questions about one action may have together. */
const together = 1200;

/**
 * What becomes of a request when a lead writes down what the board asked about it. A second question stands beneath
 * the first; the same again changes nothing.
 */
export function recordBoardAsked(request: UpdateRequest, question: BoardQuestion): UpdateRequest | Refused {
  const { boardAsked } = request;
  if (request.state === 'retired') return { refused: 'the action has left the plan' };
  if (!boardAsked) return { ...request, boardAsked: question };
  if (asks(boardAsked, question.text)) {
    return { refused: `${boardAsked.by.name} has noted the same already` };
  }
  const both = beneath(boardAsked, question);
  if (both.text.length > together) return { refused: 'so much is noted for it already that no more fits' };
  return { ...request, boardAsked: both };
}

/**
 * What becomes of a later round's request of the same action: where that round is open and waits for an answer, it is
 * asked for at once; elsewhere the round after it opens with the question.
 */
export function passOnBoardAsked(
  request: UpdateRequest,
  question: BoardQuestion,
  { state }: Pick<Cycle, 'state'>,
): UpdateRequest {
  const { answer, baseline } = request;
  if (state !== 'open' || answer) return { ...request, boardAsked: beneath(stillAsked(request), question) };
  return {
    ...request,
    asked: true,
    baseline: { ...baseline, boardAsked: beneath(baseline.boardAsked, question) },
  };
}

/** Whether a request asks this, or has the next round ask it. */
export function knowsQuestion(
  { boardAsked, baseline }: Pick<UpdateRequest, 'boardAsked' | 'baseline'>,
  text: string,
): boolean {
  return asks(boardAsked, text) || asks(baseline.boardAsked, text);
}

/** Whether this is among what was noted. */
export function asks(question: BoardQuestion | undefined, text: string): boolean {
  return question?.text.split('\n').includes(text) ?? false;
}

function beneath(before: BoardQuestion | undefined, question: BoardQuestion): BoardQuestion {
  if (!before || asks(before, question.text)) return before ?? question;
  return { ...question, text: `${before.text}\n${question.text}` };
}
