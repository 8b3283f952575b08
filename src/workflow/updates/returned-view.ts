import { localDate } from '../../calendar/local-time.ts';
import { dayAndMonth } from '../../calendar/words.ts';
import type { ReturnedView } from '../../cards/views/form.ts';
import { keepTheirs } from '../../cycle/acts/answer-suggestion.ts';
import { isRefused } from '../../cycle/acts/refused.ts';
import type { Returned } from '../../cycle/request-marks.ts';
import type { StatusScheme } from '../../programme/status-scheme.ts';
import { statusInWords, statusView } from '../rounds/cycle-words.ts';
import type { FoundRequest } from './find-request.ts';

/** What a lead says to an answer that they sent back, for the owner's form. */
export function returnedView({ loaded, request, scheme }: FoundRequest, returned: Returned): ReturnedView {
  const { answer, by, at, answerBy, comment } = returned;
  const { timeZone } = loaded.programme.value.settings.calendar;
  const about = { version: answer.version, cycle: loaded.cycle.state };
  const suggestion = isRefused(keepTheirs(request, about)) ? undefined : suggestionView(scheme, returned);
  return {
    line: `${by.name} sent this back on ${dayAndMonth(localDate(at, timeZone))}. Please answer by ${dayAndMonth(answerBy)}.`,
    comment,
    version: answer.version,
    ...(suggestion && { suggestion }),
  };
}

function suggestionView(
  scheme: StatusScheme,
  { answer, by, suggested }: Returned,
): ReturnedView['suggestion'] {
  const status = statusView(scheme, suggested);
  if (!status) return undefined;
  return {
    line: `${by.name} suggests`,
    status,
    agree: `Agree: ${statusInWords(scheme, suggested)}`,
    keep: `Keep: ${statusInWords(scheme, answer.status)}`,
  };
}
