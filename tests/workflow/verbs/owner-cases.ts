import { contactId } from '../../builders/open-cycle.ts';
import type { VerbCase } from './verb-case.ts';
import { wholeAnswer, type VerbWorld } from './verb-world.ts';

const owner = { name: 'ambrosine' } as const;
const about11 = { ref: '1.1', forWhom: 'ambrosine' } as const;

async function answered(world: VerbWorld): Promise<void> {
  await world.bringAbout('ambrosine', 'update.submit', { ref: '1.1', version: 0, ...wholeAnswer });
}

async function returned(world: VerbWorld): Promise<void> {
  await answered(world);
  await world.bringAbout('priyanka', 'lead.return', {
    ...{ ref: '1.1', version: 1, send: 'yes', comment: 'Is it?', answerBy: '2026-10-22' },
    suggested: 'completed',
  });
}

async function notMine(world: VerbWorld): Promise<void> {
  await world.bringAbout('ambrosine', 'update.notMine', { ref: '1.1' });
}

async function passedOn(world: VerbWorld): Promise<void> {
  await world.bringAbout('caterine', 'update.passOn', {
    ...{ ref: '2.1', go: 'yes', to: contactId('ambrosine'), howLong: 'once' },
  });
}

async function daysAway(world: VerbWorld): Promise<void> {
  await world.bringAbout('ambrosine', 'me.away.save', { awayFrom: '2026-11-02', awayTo: '2026-11-04' });
}

/** Every verb of an owner, with what it needs to succeed. */
export const ownerCases: readonly VerbCase[] = [
  { verb: 'updates.list', by: owner, data: {}, does: { kind: 'shows', view: 'list' }, aboutSelf: true },
  {
    verb: 'updates.list',
    title: 'back from a form',
    by: owner,
    data: { ref: '1.1', version: 0, ...wholeAnswer },
    does: { kind: 'changes', event: 'drafted', ...about11 },
  },
  { verb: 'update.open', by: owner, data: { ref: '1.1' }, does: { kind: 'shows', view: 'form' } },
  {
    verb: 'update.submit',
    by: owner,
    data: { ref: '1.1', version: 0, ...wholeAnswer },
    does: { kind: 'changes', event: 'submitted', ...about11 },
  },
  {
    verb: 'update.saveDraft',
    by: owner,
    data: { ref: '1.1', version: 0, ...wholeAnswer },
    does: { kind: 'changes', event: 'drafted', ...about11 },
  },
  {
    verb: 'update.noChange',
    by: owner,
    data: { ref: '1.1', version: 0, confirm: 'yes' },
    does: { kind: 'changes', event: 'submitted', ...about11 },
  },
  {
    verb: 'update.history',
    by: owner,
    given: answered,
    data: { ref: '1.1' },
    does: { kind: 'shows', view: 'history' },
    aboutSelf: true,
    also: ['cleopatra'],
  },
  {
    verb: 'update.withdraw',
    by: owner,
    given: answered,
    data: { ref: '1.1', version: 1 },
    does: { kind: 'changes', event: 'withdrawn', ...about11 },
  },
  { verb: 'me.away', by: owner, data: {}, does: { kind: 'shows', view: 'act-form' }, aboutSelf: true },
  {
    verb: 'me.away',
    title: 'change',
    by: owner,
    given: daysAway,
    data: { change: '2026-11-02' },
    does: { kind: 'shows', view: 'act-form' },
    aboutSelf: true,
  },
  {
    verb: 'me.away.save',
    by: owner,
    data: { awayFrom: '2026-10-21', awayTo: '2026-10-23', to: contactId('bartolome') },
    does: { kind: 'changes', event: 'away', forWhom: 'ambrosine' },
    aboutSelf: true,
  },
  {
    verb: 'me.away.save',
    title: 'take back',
    by: owner,
    given: daysAway,
    data: { change: '2026-11-02', takeBack: 'yes' },
    does: { kind: 'changes', event: 'away', forWhom: 'ambrosine' },
    aboutSelf: true,
  },
  {
    verb: 'update.notMine',
    by: owner,
    data: { ref: '1.1', suggestion: 'Somebody at the quay.' },
    does: { kind: 'changes', event: 'not-mine', ...about11 },
  },
  {
    verb: 'update.mine',
    by: owner,
    given: notMine,
    data: { ref: '1.1' },
    does: { kind: 'changes', event: 'kept-theirs', ...about11 },
  },
  {
    verb: 'update.passOn',
    by: owner,
    data: { ref: '1.1', go: 'yes', to: contactId('bartolome'), howLong: 'always' },
    does: { kind: 'changes', event: 'passed-on', ref: '1.1', forWhom: 'bartolome' },
  },
  {
    verb: 'update.handBack',
    by: owner,
    given: passedOn,
    data: { ref: '2.1' },
    does: { kind: 'changes', event: 'handed-back', ref: '2.1', forWhom: 'caterine' },
  },
  {
    verb: 'update.agree',
    by: owner,
    given: returned,
    data: { ref: '1.1', version: 1, outcome: 'They are lit.' },
    does: { kind: 'changes', event: 'agreed', ...about11 },
  },
  {
    verb: 'update.keep',
    by: owner,
    given: returned,
    data: { ref: '1.1', version: 1 },
    does: { kind: 'changes', event: 'kept', ...about11 },
  },
];
