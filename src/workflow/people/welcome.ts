import type { View } from '../../cards/views/view.ts';
import { arrive } from './arrive.ts';
import type { DeskDeps } from '../desk-deps.ts';
import type { Turn } from '../desk.ts';
import { welcomeViews } from '../help.ts';
import { resolveActor } from './resolve-actor.ts';

/**
 * The app was installed: says hello, once, and has what could not reach them sent now. In a channel it remembers
 * where that is, and says nothing.
 */
export async function welcome(deps: DeskDeps, turn: Turn): Promise<View[]> {
  const { where } = turn;
  if (where.kind === 'channel') {
    await deps.store.channels.save(where.conversationId, where);
    return [];
  }
  const actor = await resolveActor(deps, turn);
  // Also when they had arrived before: a crash may have come between remembering them and planning again.
  await arrive(deps, actor.person);
  return actor.arrived ? welcomeViews(actor) : [];
}

/** The app was removed: nothing can be sent to them until they come back. */
export async function farewell(deps: Pick<DeskDeps, 'store' | 'clock'>, turn: Turn): Promise<void> {
  if (turn.where.kind === 'channel') return;
  const { tenantId, aadObjectId, name } = turn.who;
  await deps.store.people.upsert({ tenantId, aadObjectId }, (current) => {
    const known = current ?? { tenantId, aadObjectId, name, metAt: deps.clock.now() };
    const { address: _, ...rest } = known;
    return { ...rest, unreachable: 'removed the app' };
  });
}
