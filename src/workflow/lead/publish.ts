import { dayAndMonth } from '../../calendar/words.ts';
import type { ActResult } from '../act-result.ts';
import { forewordLimit, type CycleOnlyData, type PublishData } from '../lead-data.ts';
import { publishDigest } from '../publication/publish-digest.ts';
import { publishWords, scheduleWords } from '../publication/publish-words.ts';
import { schedulePublication, takeBackPublication } from '../publication/schedule-publication.ts';
import type { LeadPress } from './lead-press.ts';
import { whoWasFirst } from './others-acts.ts';
import { answerWithPreview } from './preview-reply.ts';

/** `digest.preview`: the digest as the board will see it, with the foreword and the ticks as they were left. */
export async function showPreview(press: LeadPress<PublishData>): Promise<ActResult> {
  const { foreword, nameAwaited } = press.data;
  return answerWithPreview(press, { foreword, nameAwaited });
}

/** `digest.publish`: publishes now or, with `when`, has it go out by itself on its date; once that has come, at once. */
export async function publish(press: LeadPress<PublishData>): Promise<ActResult> {
  const { foreword, nameAwaited, when } = press.data;
  const typed = { foreword, nameAwaited };
  const excess = foreword.length - forewordLimit;
  if (excess > 0) {
    const characters = excess === 1 ? '1 character' : `${excess} characters`;
    const notice = `Please shorten the foreword by ${characters}: the most is ${forewordLimit}. Nothing was published.`;
    return answerWithPreview(press, { ...typed, notice });
  }
  return when === 'date' ? publishOnDate(press) : publishNow(press);
}

async function publishNow(press: LeadPress<PublishData>): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  const { foreword, nameAwaited, early } = data;
  const outcome = await publishDigest(deps, {
    cycle: chosen.key,
    by: author,
    early: early === 'yes',
    now,
    nameAwaited,
    ...(foreword !== '' && { foreword }),
    ...(turn.card && { card: turn.card.activityId }),
  });
  return answerWithPreview(press, {
    foreword,
    nameAwaited,
    notice: ({ loaded }) => publishWords(outcome, loaded),
    done: outcome.kind === 'published' || outcome.kind === 'already',
  });
}

async function publishOnDate(press: LeadPress<PublishData>): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  const { foreword, nameAwaited } = data;
  const outcome = await schedulePublication(deps, chosen.key, {
    by: author,
    at: now,
    ...(foreword !== '' && { foreword }),
    ...(nameAwaited && { nameAwaited }),
  });
  // A preview that was drawn before the date can be pressed on it: what was wanted then is wanted now.
  if (outcome.kind === 'due') return publishNow(press);
  if (outcome.kind === 'scheduled') await addEvent(press, 'publication-scheduled', turn.card?.activityId);
  return answerWithPreview(press, {
    foreword,
    nameAwaited,
    notice: ({ loaded }) => scheduleWords(outcome, loaded),
    done: outcome.kind === 'scheduled',
  });
}

/** `digest.takeBack`: it waits for a lead's Publish again; what was typed for it stays on the card. */
export async function takeBack(press: LeadPress<CycleOnlyData>): Promise<ActResult> {
  const { deps, chosen, turn } = press;
  const taken = await takeBackPublication(deps, chosen.key);
  if (!taken) {
    const first = await whoWasFirst(press, 'publication-taken-back', ['publication-scheduled', 'published']);
    return answerWithPreview(press, { notice: `There was nothing to take back any more.${first}` });
  }
  await addEvent(press, 'publication-taken-back', turn.card?.activityId);
  const day = dayAndMonth(chosen.cycle.dates.publish);
  return answerWithPreview(press, {
    notice: `Taken back: nothing goes out on ${day} unless a lead publishes it.`,
    ...(taken.foreword !== undefined && { foreword: taken.foreword }),
    ...(taken.nameAwaited && { nameAwaited: true }),
    done: true,
  });
}

async function addEvent(
  { deps, chosen, author, now }: LeadPress<unknown>,
  kind: 'publication-scheduled' | 'publication-taken-back',
  card: string | undefined,
): Promise<void> {
  await deps.store.cycles.addEvent(chosen.key, {
    id: `${kind}-${author.contactId.slice(0, 8)}`,
    at: now,
    kind,
    by: author,
    ...(card !== undefined && { card }),
  });
}
