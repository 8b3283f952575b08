import { dateAndTime, dayAndMonth, longDate } from '../../calendar/words.ts';
import { publishesAt } from '../../cycle/moments.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import { channelAdvice } from './obstacle-words.ts';
import { destinationOf } from './preview-digest.ts';
import type { PublishOutcome } from './publish-digest.ts';
import type { ScheduleOutcome, TakeBackOutcome, Unseen } from './schedule-publication.ts';

/** What came of Publish, for the lead who pressed it. */
export function publishWords(outcome: PublishOutcome, loaded: LoadedCycle): string {
  const { dates } = loaded.cycle;
  switch (outcome.kind) {
    case 'published':
      return `Published. It goes to ${destinationOf(loaded)} now, and the figures stay as they are.`;
    case 'already': {
      const { publishedBy, publishedAt } = outcome.frozen;
      const when = dateAndTime(publishedAt, loaded.planState.calendar.timeZone);
      return publishedBy === undefined
        ? `This digest went out by itself, on ${when}. Nothing was changed.`
        : `${publishedBy} published this digest already, on ${when}. Nothing was changed.`;
    }
    case 'not-closed':
      if (outcome.state === 'cancelled') return 'This round was cancelled. Nothing was published.';
      return outcome.state === 'scheduled'
        ? `This round opens on ${longDate(dates.opens)}. Nothing was published.`
        : `The figures are still moving: the cycle closes on ${dayAndMonth(dates.closes)}. Nothing was published.`;
    case 'unseen':
      return `Nothing was published; to publish it now, press again. ${unseenWords(outcome, loaded)}`;
    case 'too-early':
      return `The publication date is ${dayAndMonth(outcome.publish)}. Nothing was published; you can choose to publish before that.`;
    case 'no-channel':
      return `Nothing was published. ${channelAdvice}`;
    case 'sums-disagree':
      return `Nothing was published, because the figures do not agree with the updates. Please tell whoever runs this bot: ${outcome.problems.join(' ')}`;
    case 'unknown-cycle':
      return 'This round is not there any more. Nothing was published.';
  }
}

/** What came of Publish on the date, for the lead who pressed it. */
export function scheduleWords(
  outcome: Exclude<ScheduleOutcome, { kind: 'due' }>,
  loaded: LoadedCycle,
): string {
  const when = dateAndTime(publishesAt(loaded.planState), loaded.planState.calendar.timeZone);
  switch (outcome.kind) {
    case 'scheduled':
      return `It goes out by itself on ${when}, with the figures of that moment. Until then you can take it back.`;
    case 'already':
      return `It goes out by itself on ${when}, as ${outcome.publication.by.name} chose before. Nothing was changed.`;
    case 'unseen':
      return `Nothing was changed; to have it your way, press again. ${unseenWords(outcome, loaded)}`;
    case 'not-closed':
      return outcome.state === 'published'
        ? 'This digest is published already. Nothing was changed.'
        : publishWords(outcome, loaded);
    case 'no-channel':
    case 'unknown-cycle':
      return publishWords(outcome, loaded);
  }
}

/** What came of taking that back. */
export function takeBackWords(outcome: TakeBackOutcome, loaded: LoadedCycle): string {
  switch (outcome.kind) {
    case 'taken-back':
      return loaded.planState.publishesItself
        ? 'Taken back: the digest still goes out by itself, without a foreword and naming nobody.'
        : `Taken back: nothing goes out on ${dayAndMonth(loaded.cycle.dates.publish)} unless a lead publishes it.`;
    case 'unseen':
      return `Nothing was taken back; to take it back, press again. ${unseenWords(outcome, loaded)}`;
    case 'nothing':
      return 'There was nothing to take back any more.';
  }
}

/** What another lead did since the card was drawn; the card beside it has the particulars. */
function unseenWords({ publication }: Unseen, { planState }: LoadedCycle): string {
  if (!publication) return 'It was to go out by itself, and that was taken back meanwhile.';
  const when = dateAndTime(publication.at, planState.calendar.timeZone);
  return `${publication.by.name} chose on ${when} that it goes out by itself, as the card says now.`;
}
