import { Temporal } from '../calendar/temporal.ts';
import { promisedDate } from './no-change.ts';
import type { Answer } from './answer.ts';
import type { UpdateRequest } from './request.ts';

/** What was promised before, and what an answer promises now. */
type Promised = Pick<UpdateRequest, 'baseline' | 'due'>;

/**
 * How many times running the promised date has been put off, this answer included: what the next cycle's baseline
 * counts as `dateMoves`. The first promise puts off the printed due date, where there is one.
 */
export function dateMovesOf(request: Promised, answer: Pick<Answer, 'revisedDate'>): number {
  const { dateMoves = 0 } = request.baseline;
  switch (moveOf(request, answer)) {
    case 'put-off':
      return dateMoves + 1;
    case 'as-it-was':
      return dateMoves;
    case 'none':
      return 0;
  }
}

/** Whether an answer promises a later date than was promised before. */
export function putsOff(request: Promised, answer: Pick<Answer, 'revisedDate'>): boolean {
  return moveOf(request, answer) === 'put-off';
}

function moveOf(
  request: Promised,
  { revisedDate }: Pick<Answer, 'revisedDate'>,
): 'put-off' | 'as-it-was' | 'none' {
  const before = promisedDate(request);
  if (!revisedDate) return 'none';
  const now = revisedDate.kind === 'date' ? revisedDate.date : revisedDate.sayBy;
  if (!before) return 'none';
  const order = Temporal.PlainDate.compare(now, before);
  return order > 0 ? 'put-off' : order === 0 ? 'as-it-was' : 'none';
}
