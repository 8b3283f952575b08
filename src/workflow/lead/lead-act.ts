import type { View } from '../../cards/views/view.ts';
import type { Clock } from '../../clock.ts';
import type { Delivery, SentActivity } from '../../outbox/ledger.ts';
import type { Agenda, Ledger, Outbox } from '../../outbox/ports.ts';
import type { Programme } from '../../programme/programme.ts';
import type { ActResult } from '../act-result.ts';
import type { Actor, ActorProgramme } from '../people/actor.ts';
import { findCycle, type ChosenCycle } from '../rounds/choose-cycle.ts';
import type { ActReply, ChannelTurn, Turn } from '../desk.ts';
import type { CycleReader } from '../rounds/load-cycle.ts';
import type { ConversationAddress } from '../people/person.ts';
import type { ChannelStore, PeopleStore } from '../ports.ts';
import { refuse } from '../refusals.ts';

export interface LeadDeskDeps {
  store: CycleReader & {
    ledger: Pick<Ledger, 'ofCycle' | 'find' | 'replace' | 'holderOfDay'>;
    agenda: Pick<Agenda, 'add'>;
    channels: ChannelStore;
    people: PeopleStore;
  };
  outbox: Pick<Outbox, 'put' | 'metPerson' | 'stop'>;
  clock: Clock;
  /** Draws a message again that was sent, so that every device and every reader sees what came of a button. */
  redraw?(card: SentActivity, views: View[]): Promise<'redrawn' | 'gone' | 'failed'>;
  /** Sends what is not there any more to whoever it was for, as it reads now; undefined where it does not get through. */
  sendAnew?(delivery: Delivery, programme: Programme, views: View[]): Promise<SentActivity | undefined>;
  /** Sends somebody a message of its own, who has just asked for it. */
  send?(where: ConversationAddress, views: View[]): Promise<unknown>;
}

/** A lead's button. Each is given its data as it came, and finds out for itself whether the actor may. */
export type LeadAct = (
  deps: LeadDeskDeps,
  actor: Actor,
  turn: Turn | ChannelTurn,
  data: unknown,
) => Promise<ActResult>;

/** The programmes that somebody leads. */
export function ledBy(actor: Actor): ActorProgramme[] {
  return actor.programmes.filter(({ isLead }) => isLead);
}

/** The cycle that a button names, if the actor leads its programme. */
export function chosenBy(
  actor: Actor,
  { programme, cycle }: { programme: string; cycle: string },
): ChosenCycle | undefined {
  const of = ledBy(actor).find((one) => one.programme.id === programme);
  return of && findCycle(of, cycle);
}

/** For whoever is no lead of the programme in question, whether or not there is one. Names nothing. */
export function forLeadsOnly(data: unknown): ActReply {
  return refuse(
    'This is for the programme lead',
    'Only a lead of the programme can see or do this. Nothing was changed.',
    data,
  );
}

export const malformed: ActReply = {
  kind: 'malformed',
  message: 'This button carries data that I cannot read.',
};
