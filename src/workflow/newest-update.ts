import type { Update, UpdateRequest } from '../cycle/request.ts';

/** The newest version of a request's answer, counted or late. */
export function newestUpdate({ answer, late }: Pick<UpdateRequest, 'answer' | 'late'>): Update | undefined {
  if (!answer || !late) return answer ?? late;
  return late.version > answer.version ? late : answer;
}
