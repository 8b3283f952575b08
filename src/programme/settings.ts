import { z } from 'zod';
import { localTenantId } from './local-tenant.ts';
import { StatusScheme } from './status-scheme.ts';

const unnamed = 'say what the programme is called';
const isoDate = z.iso.date('write a date as 2026-03-02');
const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time as 09:30');
const workingDays = z.int().min(0).max(250);
const email = z.email('write an e-mail address').transform((address) => address.toLowerCase());

export const BankHolidayDivision = z.enum(['england-and-wales', 'scotland', 'northern-ireland']);
export type BankHolidayDivision = z.infer<typeof BankHolidayDivision>;

export const RungKind = z.enum(['request', 'reminder', 'due', 'overdue', 'summary', 'close']);
export type RungKind = z.infer<typeof RungKind>;

export const Audience = z.enum(['contacts', 'deputies', 'leads']);
export type Audience = z.infer<typeof Audience>;

/**
 * One step of the ladder. `workingDays` counts from the deadline (−3 is three working days before it);
 * a `request` rung falls on the opening and a `close` rung on the close, whatever it says.
 */
export const LadderRung = z.strictObject({
  rung: z.string().min(1),
  kind: RungKind,
  workingDays: z.int().min(-250).max(250).default(0),
  to: Audience,
});
export type LadderRung = z.infer<typeof LadderRung>;

export const QuietPeriod = z.strictObject({
  from: isoDate,
  to: isoDate,
  name: z.string().min(1).default('quiet period'),
  hold: z.enum(['reminders', 'publication', 'both']).default('reminders'),
});
export type QuietPeriod = z.infer<typeof QuietPeriod>;

/** A request; a reminder; the deadline; a day after it, when deputies join; summaries to the leads; the close. */
export const defaultLadder: LadderRung[] = [
  { rung: 'request', kind: 'request', workingDays: 0, to: 'contacts' },
  { rung: 'reminder', kind: 'reminder', workingDays: -3, to: 'contacts' },
  { rung: 'summary-before', kind: 'summary', workingDays: -1, to: 'leads' },
  { rung: 'due', kind: 'due', workingDays: 0, to: 'contacts' },
  { rung: 'overdue', kind: 'overdue', workingDays: 1, to: 'contacts' },
  { rung: 'overdue-deputy', kind: 'overdue', workingDays: 1, to: 'deputies' },
  { rung: 'summary-after', kind: 'summary', workingDays: 1, to: 'leads' },
  { rung: 'close', kind: 'close', workingDays: 0, to: 'leads' },
];

/** A programme's settings file. Every key but `title` is optional; an unknown key is refused. */
export const ProgrammeSettings = z.strictObject({
  title: z.string(unnamed).trim().min(1, unnamed),
  tenantId: z.string().min(1).default(localTenantId),
  board: z
    .strictObject({
      name: z.string().min(1).default('the board'),
      channelId: z.string().min(1).optional(),
      teamId: z.string().min(1).optional(),
    })
    .prefault({}),
  leads: z.array(email).default([]),
  chairs: z.array(email).default([]),
  calendar: z
    .strictObject({
      timeZone: z.string().default('Europe/London'),
      bankHolidays: BankHolidayDivision.default('england-and-wales'),
      closureDays: z.array(isoDate).default([]),
      sendAt: localTime.default('09:30'),
      quietPeriods: z.array(QuietPeriod).default([]),
    })
    .prefault({}),
  /** Working days before the meeting. */
  dates: z
    .strictObject({
      opens: workingDays.default(30),
      deadline: workingDays.default(18),
      closes: workingDays.default(15),
      clearance: workingDays.default(13),
      final: workingDays.default(8),
      publish: workingDays.default(6),
      closeAt: localTime.default('17:00'),
    })
    .prefault({}),
  ladder: z.array(LadderRung).min(1).default(defaultLadder),
  levels: z
    .strictObject({
      priority: z.string().default('Priority'),
      aim: z.string().default('Aim'),
      action: z.string().default('Action'),
    })
    .prefault({}),
  statusScheme: z
    .union(
      [z.enum(['five-category', 'rag', 'none']), StatusScheme],
      'write "five-category", "rag" or "none", or a scheme with its statuses',
    )
    .default('five-category'),
  review: z.enum(['lead', 'none']).default('lead'),
});
export type ProgrammeSettings = z.infer<typeof ProgrammeSettings>;
