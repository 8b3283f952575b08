import type { z } from 'zod';
import { ProgrammeSettings } from '../../src/programme/settings.ts';

/** A programme's settings with every default filled in; give only what matters to the test. */
export function programmeSettings(
  overrides: Partial<z.input<typeof ProgrammeSettings>> = {},
): ProgrammeSettings {
  return ProgrammeSettings.parse({ title: 'Better Lives Strategy', ...overrides });
}
