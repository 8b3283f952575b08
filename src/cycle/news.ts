import { isAfter } from '../calendar/order.ts';
import { Temporal } from '../calendar/temporal.ts';
import type { Amendment } from '../programme/amendment.ts';
import type { HeldUp } from './cycle.ts';
import { undecidedLate } from './acts/decide-late.ts';
import type { Author } from './author.ts';
import { isOutstanding } from './outstanding.ts';
import type { UpdateRequest } from './request.ts';

/** A message that asked somebody for updates and was given up: they cannot be reached. */
export interface Missed {
  contactId: string;
  refs: readonly string[];
  /** In the ledger's words: `not installed`. */
  why: string | undefined;
  /** Since when it is so. */
  at: Temporal.Instant;
}

/** What the leads are to know without looking. */
export type News =
  | { kind: 'not-mine'; ref: string; by: Author; suggestion?: string }
  | { kind: 'not-reached'; contactId: string; refs: string[]; why: string | undefined }
  | { kind: 'late'; ref: string; by: Author }
  | { kind: 'passed-on'; ref: string; by: Author; to: string }
  | { kind: 'held-up' };

export interface NewsInput {
  requests: readonly UpdateRequest[];
  /** Each contact's newest message that asked, where that was given up. */
  missed: readonly Missed[];
  amendments: readonly Amendment[];
  /** What keeps the digest of a closed cycle from going out by itself. */
  heldUp?: HeldUp | undefined;
  /** Contact ids of the leads: what they do themselves is no news to them. */
  leads: readonly string[];
}

/** Later than `since`, where there is one, and not after `until`. */
export interface NewsTime {
  since: Temporal.Instant | undefined;
  until: Temporal.Instant;
}

/**
 * What has happened in a time that a lead would want to know, and is so still: somebody has said that a request is not
 * theirs, cannot be reached about what is outstanding, has answered after the close, or has passed something on for good;
 * or the digest has not gone out by itself.
 */
export function newsIn({ requests, missed, amendments, heldUp, leads }: NewsInput, time: NewsTime): News[] {
  const isNew = (at: Temporal.Instant) =>
    Temporal.Instant.compare(at, time.until) <= 0 && (time.since === undefined || isAfter(at, time.since));
  const isOther = ({ contactId }: Author) => !leads.includes(contactId);
  const outstanding = new Map(requests.filter(isOutstanding).map((request) => [request.ref, request]));
  const live = new Set(requests.filter(({ state }) => state !== 'retired').map(({ ref }) => ref));
  return [
    ...(heldUp && isNew(heldUp.at) ? [{ kind: 'held-up' as const }] : []),
    ...[...outstanding.values()].flatMap(({ ref, notMine }): News[] => {
      if (!notMine || !isNew(notMine.at) || !isOther(notMine.by)) return [];
      const { by, suggestion } = notMine;
      return [{ kind: 'not-mine', ref, by, ...(suggestion !== undefined && { suggestion }) }];
    }),
    ...missed.flatMap(({ contactId, refs, why, at }): News[] => {
      const about = refs.filter((ref) => outstanding.has(ref));
      return about.length > 0 && isNew(at) ? [{ kind: 'not-reached', contactId, refs: about, why }] : [];
    }),
    ...requests.flatMap((request): News[] => {
      const late = undecidedLate(request);
      return late && isNew(late.at) && isOther(late.by)
        ? [{ kind: 'late', ref: request.ref, by: late.by }]
        : [];
    }),
    ...amendments.flatMap((amendment): News[] => {
      const { kind, by, at } = amendment;
      if (kind !== 'officer' || !isNew(at) || !isOther(by) || !live.has(amendment.ref)) return [];
      return [{ kind: 'passed-on', ref: amendment.ref, by, to: amendment.contact.name }];
    }),
  ];
}
