import type { Cycle } from '../cycle/cycle.ts';
import type { ActorProgramme } from './actor.ts';
import type { ActReply } from './desk.ts';

/** A request that an act has changed, and where it is. */
export interface Changed {
  part: ActorProgramme;
  cycle: Cycle;
  ref: string;
}

/** What a person's act comes to: the answer to them, and whether others' lists show something else now. */
export interface ActResult {
  reply: ActReply;
  changed?: Changed;
}
