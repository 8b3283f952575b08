import type { CycleEvent } from '../../cycle/event.ts';
import type { Programme } from '../../programme/programme.ts';
import { actOnProgramme, writeTrails } from '../act-on-programme.ts';
import type { LeadPress } from './lead-press.ts';

/**
 * A lead's act on the programme whose cycle is at hand, with what that cycle's trail says of it. Undefined where `change`
 * leaves the programme as it is.
 */
export async function actOnChosen(
  { deps, chosen, author, turn, now }: LeadPress<unknown>,
  said: Pick<CycleEvent, 'id' | 'kind' | 'contactId'>,
  change: (programme: Programme) => Programme | undefined | Promise<Programme | undefined>,
): Promise<Programme | undefined> {
  const { programmeId, cycleId } = chosen.key;
  const card = turn.card && { card: turn.card.activityId };
  const event: CycleEvent = { ...said, at: now, by: author, ...card };
  const written = await actOnProgramme(deps.store, programmeId, now, async (current) => {
    const programme = await change(current);
    return programme && { programme, events: [{ cycleId, event }] };
  });
  await writeTrails(deps.store, programmeId);
  return written;
}
