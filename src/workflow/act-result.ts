import type { Cycle } from '../cycle/cycle.ts';
import type { ActorProgramme } from './people/actor.ts';
import type { ActReply } from './desk.ts';

/** The requests that an act has changed, and where they are. */
export interface Changed extends ChangedIn {
  part: Pick<ActorProgramme, 'programme' | 'register' | 'contactIds'>;
  /** In other cycles of the programme. */
  elsewhere?: readonly ChangedIn[];
}

/** Those of one cycle. */
export interface ChangedIn {
  cycle: Cycle;
  refs: readonly string[];
  /** Whose lists change beside those who may answer now: whoever answered before. */
  formerly?: readonly string[];
}

/** What a person's act comes to: the answer to them, and whether others' lists show something else now. */
export interface ActResult {
  reply: ActReply;
  changed?: Changed;
}
