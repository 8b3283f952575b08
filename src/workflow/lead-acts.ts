import type { Actor } from './people/actor.ts';
import type { ActReply, ChannelTurn, Turn } from './desk.ts';
import { ChannelData, CycleOnlyData, PublishData, TakeBackData } from './lead-data.ts';
import { ExcuseData, ExtendData, OverviewData, RecordData } from './lead/act-data.ts';
import { acceptAllUpdates, acceptUpdate } from './lead/accept-updates.ts';
import { noteBoardAsked } from './lead/board-asked.ts';
import { redrawAgain, showBriefing, showChart, showFull } from './lead/briefing.ts';
import { cancelRound } from './lead/cancel-round.ts';
import { chase } from './lead/chase.ts';
import { ConfirmData, MoveData, NewCycleData, ReadyData, RoundData, SampleData } from './lead/cycle-data.ts';
import { decideNotMine } from './lead/decide-not-mine.ts';
import { correct } from './lead/correct.ts';
import { copyEmail } from './lead/copy-email.ts';
import { editUpdate } from './lead/edit-update.ts';
import { decideOnLate } from './lead/decide-late.ts';
import { BoardAskedData, CorrectData, LateData } from './lead/digest-data.ts';
import { dismissStranger, showStrangerAgain } from './lead/dismiss-stranger.ts';
import { excuseRequests } from './lead/excuse-requests.ts';
import { extendDeadline } from './lead/extend-deadline.ts';
import { forLeadsOnly, ledBy, malformed, type LeadAct, type LeadDeskDeps } from './lead/lead-act.ts';
import { joinAddress } from './lead/join-address.ts';
import { DismissData, JoinData, NotMineDecision, ReassignData, ReplaceData } from './lead/handover-data.ts';
import { onCycle } from './lead/lead-press.ts';
import { moveRound, resumeRound } from './lead/move-round.ts';
import { newRound } from './lead/new-round.ts';
import { answerWithOverview } from './lead/overview-reply.ts';
import { pauseRound } from './lead/pause-round.ts';
import { onProgramme } from './lead/programme-press.ts';
import { publish, showPreview, takeBack } from './lead/publish.ts';
import { AcceptAllData, AcceptData, EditData, ReviewData, SendBackData } from './lead/review-data.ts';
import { answerWithReview } from './lead/review.ts';
import { showSchedule } from './lead/schedule-reply.ts';
import { returnUpdate } from './lead/send-back.ts';
import { openRound, sendSample, showReady } from './lead/ready-round.ts';
import { recordOnBehalf } from './lead/record-on-behalf.ts';
import { showParticipation } from './lead/show-participation.ts';
import { reassign } from './lead/reassign.ts';
import { replaceContact } from './lead/replace-contact.ts';
import { refuse } from './refusals.ts';
import { useThisChannel } from './publication/use-this-channel.ts';

/** What is built of the verbs `lead.…`, `digest.…` and `channel.…`. */
export const leadActs: ReadonlyMap<string, LeadAct> = new Map<string, LeadAct>([
  ['lead.overview', onCycle(OverviewData, answerWithOverview)],
  ['lead.chase', onCycle(OverviewData, chase)],
  ['lead.extend', onCycle(ExtendData, extendDeadline)],
  ['lead.excuse', onCycle(ExcuseData, excuseRequests)],
  ['lead.record', onCycle(RecordData, recordOnBehalf)],
  ['lead.copyEmail', onCycle(OverviewData, copyEmail)],
  ['lead.participation', onCycle(OverviewData, showParticipation)],
  ['lead.review', onCycle(ReviewData, (press) => answerWithReview(press))],
  ['lead.accept', onCycle(AcceptData, acceptUpdate)],
  ['lead.acceptAll', onCycle(AcceptAllData, acceptAllUpdates)],
  ['lead.return', onCycle(SendBackData, returnUpdate)],
  ['lead.edit', onCycle(EditData, editUpdate)],
  ['digest.preview', onCycle(PublishData, showPreview)],
  ['digest.publish', onCycle(PublishData, publish)],
  ['digest.briefing', showBriefing],
  ['digest.chart', showChart],
  ['digest.full', showFull],
  ['digest.redraw', onCycle(CycleOnlyData, redrawAgain)],
  ['lead.decideLate', onCycle(LateData, decideOnLate)],
  ['lead.correct', onCycle(CorrectData, correct)],
  ['lead.boardAsked', onCycle(BoardAskedData, noteBoardAsked)],
  ['digest.takeBack', onCycle(TakeBackData, takeBack)],
  ['lead.reassign', onCycle(ReassignData, reassign)],
  ['lead.notMine', onCycle(NotMineDecision, decideNotMine)],
  ['lead.replace', onCycle(ReplaceData, replaceContact)],
  ['lead.join', onCycle(JoinData, joinAddress)],
  ['lead.dismiss', onCycle(DismissData, dismissStranger)],
  ['lead.showAgain', onCycle(DismissData, showStrangerAgain)],
  ['lead.schedule', onCycle(RoundData, showSchedule)],
  ['lead.move', onCycle(MoveData, moveRound)],
  ['lead.resume', onCycle(MoveData, resumeRound)],
  ['lead.pause', onCycle(ConfirmData, pauseRound)],
  ['lead.cancel', onCycle(ConfirmData, cancelRound)],
  ['lead.newCycle', onProgramme(NewCycleData, newRound)],
  ['lead.ready', onCycle(ReadyData, showReady)],
  ['lead.sample', onCycle(SampleData, sendSample)],
  ['lead.open', onCycle(ConfirmData, openRound)],
  ['channel.use', answering(acceptChannel)],
]);

/** An act that changes nobody's list. */
function answering(
  act: (deps: LeadDeskDeps, actor: Actor, turn: Turn | ChannelTurn, data: unknown) => Promise<ActReply>,
): LeadAct {
  return async (...about) => ({ reply: await act(...about) });
}

async function acceptChannel(
  deps: LeadDeskDeps,
  actor: Actor,
  turn: Turn | ChannelTurn,
  data: unknown,
): Promise<ActReply> {
  const parsed = ChannelData.safeParse(data);
  if (!parsed.success) return malformed;
  const of = ledBy(actor).find(({ programme }) => programme.id === parsed.data.programme);
  if (!of) return forLeadsOnly(data);
  const view = 'audience' in turn ? await useThisChannel(deps, of, turn, parsed.data) : undefined;
  if (view) return redrawn(deps, turn, { kind: 'views', views: [{ kind: 'notice', view }] });
  return refuse(
    'This is not the channel you were asked about',
    'Nothing was changed. Mention me in the channel itself and say: use this channel.',
    data,
  );
}

/** The answer to a button is seen where it was pressed only; for what is done for good, the message changes too. */
async function redrawn(deps: LeadDeskDeps, { card }: Turn, reply: ActReply): Promise<ActReply> {
  if (card && reply.kind === 'views') await deps.redraw?.(card, reply.views);
  return reply;
}
