import type { View } from '../cards/views/view.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { Agenda, Ledger, Messenger, Outbox, OutgoingMessage } from '../outbox/ports.ts';
import type { Turn } from './desk.ts';
import type { LeadDesk } from './lead-desk-port.ts';
import type { ChannelStore, CycleStore, PeopleStore, ProgrammeStore, RegisterStore } from './ports.ts';

/** What the desk is made of. */
export interface DeskDeps {
  store: {
    programmes: ProgrammeStore;
    registers: RegisterStore;
    cycles: CycleStore;
    people: PeopleStore;
    channels: ChannelStore;
    ledger: Pick<Ledger, 'newestCard' | 'keepNewestCard'>;
    agenda: Pick<Agenda, 'add'>;
  };
  clock: Clock;
  messenger: DeskMessenger;
  outbox: Pick<Outbox, 'put' | 'metPerson' | 'confirmArrival'>;
  /** Draws views as one message. */
  render(views: View[]): OutgoingMessage;
  lead: LeadDesk;
  /** More chat commands, for the leads: local mode moves its clock with them. */
  commands?: () => readonly ChatCommand[];
  log: Logger;
}

/** What the desk sends of itself, behind its answers, at the tenant's pace. */
export interface DeskMessenger {
  redraw(tenantId: string, ...what: Parameters<Messenger['redraw']>): ReturnType<Messenger['redraw']>;
  sendToPerson: Messenger['sendToPerson'];
}

export interface ChatCommand {
  matches(text: string): boolean;
  run(turn: Turn, text: string): Promise<CommandReply>;
}

export interface CommandReply {
  views: View[];
  /** What takes longer than a turn may: done behind the answer. What it returns is sent to the chat. */
  later?: () => Promise<View[]>;
}
