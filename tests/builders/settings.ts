import type { z } from 'zod';
import { workingCalendar, type WorkingCalendar } from '../../src/calendar/working-days.ts';
import { ProgrammeSettings } from '../../src/programme/settings.ts';

type Written = z.input<typeof ProgrammeSettings>;

/** A programme's settings with every default filled in; give only what matters to the test. */
export function programmeSettings(overrides: Partial<Written> = {}): ProgrammeSettings {
  return ProgrammeSettings.parse({ title: 'Better Lives Strategy', ...overrides });
}

/** The working calendar of such a programme. */
export function calendarOf(calendar: NonNullable<Written['calendar']> = {}): WorkingCalendar {
  return workingCalendar(programmeSettings({ calendar }).calendar);
}
