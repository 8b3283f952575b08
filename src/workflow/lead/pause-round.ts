import { dateAndTime } from '../../calendar/words.ts';
import type { ActResult } from '../act-result.ts';
import { pauseCycle, type PauseOutcome } from '../rounds/pause-cycle.ts';
import type { ConfirmData } from './cycle-data.ts';
import type { LeadPress } from './lead-press.ts';
import { whoWasFirst } from './others-acts.ts';
import { answerWithSchedule } from './schedule-reply.ts';

/** `lead.pause`: asks, then holds the round back until a lead goes on with it. */
export async function pauseRound(press: LeadPress<ConfirmData>): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  const scope = { programme: data.programme, cycle: data.cycle };
  const isAsked = chosen.cycle.state === 'open' && !chosen.cycle.paused && data.confirm !== 'yes';
  if (isAsked) {
    const view = {
      title: 'Pause the round?',
      paragraphs: [
        'Nothing is sent and the round does not close until a lead goes on with it. Answers are still taken, and nothing that was sent or saved is lost.',
        'Nobody is written to about it; their cards say so.',
      ],
      inputs: [],
      buttons: [
        { title: 'Pause', verb: 'lead.pause', data: { ...scope, confirm: 'yes' } },
        { title: 'Back', verb: 'lead.schedule', data: scope },
      ],
    };
    return { reply: { kind: 'views', views: [{ kind: 'act-form', view }] } };
  }
  const outcome = await pauseCycle(deps.store, chosen.key, {
    by: author,
    now,
    ...(turn.card && { card: turn.card.activityId }),
  });
  const { timeZone } = chosen.of.programme.settings.calendar;
  return answerWithSchedule(press, {
    notice:
      wordsFor(outcome, timeZone) + (outcome.kind === 'already' ? await whoWasFirst(press, 'paused') : ''),
    ...(outcome.kind === 'paused' && { changed: outcome.cycle }),
  });
}

function wordsFor(outcome: PauseOutcome, timeZone: string): string {
  switch (outcome.kind) {
    case 'paused':
      return 'The round is paused.';
    case 'already':
      return `The round is paused already, since ${dateAndTime(outcome.since, timeZone)}.`;
    case 'not-open':
      return 'Only a round that is open can be paused. Nothing was changed.';
    case 'unknown-cycle':
      return 'This round is not there any more. Nothing was changed.';
  }
}
