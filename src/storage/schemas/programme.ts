import { z } from 'zod';
import type { Cycle, CycleDates } from '../../cycle/cycle.ts';
import type { Programme } from '../../programme/programme.ts';
import { ProgrammeSettings } from '../../programme/settings.ts';
import { rowOf } from './row-of.ts';
import { PlainDate, PlainTime } from './temporal.ts';

const datesRow = rowOf<CycleDates>({
  meeting: PlainDate,
  opens: PlainDate,
  deadline: PlainDate,
  closes: PlainDate,
  clearance: PlainDate,
  final: PlainDate,
  publish: PlainDate,
  closeAt: PlainTime,
});

const cycleRow = rowOf<Cycle>({
  id: z.string(),
  state: z.enum(['scheduled', 'open', 'closed', 'published', 'cancelled']),
  dates: datesRow,
  overrideReason: z.string().exactOptional(),
});

export const programmeRow = rowOf<Programme>({
  id: z.string(),
  tenantId: z.string(),
  settings: ProgrammeSettings,
  registerVersion: z.string().exactOptional(),
  cycles: z.array(cycleRow),
});
