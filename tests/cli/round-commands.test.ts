import { describe, expect, it } from '@jest/globals';
import type { Session } from '../../src/cli/command.ts';
import { Refused } from '../../src/cli/output.ts';
import {
  moveCycleCommand,
  pauseCycleCommand,
  resumeCycleCommand,
  scheduleCommand,
} from '../../src/cli/round-commands.ts';
import { leadWorld } from '../workflow/lead-world.ts';

const options = { programme: 'hws', cycle: '2026-11' };
const actions = [
  { ref: '1.1', owner: 'sam' },
  { ref: '1.2', owner: 'ama' },
];

/** What these commands use of the app. */
async function session() {
  const world = await leadWorld({ actions });
  const { store, outbox, clock } = world;
  return { world, session: { app: { store, outbox, clock } } as unknown as Session };
}

describe('cycle move', () => {
  it('says the old and the new dates, and who is told', async () => {
    const { session: on } = await session();
    const { document, lines } = await moveCycleCommand(on, { ...options, meeting: '2026-12-03' });
    expect(document).toMatchObject({
      meeting: '2026-12-03',
      deadline: '2026-11-09',
      before: { meeting: '2026-11-19', deadline: '2026-10-26' },
      told: [
        { to: 'sam@council.example', refs: ['1.1'] },
        { to: 'ama@council.example', refs: ['1.2'] },
      ],
    });
    expect(lines.join('\n')).toMatch(/deadline +2026-11-09 +before 2026-10-26/);
  });

  it('keeps the meeting where only another day is given', async () => {
    const { session: on } = await session();
    const { document } = await moveCycleCommand(on, { ...options, deadline: '2026-10-27' });
    expect(document).toMatchObject({ meeting: '2026-11-19', deadline: '2026-10-27', closes: '2026-10-29' });
  });
});

describe('cycle pause and resume', () => {
  it('hold the cycle back and go on with it', async () => {
    const { session: on, world } = await session();
    await pauseCycleCommand(on, options);
    expect((await world.loaded()).cycle.paused).toBeDefined();
    await expect(moveCycleCommand(on, { ...options, meeting: '2026-12-03' })).rejects.toThrow(Refused);
    const { document } = await resumeCycleCommand(on, options);
    expect(document).toMatchObject({ resumed: true, meeting: '2026-11-19' });
    expect((await world.loaded()).cycle.paused).toBeUndefined();
  });
});

describe('schedule', () => {
  it('prints what is to come with names, for people and for programs', async () => {
    const { session: on, world } = await session();
    await world.delivered('sam@council.example', ['1.1'], 'request', { state: 'unreachable' });
    const { document, lines } = await scheduleCommand(on, options);
    expect(document).toMatchObject({
      state: 'open',
      paused: null,
      gone: [{ kind: 'request', to: ['Contact sam'], notReached: ['Contact sam'] }],
    });
    expect((document as { toCome: object[] }).toCome[0]).toEqual({
      at: '2026-10-21T08:30:00Z',
      local: '2026-10-21T09:30',
      kind: 'reminder',
      to: ['Contact ama', 'Contact sam'],
      notReached: [],
    });
    expect(lines.join('\n')).toMatch(/2026-10-21T09:30 +a reminder +2 +Contact ama, Contact sam/);
  });
});
