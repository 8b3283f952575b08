import type { View } from '../cards/views/view.ts';
import type { ActResult } from './act-result.ts';
import type { Actor } from './people/actor.ts';
import type { ChannelTurn, Turn } from './desk.ts';

/** The leads' side of the desk. Each answers undefined for what is not theirs, or not for this person. */
export interface LeadDesk {
  /** `overdue`, `digest`, `schedule` in a person's own chat. */
  said(actor: Actor, text: string): Promise<View[] | undefined>;
  /** The verbs `lead.…` and `digest.…`. `data` is as it came: nothing in it is trusted. */
  acted(actor: Actor, turn: Turn | ChannelTurn, verb: string, data: unknown): Promise<ActResult | undefined>;
  /** `use this channel` in a channel. */
  mentioned(actor: Actor, turn: ChannelTurn, text: string): Promise<View[] | undefined>;
}
