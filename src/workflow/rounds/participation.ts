import { longDate } from '../../calendar/words.ts';
import type { NoticeView } from '../../cards/views/notice.ts';
import { listed } from '../../cycle/date-names.ts';
import {
  participationHistory,
  type CycleParticipation,
  type CycleRecord,
  type ParticipationHistory,
} from '../../digest/participation-history.ts';
import type { ChosenCycle } from './choose-cycle.ts';
import { percentage } from '../overdue/overdue-figures.ts';
import { withDeliveries, type OverdueReader } from '../overdue/overdue-state.ts';
import { ownersReached } from '../messages/reach.ts';

/** Cycles that are looked back at. */
const mostCycles = 6;
const namesShown = 30;

/** Who takes part, over a programme's last cycles: figures and names, and no judgement. For the leads only. */
export async function participation(store: OverdueReader, { of, cycle }: ChosenCycle): Promise<NoticeView> {
  const { tenantId, id: programmeId, cycles } = of.programme;
  const begun = cycles.filter(({ state }) => state !== 'scheduled' && state !== 'cancelled');
  const records = await Promise.all(
    begun.slice(-mostCycles).map(({ id: cycleId }) => recordOf(store, { tenantId, programmeId, cycleId })),
  );
  const history = participationHistory(records.flatMap((record) => record ?? []));
  return {
    title: 'Participation',
    paragraphs: [
      ...(history.cycles.length === 0 ? ['No round has opened yet.'] : history.cycles.map(cycleLine)),
      silenceLine(history),
      'Only the leads see this.',
    ],
    commands: [{ title: 'Back to the overview', text: `overdue ${programmeId} ${cycle.id}` }],
  };
}

async function recordOf(
  store: OverdueReader,
  key: { tenantId: string; programmeId: string; cycleId: string },
): Promise<CycleRecord | undefined> {
  const state = await withDeliveries(store, key);
  if (!state) return undefined;
  const { cycle, requests } = state.loaded;
  return {
    id: cycle.id,
    meeting: cycle.dates.meeting,
    isClosed: cycle.state === 'closed' || cycle.state === 'published',
    requests,
    reached: ownersReached(requests, state.deliveries),
  };
}

/** `For the meeting on Thursday 19 November 2026: 31 of 53 updates are in (58%), and 18 of 23 owners have sent all of theirs; 2 excused.` */
function cycleLine(figures: CycleParticipation): string {
  const { requestsAnswered, requestsAsked, ownersAnswered, ownersAsked, excused, late } = figures;
  const more = [
    ...(excused > 0 ? [`${excused} excused`] : []),
    ...(late > 0 ? [`${late} came after the close`] : []),
    ...(figures.isClosed ? [] : ['it is still open']),
  ];
  const rate = `${requestsAnswered} of ${requestsAsked} updates are in (${percentage(requestsAnswered, requestsAsked)})`;
  const line = `For the meeting on ${longDate(figures.meeting)}: ${rate}, and ${ownersAnswered} of ${ownersAsked} owners have sent all of theirs`;
  return `${[line, ...more].join('; ')}.`;
}

function silenceLine({ twice }: ParticipationHistory): string {
  if (!twice) return 'Two rounds must have closed before anything can be said of two running.';
  const { silent } = twice;
  if (silent.length === 0) {
    return 'Of those who were asked and reached, nobody was silent in both of the last two rounds that have closed.';
  }
  const names = silent.slice(0, namesShown).map(({ name }) => name);
  const more = silent.length > namesShown ? [`${silent.length - namesShown} more`] : [];
  return `Asked and reached in both of the last two rounds that have closed, and nothing came in either: ${listed([...names, ...more])}.`;
}
