import type { View } from '../../../src/cards/views.ts';
import type { EventKind } from '../../../src/cycle/request.ts';
import type { Name, Presser, VerbWorld } from './verb-world.ts';

/** One way of pressing a button, with data that is complete and valid, and what comes of it where it is allowed. */
export interface VerbCase {
  verb: string;
  /** What it is about, where a verb can do several things. */
  title?: string;
  by: Presser;
  /** What must have happened before. */
  given?: (world: VerbWorld) => Promise<void>;
  data: object | ((world: VerbWorld) => Promise<object>);
  does: Does;
  /** Others whom it shows something too, by design. */
  also?: readonly Name[];
  /** A button about whoever presses it: others are answered with what is theirs, or that nothing is. */
  aboutSelf?: true;
}

/** The data as it is in a world where all that must be given is. */
export async function dataOf({ data }: VerbCase, world: VerbWorld): Promise<object> {
  return typeof data === 'function' ? data(world) : data;
}

export type Does =
  /** The trail says so: what happened, about what, and for whom. */
  | { kind: 'changes'; event: EventKind; ref?: string; forWhom?: Name }
  /** It shows something, and changes nothing. */
  | { kind: 'shows'; view: View['kind'] };

export function titleOf({ verb, title }: VerbCase): string {
  return title === undefined ? verb : `${verb} (${title})`;
}
