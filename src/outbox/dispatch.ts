import type { ProgrammeSettings } from '../programme/settings.ts';
import { newestCardOf, withNewestCard, type ConversationAddress, type Person } from '../workflow/person.ts';
import type { ChannelStore, PeopleStore } from '../workflow/ports.ts';
import type { Delivery } from './ledger.ts';
import type { Drawn, Messenger, OutgoingMessage, Pace, SendOutcome } from './ports.ts';

export interface DispatchDeps {
  people: PeopleStore;
  channels: ChannelStore;
  messenger: Messenger;
  pace: Pace;
  /** The board of a programme, with its channel where there is one. */
  boardOf: (programmeId: string) => Promise<ProgrammeSettings['board'] | undefined>;
  /** What an older card shrinks to when a newer one has come. */
  shrunk: (delivery: Delivery) => Promise<OutgoingMessage | undefined>;
}

export type Dispatch = (
  delivery: Delivery,
  drawn: Extract<Drawn, { kind: 'message' }>,
) => Promise<SendOutcome>;

/** Sends a drawn message to whoever it is for, at the tenant's pace. Never throws for what Teams answers. */
export function createDispatch(deps: DispatchDeps): Dispatch {
  return async (delivery, drawn) => {
    const { recipient } = delivery;
    if (recipient.kind === 'board') return post(deps, delivery, drawn.message);
    if (recipient.by === 'email') {
      return { kind: 'unreachable', why: 'no e-mail configured', detail: 'reached by e-mail' };
    }
    const found = await deps.people.byEmail(delivery.tenantId, recipient.email);
    const person = found?.value;
    if (!person?.address)
      return { kind: 'unreachable', why: person?.unreachable ?? 'not installed', detail: 'no address' };
    if (person.unreachable !== undefined)
      return { kind: 'unreachable', why: person.unreachable, detail: 'known' };
    const outcome = await paced(deps, delivery.tenantId, () =>
      deps.messenger.sendToPerson(person.address as ConversationAddress, drawn.message),
    );
    await remember(deps, delivery, drawn, person, outcome);
    return outcome;
  };
}

async function post(deps: DispatchDeps, delivery: Delivery, message: OutgoingMessage): Promise<SendOutcome> {
  const board = await deps.boardOf(delivery.programmeId);
  if (board?.channelId === undefined)
    return { kind: 'unreachable', why: 'no channel is set', detail: 'no channel' };
  const address = await channelAddress(deps, delivery.tenantId, board.channelId, board.teamId);
  if (!address)
    return { kind: 'unreachable', why: 'the bot is not in the channel yet', detail: 'no address' };
  return paced(deps, delivery.tenantId, () => deps.messenger.postToChannel(address, message));
}

/** Where the channel is: as the bot has met it, or else by its team, to which the bot was added. */
async function channelAddress(
  { channels }: DispatchDeps,
  tenantId: string,
  channelId: string,
  teamId: string | undefined,
): Promise<ConversationAddress | undefined> {
  const met = await channels.find(tenantId, channelId);
  if (met || teamId === undefined) return met;
  const team = await channels.find(tenantId, teamId);
  return team && { ...team, conversationId: channelId };
}

async function paced(
  deps: DispatchDeps,
  tenantId: string,
  send: () => Promise<SendOutcome>,
): Promise<SendOutcome> {
  await deps.pace.turn(tenantId);
  const outcome = await send();
  if (outcome.kind === 'retry' && outcome.throttled) {
    await deps.pace.backOff(tenantId, outcome.afterSeconds ?? 1);
  }
  return outcome;
}

/** Keeps what the send taught: a conversation made, a person out of reach, their newest card. */
async function remember(
  deps: DispatchDeps,
  delivery: Delivery,
  drawn: Extract<Drawn, { kind: 'message' }>,
  person: Person,
  outcome: SendOutcome,
): Promise<void> {
  if (outcome.kind === 'unreachable') {
    await deps.people.upsert(person, (current) => ({ ...(current ?? person), unreachable: outcome.why }));
  }
  if (outcome.kind !== 'sent') return;
  const { address, activity } = outcome;
  if (!address && !drawn.showsList) return;
  const { programmeId, cycleId } = delivery;
  const newestCard = drawn.showsList ? { ...activity, programmeId, cycleId } : undefined;
  await deps.people.upsert(person, (current) => {
    const known = { ...(current ?? person), ...(address ? { address } : {}) };
    return newestCard ? withNewestCard(known, newestCard) : known;
  });
  const older = newestCardOf(person, programmeId);
  if (!newestCard || !older || older.activityId === newestCard.activityId) return;
  const shrunk = await deps.shrunk(delivery);
  if (!shrunk) return;
  await deps.pace.turn(delivery.tenantId);
  await deps.messenger.redraw(older, shrunk);
}
