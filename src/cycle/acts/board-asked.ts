import type { BoardQuestion } from '../baseline.ts';
import type { UpdateRequest } from '../request.ts';
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
  if (boardAsked.text.split('\n').includes(question.text)) {
    return { refused: `${boardAsked.by.name} has noted the same already` };
  }
  const text = `${boardAsked.text}\n${question.text}`;
  if (text.length > together) return { refused: 'so much is noted for it already that no more fits' };
  return { ...request, boardAsked: { ...question, text } };
}
