import type { Logger } from '../log.ts';
import type { Programme } from '../programme/programme.ts';
import type { ConversationAddress, Person } from '../workflow/people/person.ts';
import type { ChannelStore, PeopleStore } from '../workflow/ports.ts';
import type { Delivery, SentActivity } from './ledger.ts';
import type { Drawn, Messenger, OutgoingMessage, Pace, SendOutcome, TurnToSend } from './ports.ts';

export interface DispatchDeps {
  people: Pick<PeopleStore, 'byEmail' | 'upsert'>;
  channels: ChannelStore;
  messenger: Messenger;
  pace: Pace;
  /** What an older card shrinks to when a newer one has come. */
  shrunk: (delivery: Delivery, programme: Programme) => OutgoingMessage | undefined;
  log: Logger;
}

/** What is known of the recipient where a message is sent. */
export interface SendingTo {
  /** As the bot has met them; a little old, perhaps. */
  person: Person | undefined;
  programme: Programme;
  /** Aborted when the process is to stop: whatever has not left stays. */
  signal?: AbortSignal;
}

export interface Dispatch {
  /**
   * Sends a drawn message to whoever it is for, at the tenant's pace. Never throws for what Teams answers; throws
   * where nothing has left: the signal's reason once it is aborted, or whatever kept it from being sent.
   */
  send(delivery: Delivery, drawn: Extract<Drawn, { kind: 'message' }>, to: SendingTo): Promise<SendOutcome>;
  /** Shrinks the card that a newer one has taken the place of. One that cannot be redrawn stays as it is. */
  shrink(older: SentActivity, delivery: Delivery, programme: Programme): Promise<void>;
}

export function createDispatch(deps: DispatchDeps): Dispatch {
  async function toPerson(
    delivery: Delivery,
    email: string,
    message: OutgoingMessage,
    { person: known, signal }: SendingTo,
  ): Promise<SendOutcome> {
    // Whoever seems out of reach may have come since.
    const person = isReachable(known) ? known : (await deps.people.byEmail(delivery.tenantId, email))?.value;
    const { address, unreachable } = person ?? {};
    if (!person || !address) {
      return { kind: 'unreachable', why: unreachable ?? 'not installed', detail: 'no address' };
    }
    if (unreachable !== undefined) return { kind: 'unreachable', why: unreachable, detail: 'known' };
    const outcome = await paced(delivery.tenantId, signal, (turn) =>
      deps.messenger.sendToPerson(address, message, turn),
    );
    await keep(() => remember(person, outcome));
    return outcome;
  }

  async function post(
    { tenantId }: Delivery,
    message: OutgoingMessage,
    { programme, signal }: SendingTo,
  ): Promise<SendOutcome> {
    const { channelId, teamId } = programme.settings.board;
    if (channelId === undefined)
      return { kind: 'unreachable', why: 'no channel is set', detail: 'no channel' };
    const address = await channelAddress(tenantId, channelId, teamId);
    if (!address)
      return { kind: 'unreachable', why: 'the bot is not in the channel yet', detail: 'no address' };
    return paced(tenantId, signal, (turn) => deps.messenger.postToChannel(address, message, turn));
  }

  /** Where the channel is: as the bot has met it, or else by its team, to which the bot was added. */
  async function channelAddress(
    tenantId: string,
    channelId: string,
    teamId: string | undefined,
  ): Promise<ConversationAddress | undefined> {
    const met = await deps.channels.find(tenantId, channelId);
    if (met || teamId === undefined) return met;
    const team = await deps.channels.find(tenantId, teamId);
    return team && { ...team, conversationId: channelId };
  }

  async function paced(
    tenantId: string,
    signal: AbortSignal | undefined,
    send: (turn: TurnToSend) => Promise<SendOutcome>,
  ): Promise<SendOutcome> {
    const outcome = await send(await deps.pace.turn(tenantId, signal));
    if (outcome.kind === 'retry' && outcome.throttled) {
      await keep(() => deps.pace.backOff(tenantId, outcome.afterSeconds ?? 1));
    }
    return outcome;
  }

  /** What Teams said stands, whatever becomes of what is learnt from it: a message that came must not be sent again. */
  async function keep(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      deps.log.warn({ err: error }, 'what a send taught could not be kept');
    }
  }

  /** Keeps what the send taught: a conversation that was made, a person out of reach. */
  async function remember(person: Person, outcome: SendOutcome): Promise<void> {
    if (outcome.kind === 'unreachable') {
      await deps.people.upsert(person, (current = person) => ({ ...current, unreachable: outcome.why }));
    }
    if (outcome.kind === 'sent' && outcome.address) {
      const { address } = outcome;
      await deps.people.upsert(person, (current = person) => ({ ...current, address }));
    }
  }

  return {
    async send(delivery, { message }, to) {
      const { recipient } = delivery;
      if (recipient.kind === 'board') return post(delivery, message, to);
      if (recipient.by === 'email') {
        return { kind: 'unreachable', why: 'no e-mail configured', detail: 'reached by e-mail' };
      }
      return toPerson(delivery, recipient.email, message, to);
    },

    async shrink(older, delivery, programme) {
      const shrunk = deps.shrunk(delivery, programme);
      if (!shrunk) return;
      await deps.messenger.redraw(older, shrunk, await deps.pace.turn(delivery.tenantId));
    },
  };
}

function isReachable(person: Person | undefined): boolean {
  return person?.address !== undefined && person.unreachable === undefined;
}
