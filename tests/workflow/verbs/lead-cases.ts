import type { Cycle } from '../../../src/cycle/cycle.ts';
import { changeProgramme } from '../../../src/workflow/change-programme.ts';
import { date } from '../../builders/dates.ts';
import { contactId, cycleKey, emailOf } from '../../builders/open-cycle.ts';
import type { Data, Does, VerbCase } from './verb-case.ts';
import { wholeAnswer, type VerbWorld } from './verb-world.ts';

const lead = { name: 'priyanka' } as const;

async function answered(world: VerbWorld): Promise<void> {
  await world.bringAbout('ambrosine', 'update.submit', { ref: '1.1', version: 0, ...wholeAnswer });
}

const closed = (world: VerbWorld): Promise<void> => world.close();

async function answeredLate(world: VerbWorld): Promise<void> {
  await world.close();
  await answered(world);
}

async function published(world: VerbWorld): Promise<void> {
  await world.close();
  await world.bringAbout('tomasina', 'digest.publish', { early: 'yes' });
}

async function answeredAfterPublishing(world: VerbWorld): Promise<void> {
  await published(world);
  await answered(world);
}

async function excused(world: VerbWorld): Promise<void> {
  await world.bringAbout('tomasina', 'lead.excuse', { refs: '1.1', filled: 'yes', whyExcused: 'Moved.' });
}

async function notMine(world: VerbWorld): Promise<void> {
  await world.bringAbout('ambrosine', 'update.notMine', { ref: '1.1' });
}

async function paused(world: VerbWorld): Promise<void> {
  await world.bringAbout('tomasina', 'lead.pause', { confirm: 'yes' });
}

/** Its day is still to come. */
async function notOpenYet({ store }: VerbWorld): Promise<void> {
  const scheduled = (cycle: Cycle): Cycle => ({
    ...cycle,
    state: 'scheduled',
    dates: { ...cycle.dates, opens: date('2026-10-22') },
  });
  await changeProgramme(store.programmes, cycleKey.programmeId, (programme) => ({
    ...programme,
    cycles: programme.cycles.map(scheduled),
  }));
}

/** What the form of a round's dates sends once they are shown and agreed to. */
async function agreedTo(world: VerbWorld, verb: string, typed: Data): Promise<Data> {
  const reply = await world.press({ name: 'tomasina' }, verb, { filled: 'yes', ...typed });
  const view = reply.kind === 'views' ? reply.views[0] : undefined;
  if (view?.kind !== 'act-form') throw new Error(`${verb} shows no form.`);
  const { inputs, buttons } = view.view;
  return { ...Object.fromEntries(inputs.map(({ id, value }) => [id, value])), ...buttons[0]?.data };
}

async function toBePublished(world: VerbWorld): Promise<void> {
  await world.close();
  await world.bringAbout('tomasina', 'digest.publish', { when: 'date' });
}

/** What a card sends that shows how it is to go out by itself. */
async function chosenAt({ store }: VerbWorld): Promise<Data> {
  const programme = await store.programmes.find(cycleKey.programmeId);
  const cycle = programme?.value.cycles.find(({ id }) => id === cycleKey.cycleId);
  return { chosenAt: cycle?.publication?.at.toString() };
}

const shows = (view: Extract<Does, { kind: 'shows' }>['view']): Does => ({ kind: 'shows', view });
const about11 = { ref: '1.1', forWhom: 'ambrosine' } as const;

/** Every verb of a lead, with what it needs to succeed. */
export const leadCases: readonly VerbCase[] = [
  { verb: 'lead.overview', by: lead, data: {}, does: shows('overdue') },
  {
    verb: 'lead.overview',
    title: 'an owner',
    by: lead,
    data: { owner: 'Ocelots' },
    does: shows('owner-page'),
  },
  {
    verb: 'lead.chase',
    by: lead,
    data: { owners: 'Ocelots' },
    does: { kind: 'changes', event: 'nudged', forWhom: 'ambrosine' },
  },
  {
    verb: 'lead.extend',
    by: lead,
    data: { refs: '1.1', filled: 'yes', to: '2026-10-27' },
    does: { kind: 'changes', event: 'extended', ...about11 },
  },
  {
    verb: 'lead.excuse',
    by: lead,
    data: { refs: '1.1', filled: 'yes', whyExcused: 'It has moved.' },
    does: { kind: 'changes', event: 'excused', ...about11 },
  },
  {
    verb: 'lead.excuse',
    title: 'ask again',
    by: lead,
    given: excused,
    data: { refs: '1.1', filled: 'yes', again: 'yes' },
    does: { kind: 'changes', event: 'asked-again', ...about11 },
  },
  {
    verb: 'lead.record',
    by: lead,
    data: { ref: '1.1', filled: 'yes', version: 0, source: 'by phone', ...wholeAnswer },
    does: { kind: 'changes', event: 'recorded', ...about11 },
  },
  { verb: 'lead.copyEmail', by: lead, data: { owners: 'Ocelots' }, does: shows('act-form') },
  { verb: 'lead.participation', by: lead, data: {}, does: shows('notice') },
  { verb: 'lead.review', by: lead, given: answered, data: {}, does: shows('review') },
  {
    verb: 'lead.review',
    title: 'one',
    by: lead,
    given: answered,
    data: { ref: '1.1', one: 'yes' },
    does: shows('review-one'),
  },
  {
    verb: 'lead.accept',
    by: lead,
    given: answered,
    data: { ref: '1.1', version: 1 },
    does: { kind: 'changes', event: 'accepted', ...about11 },
  },
  {
    verb: 'lead.acceptAll',
    by: lead,
    given: answered,
    data: async ({ clock }) => ({ drawn: clock.now().toString() }),
    does: { kind: 'changes', event: 'accepted', ...about11 },
  },
  {
    verb: 'lead.return',
    by: lead,
    given: answered,
    data: { ref: '1.1', version: 1, send: 'yes', comment: 'Please say by when.', answerBy: '2026-10-22' },
    does: { kind: 'changes', event: 'returned', ...about11 },
  },
  {
    verb: 'lead.return',
    title: 'another status',
    by: lead,
    given: answered,
    data: {
      ...{ ref: '1.1', version: 1, send: 'yes', comment: 'Is it?', answerBy: '2026-10-22' },
      suggested: 'minor_slippage',
    },
    does: { kind: 'changes', event: 'suggested', ...about11 },
  },
  {
    verb: 'lead.edit',
    by: lead,
    given: answered,
    data: { ref: '1.1', version: 1, save: 'yes', narrative: 'Shorter.', nextSteps: 'On.' },
    does: { kind: 'changes', event: 'edited', ...about11 },
  },
  { verb: 'digest.preview', by: lead, data: {}, does: shows('preview') },
  {
    verb: 'digest.publish',
    by: lead,
    given: closed,
    data: { early: 'yes', foreword: 'A good term.' },
    does: { kind: 'changes', event: 'published' },
  },
  {
    verb: 'digest.publish',
    title: 'on its date',
    by: lead,
    given: closed,
    data: { when: 'date' },
    does: { kind: 'changes', event: 'publication-scheduled' },
  },
  {
    verb: 'digest.takeBack',
    by: lead,
    given: toBePublished,
    data: chosenAt,
    does: { kind: 'changes', event: 'publication-taken-back' },
  },
  {
    verb: 'digest.briefing',
    by: lead,
    given: published,
    data: {},
    does: shows('briefing'),
    also: ['cleopatra'],
  },
  {
    verb: 'digest.chart',
    by: lead,
    given: published,
    data: {},
    does: shows('briefing'),
    also: ['cleopatra'],
  },
  { verb: 'digest.full', by: lead, given: published, data: {}, does: shows('digest'), also: ['cleopatra'] },
  { verb: 'digest.briefing', title: 'before it is out', by: lead, data: {}, does: shows('briefing') },
  { verb: 'digest.chart', title: 'before it is out', by: lead, data: {}, does: shows('briefing') },
  { verb: 'digest.full', title: 'before it is out', by: lead, data: {}, does: shows('digest') },
  { verb: 'digest.redraw', by: lead, given: published, data: {}, does: shows('preview') },
  {
    verb: 'lead.decideLate',
    title: 'counted',
    by: lead,
    given: answeredLate,
    data: { ref: '1.1', version: 1, filled: 'yes', decision: 'counted' },
    does: { kind: 'changes', event: 'late-counted', ...about11 },
  },
  {
    verb: 'lead.decideLate',
    title: 'noted',
    by: lead,
    given: answeredAfterPublishing,
    data: { ref: '1.1', version: 1, filled: 'yes', decision: 'noted', lateNote: 'Since then.' },
    does: { kind: 'changes', event: 'late-noted', ...about11 },
  },
  {
    verb: 'lead.decideLate',
    title: 'kept',
    by: lead,
    given: answeredLate,
    data: { ref: '1.1', version: 1, filled: 'yes', decision: 'kept' },
    does: { kind: 'changes', event: 'late-kept', ...about11 },
  },
  {
    verb: 'lead.correct',
    by: lead,
    given: published,
    data: { ref: '1.1', filled: 'yes', correction: 'It opened in May.' },
    does: { kind: 'changes', event: 'corrected', ref: '1.1' },
  },
  {
    verb: 'lead.boardAsked',
    by: lead,
    given: published,
    data: { ref: '1.1', filled: 'yes', question: 'Who pays?' },
    does: { kind: 'changes', event: 'board-asked', ref: '1.1' },
  },
  {
    verb: 'lead.reassign',
    by: lead,
    data: { ref: '1.1', filled: 'yes', to: contactId('caterine'), howLong: 'once' },
    does: { kind: 'changes', event: 'reassigned', ref: '1.1', forWhom: 'caterine' },
  },
  {
    verb: 'lead.reassign',
    title: 'to an owner, for good',
    by: lead,
    data: { refs: '1.1', filled: 'yes', toOwner: 'Pangolins', howLong: 'always' },
    does: { kind: 'changes', event: 'reassigned', ref: '1.1', forWhom: 'caterine' },
  },
  {
    verb: 'lead.notMine',
    by: lead,
    given: notMine,
    data: { ref: '1.1', keep: 'yes' },
    does: { kind: 'changes', event: 'kept-theirs', ...about11 },
  },
  {
    verb: 'lead.replace',
    by: lead,
    data: { filled: 'yes', leaver: contactId('ambrosine'), to: contactId('bartolome') },
    does: { kind: 'changes', event: 'replaced', ref: '1.1', forWhom: 'bartolome' },
  },
  {
    verb: 'lead.replace',
    title: 'by somebody new',
    by: lead,
    data: {
      ...{ filled: 'yes', leaver: contactId('ambrosine') },
      ...{ contactName: 'Walburga', contactEmail: emailOf('walburga') },
    },
    does: { kind: 'changes', event: 'replaced', ref: '1.1' },
  },
  {
    verb: 'lead.join',
    by: lead,
    data: { person: 'aad-samuela', to: contactId('ambrosine') },
    does: { kind: 'changes', event: 'joined', forWhom: 'ambrosine' },
  },
  {
    verb: 'lead.dismiss',
    by: lead,
    data: { person: 'aad-samuela' },
    does: { kind: 'changes', event: 'dismissed', forWhom: 'samuela' },
  },
  {
    verb: 'lead.showAgain',
    by: lead,
    given: (world) => world.bringAbout('tomasina', 'lead.dismiss', { person: 'aad-samuela' }),
    data: { person: 'aad-samuela' },
    does: { kind: 'changes', event: 'shown-again', forWhom: 'samuela' },
  },
  { verb: 'lead.schedule', by: lead, data: {}, does: shows('schedule') },
  {
    verb: 'lead.move',
    by: lead,
    data: (world) => agreedTo(world, 'lead.move', { meeting: '2026-12-03' }),
    does: { kind: 'changes', event: 'moved' },
  },
  {
    verb: 'lead.pause',
    by: lead,
    data: { confirm: 'yes' },
    does: { kind: 'changes', event: 'paused' },
  },
  {
    verb: 'lead.resume',
    by: lead,
    given: paused,
    data: (world) => agreedTo(world, 'lead.resume', { meeting: '2026-11-19' }),
    does: { kind: 'changes', event: 'resumed' },
  },
  {
    verb: 'lead.cancel',
    by: lead,
    data: { confirm: 'yes' },
    does: { kind: 'changes', event: 'cancelled' },
  },
  {
    verb: 'lead.newCycle',
    by: lead,
    data: (world) => agreedTo(world, 'lead.newCycle', { meeting: '2027-03-18' }),
    does: { kind: 'changes', event: 'cycle-added' },
  },
  { verb: 'lead.ready', by: lead, given: notOpenYet, data: {}, does: shows('ready') },
  { verb: 'lead.sample', by: lead, given: notOpenYet, data: {}, does: shows('sample') },
  {
    verb: 'lead.open',
    by: lead,
    given: notOpenYet,
    data: { confirm: 'yes' },
    does: { kind: 'changes', event: 'opened' },
  },
  {
    verb: 'channel.use',
    by: { ...lead, place: 'channel' },
    data: { channelId: 'c' },
    does: { kind: 'changes', event: 'channel-chosen' },
  },
];
