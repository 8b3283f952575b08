import { localDate, sendTimeOn } from '../calendar/local-time.ts';
import { Temporal } from '../calendar/temporal.ts';
import { previousWorkingDay, type WorkingCalendar } from '../calendar/working-days.ts';
import { offsetClock, systemClock, type Clock } from '../clock.ts';
import type { SettingsStore } from '../workflow/ports.ts';

const setting = 'clock-offset-milliseconds';

/** A clock that can be moved. Its offset is kept in the store, so that every process on it tells the same time. */
export interface LocalClock extends Clock {
  /** Sets the clock, which then runs on at its normal pace. */
  set(instant: Temporal.Instant): Promise<void>;
  /** By how many milliseconds it differs from the machine's own. */
  offset(): number;
  /** Takes over what another process has set. True when that moved it. */
  refresh(): Promise<boolean>;
}

/**
 * Local mode's clock. On a new store it starts at the send time of the last working day, so that something is due
 * whenever one first looks.
 */
export async function openLocalClock(
  settings: SettingsStore,
  calendar: WorkingCalendar,
  base: Clock = systemClock,
): Promise<LocalClock> {
  let offset = 0;
  const clock = offsetClock(() => offset, base);
  const local: LocalClock = {
    now: () => clock.now(),
    async set(instant) {
      offset = instant.epochMilliseconds - base.now().epochMilliseconds;
      await settings.set(setting, String(offset));
    },
    offset: () => offset,
    async refresh() {
      const stored = Number(await settings.get(setting));
      if (!Number.isFinite(stored) || stored === offset) return false;
      offset = stored;
      return true;
    },
  };
  if ((await settings.get(setting)) === undefined) await local.set(lastSendTime(calendar, base.now()));
  else await local.refresh();
  return local;
}

/** The latest send time of a working day that is not after `now`. */
export function lastSendTime(calendar: WorkingCalendar, now: Temporal.Instant): Temporal.Instant {
  const today = localDate(now, calendar.timeZone);
  const sendToday = sendTimeOn(calendar, today);
  const isPast = Temporal.Instant.compare(sendToday, now) <= 0;
  if (calendar.isWorkingDay(today) && isPast) return sendToday;
  return sendTimeOn(calendar, previousWorkingDay(calendar, today));
}
