import { isOutstanding } from '../cycle/outstanding.ts';
import type { OwnerName, UpdateRequest } from '../cycle/request.ts';
import type { Participation } from './digest.ts';

/** Stands for the actions that have no owner: the programme's lead answers for them, together. */
export const noOwner: OwnerName = { id: '', name: 'Actions without an owner' };

/** Who answers for a request: the first-named owner. A contributor's silence is never reported. */
export function answeringOwner(request: UpdateRequest): OwnerName {
  return request.owners[0] ?? noOwner;
}

/**
 * Who was asked, who has answered everything, and who is awaited; in the register's order. A request that a lead
 * excused is neither asked nor awaited. An owner to whom nothing could be delivered is never among the silent.
 */
export function participationOf(
  requests: readonly UpdateRequest[],
  notReached: ReadonlySet<string>,
): Participation {
  const asked = requests.filter(takesPart);
  const owners = new Map(asked.map((request) => [answeringOwner(request).id, answeringOwner(request).name]));
  const outstanding = asked.filter(isOutstanding);
  const excused = requests.filter((request) => request.state === 'excused' && !takesPart(request)).length;
  const awaited = new Set(outstanding.map((request) => answeringOwner(request).id));
  const named = (reached: boolean) =>
    [...owners].filter(([id]) => awaited.has(id) && notReached.has(id) !== reached).map(([, name]) => name);
  return {
    asked: owners.size,
    answered: owners.size - awaited.size,
    noUpdate: named(true),
    notReached: named(false),
    requestsAsked: asked.length,
    requestsAnswered: asked.length - outstanding.length,
    ...(excused > 0 && { requestsExcused: excused }),
  };
}

/** Asked, and not excused. */
export function takesPart({ asked, state, answer }: UpdateRequest): boolean {
  if (!asked || state === 'retired') return false;
  return state !== 'excused' || answer !== undefined;
}
