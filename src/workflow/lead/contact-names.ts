import type { ActorProgramme } from '../people/actor.ts';
import { leadsOf } from '../people/programme-people.ts';

/** What a programme's contacts and leads are called, by contact id. */
export function contactNames({ programme, register }: ActorProgramme): Map<string, string> {
  const all = [...leadsOf(programme, register), ...register.contacts];
  return new Map(all.map(({ id, name }) => [id, name]));
}
