import type { DeliveryState } from './ledger.ts';

/** What one pass of planning and delivery did: rows put in, and how each message that was tried ended. */
export interface Pass {
  planned: number;
  superseded: number;
  /** By key: a message that was tried twice counts once, as it ended. */
  ended: Map<string, DeliveryState>;
}

/** A pass in figures. */
export interface Tally {
  planned: number;
  sent: number;
  retrying: number;
  unknown: number;
  /** Not delivered, and not to be tried again as things are: also by a fault of ours. */
  unreachable: number;
  superseded: number;
  skipped: number;
}

export function newPass(): Pass {
  return { planned: 0, superseded: 0, ended: new Map() };
}

/** Adds what came later to what came before. */
export function joinPass(into: Pass, later: Pass): void {
  into.planned += later.planned;
  into.superseded += later.superseded;
  for (const [key, state] of later.ended) into.ended.set(key, state);
}

export function tallyOf({ planned, superseded, ended }: Pass): Tally {
  const states = [...ended.values()];
  const count = (wanted: DeliveryState): number => states.filter((state) => state === wanted).length;
  return {
    planned,
    sent: count('sent'),
    retrying: count('retry'),
    unknown: count('unknown'),
    unreachable: count('unreachable') + count('failed'),
    superseded,
    skipped: count('skipped'),
  };
}
