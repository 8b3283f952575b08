import { localDate } from '../../calendar/local-time.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { waitsForSignOff } from '../../cycle/acts/waits-for-sign-off.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import type { Update } from '../../cycle/answer.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { flagsOf, type Flag } from '../../digest/flags.ts';
import type { Programme } from '../../programme/programme.ts';
import { resolveScheme } from '../../programme/status-scheme.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';

/** An answer that no lead has said anything about yet. */
export interface WaitingAnswer {
  request: UpdateRequest;
  answer: Update;
  flags: Flag[];
}

/** Those of a cycle, in the register's order. */
export function waitingAnswers(loaded: LoadedCycle, now: Temporal.Instant): WaitingAnswer[] {
  if (whyNoSignOff(loaded.programme.value, loaded.cycle) !== undefined) return [];
  return loaded.requests.flatMap((request) => waitingAnswer(loaded, request, now) ?? []);
}

export function waitingAnswer(
  { programme }: Pick<LoadedCycle, 'programme'>,
  request: UpdateRequest,
  now: Temporal.Instant,
): WaitingAnswer | undefined {
  if (!waitsForSignOff(request)) return undefined;
  const { answer } = request;
  const { statusScheme, calendar } = programme.value.settings;
  const today = localDate(now, calendar.timeZone);
  return { request, answer, flags: flagsOf(resolveScheme(statusScheme), request, answer, today) };
}

/** Why nothing of a cycle is signed off, in words that go on from `Nothing was changed: `; undefined where it is. */
export function whyNoSignOff({ settings }: Programme, { state }: Pick<Cycle, 'state'>): string | undefined {
  if (settings.review === 'none') return 'this programme publishes without sign-off';
  switch (state) {
    case 'open':
    case 'closed':
      return undefined;
    case 'scheduled':
      return 'this round has not opened yet';
    case 'published':
      return 'the papers are published';
    case 'cancelled':
      return 'this round was cancelled';
  }
}
