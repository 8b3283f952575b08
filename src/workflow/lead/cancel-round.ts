import type { ActResult } from '../act-result.ts';
import { cancelCycle, type CancelOutcome } from '../rounds/cancel-cycle.ts';
import type { ConfirmData } from './cycle-data.ts';
import type { LeadPress } from './lead-press.ts';
import { whoWasFirst } from './others-acts.ts';
import { answerWithSchedule } from './schedule-reply.ts';

/** `lead.cancel`: asks, then cancels the round. */
export async function cancelRound(press: LeadPress<ConfirmData>): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  const { state } = chosen.cycle;
  const scope = { programme: data.programme, cycle: data.cycle };
  if (data.confirm !== 'yes' && state !== 'cancelled' && state !== 'published') {
    const view = {
      title: 'Cancel the round?',
      paragraphs: [
        'Nothing more of it is sent, asked for or published, and this cannot be undone. Answers and drafts are kept, and serve as the last known ones for the next round.',
        'Nobody is written to about it; their cards say so.',
      ],
      inputs: [],
      buttons: [
        {
          title: 'Cancel the round',
          verb: 'lead.cancel',
          data: { ...scope, confirm: 'yes' },
          destructive: true as const,
        },
        { title: 'Back', verb: 'lead.schedule', data: scope },
      ],
    };
    return { reply: { kind: 'views', views: [{ kind: 'act-form', view }] } };
  }
  const outcome = await cancelCycle(deps, {
    cycle: chosen.key,
    by: author,
    now,
    ...(turn.card && { card: turn.card.activityId }),
  });
  return answerWithSchedule(press, {
    notice: wordsFor(outcome) + (outcome.kind === 'already' ? await whoWasFirst(press, 'cancelled') : ''),
    ...(outcome.kind === 'cancelled' && { changed: { ...chosen.cycle, state: 'cancelled' as const } }),
  });
}

function wordsFor(outcome: CancelOutcome): string {
  switch (outcome.kind) {
    case 'cancelled': {
      const { inFlight } = outcome.messages;
      const late =
        inFlight.length === 0 ? '' : ` ${inFlight.length} being sent just now cannot be taken back.`;
      return `The round is cancelled. What had not gone is stopped.${late}`;
    }
    case 'already':
      return 'The round was cancelled before.';
    case 'published':
      return 'The papers of this round are out, and what is published stays. Nothing was changed.';
    case 'unknown-cycle':
      return 'This round is not there any more. Nothing was changed.';
  }
}
