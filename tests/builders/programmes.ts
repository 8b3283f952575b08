import fc from 'fast-check';
import { anyDate } from './dates.ts';
import { programmeSettings } from './settings.ts';

const anyQuietPeriod = fc
  .record({
    from: anyDate,
    days: fc.integer({ min: 0, max: 20 }),
    hold: fc.constantFrom('reminders', 'publication', 'both'),
  })
  .map(({ from, days, hold }) => ({ from: from.toString(), to: from.add({ days }).toString(), hold }));

/** Any programme with the default ladder: closure days, quiet periods, any division. */
export const anyProgramme = fc
  .record({
    bankHolidays: fc.constantFrom('england-and-wales', 'scotland', 'northern-ireland'),
    closureDays: fc.array(
      anyDate.map((day) => day.toString()),
      { maxLength: 20 },
    ),
    quietPeriods: fc.array(anyQuietPeriod, { maxLength: 12 }),
  })
  .map((calendar) => programmeSettings({ calendar }));
