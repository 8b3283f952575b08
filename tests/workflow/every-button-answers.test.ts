import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { createLeadDesk } from '../../src/workflow/lead-desk.ts';
import { deskWorld, theView } from '../builders/desk-world.ts';
import { openedCycle, type CycleSpec } from '../builders/open-cycle.ts';

const spec: CycleSpec = {
  owners: { Housing: { lead: 'priya' } },
  actions: { '1.1': { owners: ['Housing'] } },
};

/** Every verb that a template carries, and those that a view puts into one. */
const verbs = [
  ...new Set([
    ...readdirSync('cards').flatMap((file) =>
      [...readFileSync(`cards/${file}`, 'utf8').matchAll(/"verb": "([^"$]+)"/g)].map(([, verb]) => verb!),
    ),
    'channel.use',
  ]),
];

async function deskWithBothSides() {
  const store = await openedCycle(spec);
  const { clock } = await deskWorld(spec);
  const outbox = {
    put: async () => undefined,
    metPerson: async () => undefined,
    confirmArrival: async () => undefined,
    stop: async () => ({ stopped: [], inFlight: [], over: [], unreadable: [] }),
  };
  return deskWorld(spec, { store, clock, outbox, lead: createLeadDesk({ store, outbox, clock }) });
}

describe('every button on a card', () => {
  it('is looked for in the templates', () => {
    expect(verbs).toEqual(
      expect.arrayContaining(['help.show', 'chat.say', 'update.submit', 'lead.overview']),
    );
  });

  it.each(verbs)('%s is answered', async (verb) => {
    const world = await deskWithBothSides();
    const reply = await world.act('priya', verb, { ref: '1.1', version: 0, text: 'help', channelId: '19:x' });
    expect(reply.kind).toBe('views');
    expect(JSON.stringify(reply)).not.toContain('I do not know this button');
  });

  it('is told from one that nobody answers', async () => {
    const world = await deskWithBothSides();
    expect(JSON.stringify(await world.act('priya', 'update.unheard'))).toContain('I do not know this button');
  });
});

describe('help', () => {
  it('comes in place of the list, and leads back to it', async () => {
    const world = await deskWithBothSides();
    const help = theView(await world.act('priya', 'help.show'), 'notice');
    expect(help.title).toBe('What I can do');
    const back = theView(await world.actRaw('priya', 'updates.list', help.back), 'list');
    expect(back.rows.map(({ ref }) => ref)).toEqual(['1.1']);
  });

  it('names commands whose buttons do what they say', async () => {
    const world = await deskWithBothSides();
    const { commands } = theView(await world.say('priya', 'help'), 'notice');
    const answers = await Promise.all(
      commands.map(({ text }) => world.actRaw('priya', 'chat.say', { text })),
    );
    const kinds = answers.map((answer) => (answer.kind === 'views' ? answer.views[0]?.kind : answer.kind));
    expect(commands.map(({ text }) => text)).toEqual([
      'my updates',
      'my history',
      'overdue',
      'digest',
      'help',
    ]);
    expect(kinds).toEqual(['list', 'history', 'overdue', 'preview', 'notice']);
  });
});
