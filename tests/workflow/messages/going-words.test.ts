import { describe, expect, it } from '@jest/globals';
import { workingCalendar } from '../../../src/calendar/working-days.ts';
import { goesWords } from '../../../src/workflow/messages/going-words.ts';
import { instant } from '../../builders/dates.ts';
import { programmeSettings } from '../../builders/settings.ts';

const calendar = workingCalendar(programmeSettings().calendar);

/** What is said on Tuesday 20 October of a message that goes at a moment. */
function said(now: string, at: string): string {
  return goesWords([{ at: instant(at) }], instant(now), calendar);
}

describe('when a message goes', () => {
  it('is not said of one that goes at once, though the act took a moment', () => {
    expect(said('2026-10-20T09:15:00Z', '2026-10-20T09:15:02Z')).toBe('');
  });

  it('is said with the hours of sending where it waits for those', () => {
    expect(said('2026-10-20T20:00:00Z', '2026-10-21T08:30:00Z')).toBe(
      ' The message goes on Wednesday 21 October at 9:30 am, as nothing is sent between 8 pm and 9:30 am, or on days off.',
    );
  });

  it('is said without them where it waits for its day', () => {
    expect(said('2026-10-20T09:15:00Z', '2026-10-21T08:30:00Z')).toBe(
      ' The message goes on Wednesday 21 October at 9:30 am.',
    );
  });
});
