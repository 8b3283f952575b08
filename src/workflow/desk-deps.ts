import type { View } from '../cards/views.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { Messenger, Outbox, OutgoingMessage, Ledger } from '../outbox/ports.ts';
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
    ledger: Pick<Ledger, 'newestCard'>;
  };
  clock: Clock;
  messenger: Pick<Messenger, 'redraw'>;
  outbox: Pick<Outbox, 'metPerson'>;
  /** Draws views as one message. */
  render(views: View[]): OutgoingMessage;
  lead: LeadDesk;
  /** More chat commands, for the leads: local mode moves its clock with them. */
  commands?: () => readonly ChatCommand[];
  log: Logger;
}

export interface ChatCommand {
  matches(text: string): boolean;
  run(turn: Turn, text: string): Promise<View[]>;
}
