import { Temporal } from '../../calendar/temporal.ts';
import type { Cycle, CycleState } from '../../cycle/cycle.ts';
import type { ActorProgramme } from '../people/actor.ts';
import type { CycleKey } from '../ports.ts';

export interface ChosenCycle {
  of: ActorProgramme;
  cycle: Cycle;
  key: CycleKey;
}

/** What a lead most likely means: what runs, else what waits to be published, else what was, else what is to come. */
const likeliest: readonly CycleState[] = ['open', 'closed', 'published', 'scheduled', 'cancelled'];

/**
 * The cycle that a lead's command is about. `words` may name a cycle's id, or a programme by its id or title; what
 * they do not name is taken from what is going on: the open cycle that is due first, or else the next best.
 */
export function chooseCycle(led: readonly ActorProgramme[], words: string): ChosenCycle | undefined {
  const all = led.flatMap((of) => of.programme.cycles.map((cycle) => chosen(of, cycle)));
  const wanted = words.trim().toLowerCase();
  const namesCycle = all.filter(({ cycle }) => mentions(wanted, cycle.id));
  const namesProgramme = all.filter(({ of }) => namesIt(wanted, of));
  const both = namesCycle.filter((one) => namesProgramme.includes(one));
  const candidates = [both, namesCycle, namesProgramme, all].find((some) => some.length > 0) ?? [];
  return [...candidates].sort(byLikelihood)[0];
}

/** The same cycle of that programme, if there is one: for ids that come with a button. */
export function findCycle(of: ActorProgramme, cycleId: string): ChosenCycle | undefined {
  const cycle = of.programme.cycles.find(({ id }) => id === cycleId);
  return cycle && chosen(of, cycle);
}

/** Whether words name this programme, by its id or its title. */
export function namesIt(words: string, { programme }: ActorProgramme): boolean {
  const title = programme.settings.title.toLowerCase();
  const typed = words.trim().toLowerCase();
  return (
    mentions(typed, programme.id) || (typed.length > 3 && (title.includes(typed) || typed.includes(title)))
  );
}

function chosen(of: ActorProgramme, cycle: Cycle): ChosenCycle {
  const { tenantId, id } = of.programme;
  return { of, cycle, key: { tenantId, programmeId: id, cycleId: cycle.id } };
}

function mentions(words: string, id: string): boolean {
  return words.split(/[\s,.;:?!]+/).includes(id.toLowerCase());
}

/** The open one that is due first; of those that are over, the latest; of those to come, the soonest. */
function byLikelihood(a: ChosenCycle, b: ChosenCycle): number {
  const state = likeliest.indexOf(a.cycle.state) - likeliest.indexOf(b.cycle.state);
  if (state !== 0) return state;
  const soonest = Temporal.PlainDate.compare(a.cycle.dates.deadline, b.cycle.dates.deadline);
  return a.cycle.state === 'open' || a.cycle.state === 'scheduled' ? soonest : -soonest;
}
