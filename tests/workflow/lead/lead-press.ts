import type { View } from '../../../src/cards/views/view.ts';
import type { ActResult } from '../../../src/workflow/act-result.ts';
import type { ViewOf } from '../../builders/desk-world.ts';
import { lead, type LeadWorld } from '../lead-world.ts';

/** Presses a lead's button of the world's cycle. */
export async function press(
  { desk, key, actor, turn }: LeadWorld,
  verb: string,
  data: object = {},
  who = lead,
): Promise<ActResult> {
  const { programmeId: programme, cycleId: cycle } = key;
  const result = await desk.acted(await actor(who), await turn(who), verb, { programme, cycle, ...data });
  return result!;
}

/** The first view of an answer; fails the test where it is of another kind. */
export function viewOf<K extends View['kind']>({ reply }: ActResult, kind: K): ViewOf<K> {
  const [view] = reply.kind === 'views' ? reply.views : [];
  if (view?.kind !== kind) throw new Error(`Expected ${kind}, got ${JSON.stringify(reply)}`);
  return view.view as ViewOf<K>;
}
