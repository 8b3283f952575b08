import type { ActResult } from '../act-result.ts';
import { forewordLimit, type PublishData, type TakeBackData } from '../lead-data.ts';
import { publishDigest, type PublishOutcome } from '../publication/publish-digest.ts';
import { publishWords, scheduleWords, takeBackWords } from '../publication/publish-words.ts';
import {
  schedulePublication,
  takeBackPublication,
  type IsSeen,
  type PublicationAct,
  type ScheduleOutcome,
  type TakeBackOutcome,
} from '../publication/schedule-publication.ts';
import type { LeadPress } from './lead-press.ts';
import { isByAnother, whoWasFirst } from './others-acts.ts';
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
    isSeen: seenBy(press),
    now,
    nameAwaited,
    ...(foreword !== '' && { foreword }),
    ...(turn.card && { card: turn.card.activityId }),
  });
  const first = await whoTookBack(press, outcome);
  return answerWithPreview(press, {
    foreword,
    nameAwaited,
    notice: ({ loaded }) => `${publishWords(outcome, loaded)}${first}`,
    done: outcome.kind === 'published' || outcome.kind === 'already',
  });
}

async function publishOnDate(press: LeadPress<PublishData>): Promise<ActResult> {
  const { deps, chosen, author, data, now } = press;
  const { foreword, nameAwaited } = data;
  const publication = {
    by: author,
    at: now,
    ...(foreword !== '' && { foreword }),
    ...(nameAwaited && { nameAwaited }),
  };
  const outcome = await schedulePublication(deps, chosen.key, publication, actOf(press));
  // A preview that was drawn before the date can be pressed on it: what was wanted then is wanted now.
  if (outcome.kind === 'due') return publishNow(press);
  const first = await whoTookBack(press, outcome);
  return answerWithPreview(press, {
    foreword,
    nameAwaited,
    notice: ({ loaded }) => `${scheduleWords(outcome, loaded)}${first}`,
    done: outcome.kind === 'scheduled',
  });
}

/** `digest.takeBack`: it waits for a lead's Publish again; what was typed for it stays on the card. */
export async function takeBack(press: LeadPress<TakeBackData>): Promise<ActResult> {
  const { deps, chosen } = press;
  const outcome = await takeBackPublication(deps, chosen.key, actOf(press));
  const first = await whoTookBack(press, outcome);
  const { foreword, nameAwaited = false } = outcome.kind === 'taken-back' ? outcome.publication : {};
  return answerWithPreview(press, {
    notice: ({ loaded }) => `${takeBackWords(outcome, loaded)}${first}`,
    ...(foreword !== undefined && { foreword }),
    nameAwaited,
    done: outcome.kind === 'taken-back',
  });
}

function actOf(press: LeadPress<{ chosenAt?: string | undefined }>): PublicationAct {
  const { author: by, now: at, turn } = press;
  return { by, at, isSeen: seenBy(press), ...(turn.card && { card: turn.card.activityId }) };
}

/** What the card shows, and what the lead has chosen themselves. */
function seenBy(press: LeadPress<{ chosenAt?: string | undefined }>): IsSeen {
  const { chosenAt } = press.data;
  return (there) =>
    there === undefined
      ? chosenAt === undefined
      : there.at.toString() === chosenAt || !isByAnother(press, there);
}

/** ` Tom Reed did that at 10:15 am.`, where there is nothing any more of what the card shows. */
async function whoTookBack(
  press: LeadPress<unknown>,
  outcome: PublishOutcome | ScheduleOutcome | TakeBackOutcome,
): Promise<string> {
  const isGone = outcome.kind === 'nothing' || (outcome.kind === 'unseen' && !outcome.publication);
  if (!isGone) return '';
  return whoWasFirst(press, 'publication-taken-back', ['publication-scheduled', 'published']);
}
