import type { View } from '../../../src/cards/views/view.ts';
import type { EventKind } from '../../../src/cycle/event.ts';
import type { Name, Presser, VerbWorld } from './verb-world.ts';

/** What a button sends, the ids of its programme and cycle left out. */
export type Data = Record<string, unknown>;

/** One way of pressing a button, with data that is complete and valid, and what comes of it where it is allowed. */
export interface VerbCase {
  verb: string;
  /** What it is about, where a verb can do several things. */
  title?: string;
  by: Presser;
  /** What must have happened before. */
  given?: (world: VerbWorld) => Promise<void>;
  data: Data | ((world: VerbWorld) => Promise<Data>);
  does: Does;
  /** Others whom it shows something too, by design. */
  also?: readonly Name[];
  /** A button about whoever presses it: others are answered with what is theirs, or that nothing is. */
  aboutSelf?: true;
}

/** The data as it is in a world where all that must be given is. */
export async function dataOf({ data }: VerbCase, world: VerbWorld): Promise<Data> {
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
