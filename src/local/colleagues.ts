import { createHash } from 'node:crypto';
import type { App } from '../app.ts';
import { localDate } from '../calendar/local-time.ts';
import { isOutstanding } from '../cycle/outstanding.ts';
import type { UpdateRequest } from '../cycle/request.ts';
import type { Messenger, SendOutcome } from '../outbox/ports.ts';
import { loadCycle } from '../workflow/rounds/load-cycle.ts';
import type { ConversationAddress, Person } from '../workflow/people/person.ts';
import type { CycleKey } from '../workflow/ports.ts';
import { writeUpdate } from './colleagues-words.ts';

const scheme = 'simulated:';

/** Where a simulated colleague is written to: nowhere; the ledger counts it as sent. */
export function simulatedAddress(tenantId: string, aadObjectId: string): ConversationAddress {
  return {
    kind: 'personal',
    conversationId: `simulated-${aadObjectId}`,
    serviceUrl: `${scheme}//colleague`,
    tenantId,
    botId: 'board-updates',
    aadObjectId,
    userMri: `29:${aadObjectId}`,
  };
}

/** A messenger that takes in what is for simulated colleagues, and passes on the rest. */
export function simulatedMessenger(teams: Messenger): Messenger {
  let sent = 0;
  return {
    async sendToPerson(address, message, turn) {
      if (!address.serviceUrl.startsWith(scheme)) return teams.sendToPerson(address, message, turn);
      sent += 1;
      const { conversationId, serviceUrl } = address;
      const activity = { conversationId, activityId: `simulated-${sent}`, serviceUrl };
      return { kind: 'sent', activity } satisfies SendOutcome;
    },
    postToChannel: (address, message, turn) => teams.postToChannel(address, message, turn),
    redraw: async (activity, message, turn) =>
      activity.serviceUrl.startsWith(scheme) ? 'redrawn' : teams.redraw(activity, message, turn),
  };
}

/** How far through the ladder a cycle has come, as a share of all who will answer. */
export type Progress = 'request' | 'reminder' | 'due' | 'overdue';

/** Who answers by when: most soon, some when reminded, a few at the end, and some never. */
const answeredBy: Record<Progress, number> = { request: 0.35, reminder: 0.6, due: 0.78, overdue: 0.88 };

/**
 * Has the simulated colleagues answer what they would have answered by this rung. The same store, cycle and seed give
 * the same answers. They go through the desk, as anybody's do.
 */
export async function colleaguesAnswer(
  app: App,
  key: CycleKey,
  progress: Progress,
  seed: string,
): Promise<number> {
  const loaded = await loadCycle(app.store, key);
  if (loaded?.cycle.state !== 'open') return 0;
  const { timeZone } = loaded.planState.calendar;
  const already = loaded.requests.flatMap(({ answer }) => answer?.status ?? []);
  let answered = 0;
  for (const request of loaded.requests.filter(isOutstanding)) {
    const contact = loaded.contacts.get(loaded.routes.get(request.ref)?.messaged ?? '');
    if (!contact || share(seed, contact.id) >= answeredBy[progress]) continue;
    const person = (await app.store.people.byEmail(key.tenantId, contact.email))?.value;
    if (!person?.address?.serviceUrl.startsWith(scheme)) continue;
    const inputs = writeUpdate({
      last: request.baseline.status,
      share: (what) => share(seed, `${request.ref} ${what}`),
      already: (status) => already.filter((one) => one === status).length,
      today: localDate(app.clock.now(), timeZone),
    });
    if (!(await submit(app, key, person, person.address, request, inputs))) continue;
    answered += 1;
    already.push(inputs['status'] ?? '');
  }
  return answered;
}

/** Through the desk, as anybody's. False when it was not taken: somebody else is writing on it, say. */
async function submit(
  app: App,
  key: CycleKey,
  { tenantId, aadObjectId, name, email }: Person,
  address: ConversationAddress,
  { ref }: UpdateRequest,
  inputs: Record<string, string>,
): Promise<boolean> {
  const turn = {
    who: { tenantId, aadObjectId, name },
    where: address,
    profile: () => Promise.resolve(email === undefined ? {} : { email }),
  };
  const ids = { programme: key.programmeId, cycle: key.cycleId, ref, version: 0 };
  const reply = await app.desk.acted(turn, 'update.submit', { ...ids, ...inputs });
  return reply.kind === 'views' && reply.views.some(({ kind }) => kind === 'list');
}

/** A number in [0, 1) that is always the same for the same seed and name. */
function share(seed: string, name: string): number {
  return createHash('sha256').update(`${seed}\n${name}`).digest().readUInt32BE(0) / 2 ** 32;
}
