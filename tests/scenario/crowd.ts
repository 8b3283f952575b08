import type { FakePerson } from '../fakes/teams-server.ts';
import type { AddedCycle, Council } from './council.ts';

/** So many owners with an action each, all reached by Teams and met already, and a cycle that is about to open. */
export interface Crowd {
  people: FakePerson[];
  cycle: AddedCycle;
  opensAt: string;
  /** How many cards with their updates each person got, by e-mail. */
  requestsSeen(): Map<string, number>;
}

const leadEmail = 'priya.raman@council.example';

export async function gatherCrowd(council: Council, size: number): Promise<Crowd> {
  const owners = Array.from({ length: size }, (_, index) => ({
    name: `Team ${String(index + 1).padStart(2, '0')}`,
    email: `team${index + 1}@council.example`,
  }));
  await council.importFiles({
    register: csv(
      ['Ref', 'Priority', 'Action', 'Owner'],
      owners.map(({ name }, index) => [`1.${index + 1}`, 'Moving more', `Open ground ${index + 1}`, name]),
    ),
    owners: csv(
      ['Owner', 'Lead contact', 'Lead email', 'Reached by'],
      owners.map(({ name, email }) => [name, `Lead of ${name}`, email, 'teams']),
    ),
    settings: { title: 'Moving more', leads: [leadEmail] },
  });
  const cycle = await council.addCycle('june', '2026-06-25');
  const people = owners.map(({ name, email }) => council.teams.person({ name, email }));
  const server = await council.serve('off');
  await council.install(people);
  await server.stop();
  return {
    people,
    cycle,
    opensAt: cycle.rungs.find(({ kind }) => kind === 'request')?.at ?? '',
    requestsSeen: () => new Map(people.map((person) => [person.email, requestsTo(person)])),
  };
}

/** The cards with something to open that came to somebody's chat. */
export function requestsTo(person: FakePerson): number {
  return person
    .saw()
    .filter(({ kind, card }) => kind === 'message' && JSON.stringify(card ?? {}).includes('"update.open"'))
    .length;
}

export function csv(headings: string[], rows: string[][]): string {
  return [headings, ...rows].map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\n');
}
