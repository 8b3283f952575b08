import type { OverdueView } from '../../cards/views/overview.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import type { Participation } from '../../digest/digest.ts';
import { participationOf } from '../../digest/participation.ts';

/** `31 of 53 updates are in (58%)`, and who is awaited. */
export function overdueFigures(
  requests: readonly UpdateRequest[],
  notReached: ReadonlySet<string>,
): Pick<OverdueView, 'headline' | 'sentence'> {
  const figures = participationOf(requests, notReached);
  const { requestsAsked: asked, requestsAnswered: answered } = figures;
  if (asked === 0) return { headline: 'No updates have been asked for' };
  if (asked === answered) return { headline: 'All updates are in' };
  return {
    headline: `${answered} of ${asked} updates are in (${percentage(answered, asked)})`,
    sentence: awaitedSentence(figures),
  };
}

/** `58%`: never 100% while something is missing, nor 0% once something is there. */
export function percentage(part: number, whole: number): string {
  if (whole === 0) return '–';
  const rounded = Math.round((part / whole) * 100);
  const honest = part === whole || part === 0 ? rounded : Math.min(99, Math.max(1, rounded));
  return `${honest}%`;
}

/** `4 owners are awaited, and 1 more could not be reached.` */
function awaitedSentence({ noUpdate, notReached }: Participation): string {
  const awaited = noUpdate.length === 1 ? '1 owner is awaited' : `${noUpdate.length} owners are awaited`;
  return notReached.length === 0
    ? `${awaited}.`
    : `${awaited}, and ${notReached.length} more could not be reached.`;
}
