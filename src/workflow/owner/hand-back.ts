import { z } from 'zod';
import { backWith, handBack } from '../../cycle/acts/hand-back.ts';
import { isRefused } from '../../cycle/acts/refused.ts';
import { sentence } from '../../cycle/date-names.ts';
import type { Handover } from '../../cycle/cycle.ts';
import type { ActResult } from '../act-result.ts';
import type { DeskDeps } from '../desk-deps.ts';
import { handOver, type HandOverDecision, type HandOverFrame } from '../register/hand-over.ts';
import { goesWords } from '../messages/going-words.ts';
import { keepWords } from '../updates/keep-words.ts';
import { refuse, refuseRequest } from '../refusals.ts';
import { listAgain, ownRequests } from './own-requests.ts';
import type { OwnerPress } from './owner-act.ts';
import { id } from '../card-id.ts';

/** The data of `update.handBack`. */
export const HandBackData = z.object({ programme: id, cycle: id, ref: id });

/** `update.handBack`: a request goes back to whoever was asked before it was passed on, and to nobody else. */
export async function handRequestBack(
  deps: DeskDeps,
  data: z.infer<typeof HandBackData>,
  press: OwnerPress,
): Promise<ActResult> {
  const { actor, turn, data: raw } = press;
  const own = await ownRequests(deps, actor, data);
  if (!own?.theirs.some(({ ref }) => ref === data.ref)) {
    return { reply: refuseRequest({ kind: 'not-theirs' }, raw) };
  }
  const kept = await keepWords(deps, press);
  if (kept.kind === 'not-saved') return { reply: kept.reply };
  const card = turn.card?.activityId;
  let why = '';
  let to: Handover | undefined;
  const done = await handOver(
    deps,
    { cycle: own.loaded.key, by: own.author, ...(card !== undefined && { card }) },
    (frame) => {
      const back = handBack(frame.cycle.handovers ?? [], data.ref, own.part.contactIds);
      why = isRefused(back) ? back.refused : '';
      to = isRefused(back) ? undefined : back;
      return to && backTo(frame, to);
    },
  );
  if (!done || !to) {
    const message = `Nothing was changed: ${why || 'it is not with you any more'}. If it is not yours, say “Not mine”, and the programme lead will decide.`;
    return { reply: refuse('This cannot be handed back', sentence(message).replace(/\.\.$/, '.'), raw) };
  }
  const holder = backWith(to, own.loaded.register.contacts);
  const isTold = done.told.some(({ contactId }) => contactId === holder.contactId);
  const told = isTold ? ', and is told that you handed it back' : '';
  const goes = goesWords(done.told, own.now, own.loaded.planState.calendar);
  const notice = `${holder.name} has ${data.ref} again${told}.${goes}`;
  return {
    reply: await listAgain(deps, own, notice),
    changed: { ...done.changed, part: { ...done.changed.part, contactIds: own.part.contactIds } },
  };
}

/** What was passed on for good is taken back for good: the amendment of that very moment holds no more. */
function backTo({ register, cycle }: HandOverFrame, passedOn: Handover): HandOverDecision {
  const { ref, at } = passedOn;
  const { contactId } = backWith(passedOn, register.contacts);
  const latest = cycle.handovers?.findLast((one) => one.ref === ref);
  const isKnown = register.contacts.some(({ id: known }) => known === contactId);
  return {
    handovers: [
      {
        ref,
        why: 'handed-back',
        // Whoever has left the register meanwhile gets nothing: their successor does, as the owner's contact.
        ...(isKnown && { contactId }),
        ...(latest?.contactId !== undefined && { from: latest.contactId }),
        ...(latest?.ownerId !== undefined && { ownerId: latest.ownerId }),
      },
    ],
    revokes: (amendment) =>
      amendment.kind === 'officer' &&
      amendment.ref === ref &&
      amendment.at.epochMilliseconds === at.epochMilliseconds,
  };
}
