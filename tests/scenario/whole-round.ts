import type { DigestJson } from '../../src/digest/digest-json.ts';
import type { FakePerson, FakeTeam } from '../fakes/teams-server.ts';
import { answersAll, buttonsOf, wholeAnswers, type Filled } from './answers.ts';
import { startCouncil, type Council, type Files } from './council.ts';
import { isAsked, ownerOf, readPaperPlan, type PaperPlan } from './paper-plan.ts';

/** A whole cycle, from the files to the published digest, and what came of it. */
export interface Round {
  council: Council;
  plan: PaperPlan;
  imported: unknown;
  people: Map<string, FakePerson>;
  lead: FakePerson;
  chair: FakePerson;
  board: FakeTeam;
  answers: Map<string, Filled>;
  digest: DigestJson;
}

const leadEmail = 'priya.raman@council.example';
const chairEmail = 'dilys.hartnoll@council.example';
const kinds = Object.values(wholeAnswers);

/** Runs a register through a cycle in which everybody who is reached by Teams answers, each with every status. */
export async function wholeRound(files: Files): Promise<Round> {
  const council = await startCouncil();
  const { teams } = council;
  const plan = readPaperPlan(files.register, files.owners);
  const server = await council.serve('off');
  const imported = await council.importFiles({
    ...files,
    settings: { ...files.settings, leads: [leadEmail], chairs: [chairEmail] },
  });
  const { rungs, publish } = await council.addCycle('june', '2026-06-25');
  const at = (kind: string) => rungs.find((rung) => rung.kind === kind)?.at ?? '';

  const lead = teams.person({ name: 'Priya Raman', email: leadEmail });
  const chair = teams.person({ name: 'Dilys Hartnoll', email: chairEmail });
  const people = new Map(
    [...plan.owners.values()]
      .filter(({ by }) => by === 'teams')
      .map(({ lead: contact }) => [contact.email, teams.person(contact)]),
  );
  await council.install([lead, chair, ...people.values()]);
  const board = teams.team({ name: 'Board', channels: ['Papers'], members: [lead, chair] });
  await useChannel(lead, board.channelId('Papers'));

  await council.tick(at('request'));
  const answers = new Map<string, Filled>();
  for (const [email, person] of people) {
    const refs = plan.actions
      .filter((action) => isAsked(action) && ownerOf(plan, action)?.lead.email === email)
      .map(({ ref }) => ref);
    const given = await answersAll(
      person,
      refs,
      (ref) => kinds[(answers.size + refs.indexOf(ref)) % kinds.length] ?? wholeAnswers.onTrack,
    );
    for (const [ref, filled] of given) answers.set(ref, filled);
  }
  await council.tick(at('close'));
  const digest = await council.digest('june');
  await council.tick(`${publish}T12:00:00Z`);
  const [publishing] = buttonsOf(lead.cards().at(-1), 'digest.publish');
  await lead.presses('digest.publish', { ...publishing, foreword: 'A good spring.' });
  await council.tick();
  await server.stop();
  return { council, plan, imported, people, lead, chair, board, answers, digest };
}

/** The lead makes a channel the board's. */
export async function useChannel(lead: FakePerson, channelId: string): Promise<void> {
  const asked = await lead.mentionsBot(channelId, 'use this channel');
  const card = asked.meanwhile.find(({ card }) => card !== undefined)?.card;
  const [use] = buttonsOf(card, 'channel.use');
  const { card: done } = await lead.presses('channel.use', use, { channelId });
  if (!JSON.stringify(done).includes('now the board')) throw new Error(`No channel: ${JSON.stringify(done)}`);
}
