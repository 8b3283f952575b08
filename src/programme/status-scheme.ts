import { z } from 'zod';

/** A status's stable id, e.g. `on_track`. */
export type StatusId = string;

/**
 * What a status asks for beyond the narrative.
 * `recoveryActionOrRevisedDate` is met by either of the two;
 * `revisedDate` is met by a date or by a promise to say by when it will be known.
 */
export const Demand = z.enum([
  'nextSteps',
  'reason',
  'recoveryAction',
  'revisedDate',
  'recoveryActionOrRevisedDate',
  'outcome',
]);
export type Demand = z.infer<typeof Demand>;

/** How a status is coloured. Always shown with the status's words, never alone. */
export const Tone = z.enum(['done', 'good', 'warning', 'bad', 'neutral']);
export type Tone = z.infer<typeof Tone>;

export const Status = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/, 'use lower-case letters, digits and _'),
  label: z.string().min(1),
  /** Its words after a number: `2 significantly delayed`. The label, where that reads well. */
  counted: z.string().min(1).exactOptional(),
  /** Printed where the status is chosen. */
  definition: z.string().min(1),
  tone: Tone,
  /** A finished action is not asked about again, but is counted. */
  finished: z.boolean().default(false),
  /** 0 is no exception; the higher, the earlier in "Needs the board's attention". */
  severity: z.int().min(0).max(9).default(0),
  demands: z.array(Demand).default([]),
  /** Other wordings by which a register may name it; one that ends in `*` may go on. */
  words: z.array(z.string()).default([]),
  /** Whether "no change" may confirm it. */
  mayStayUnchanged: z.boolean().default(true),
});
export type Status = z.infer<typeof Status>;

export const StatusScheme = z.strictObject({ id: z.string().min(1), statuses: z.array(Status) });
export type StatusScheme = z.infer<typeof StatusScheme>;

/** The default: five categories, as English councils print them (requirement R22). */
export const fiveCategory: StatusScheme = StatusScheme.parse({
  id: 'five-category',
  statuses: [
    {
      id: 'completed',
      label: 'Completed',
      definition: 'Done, or handed over to everyday work.',
      tone: 'done',
      finished: true,
      demands: ['outcome'],
      words: ['complete', 'done', 'finished', 'achieved'],
    },
    {
      id: 'on_track',
      label: 'On track',
      definition: 'Under way and expected on time.',
      tone: 'good',
      demands: ['nextSteps'],
      words: [
        'ongoing: on track',
        'ongoing: work on track',
        'ongoing and on track',
        'ongoing',
        'in progress',
      ],
    },
    {
      id: 'minor_slippage',
      label: 'Minor slippage',
      counted: 'with minor slippage',
      definition: 'Some concerns or a small delay, but fully recoverable.',
      tone: 'warning',
      severity: 1,
      demands: ['reason', 'recoveryActionOrRevisedDate'],
      words: [
        'ongoing: minor slippage',
        'some concerns',
        'minor delays',
        'minor delay',
        'ongoing: some concerns*',
      ],
    },
    {
      id: 'significant_delay',
      label: 'Significant delay',
      counted: 'significantly delayed',
      definition: 'No progress, or a delay that changes when it will be done.',
      tone: 'bad',
      severity: 2,
      demands: ['reason', 'recoveryAction', 'revisedDate'],
      words: ['significant delays', 'no progress', 'delayed', 'no progress or significant delays*'],
      mayStayUnchanged: false,
    },
    {
      id: 'closed',
      label: 'Closed',
      definition: 'Stopped after consideration. It will not be taken further.',
      tone: 'neutral',
      finished: true,
      demands: ['reason'],
      words: ['action closed', 'closed after consideration', 'action closed after consideration', 'stopped'],
    },
  ],
});

/** Red, amber, green, for programmes that report that way (requirement R23). */
export const rag: StatusScheme = StatusScheme.parse({
  id: 'rag',
  statuses: [
    {
      id: 'complete',
      label: 'Complete',
      definition: 'Done.',
      tone: 'done',
      finished: true,
      demands: ['outcome'],
      words: ['completed', 'done', 'blue'],
    },
    {
      id: 'green',
      label: 'Green',
      definition: 'On time, no concerns.',
      tone: 'good',
      demands: ['nextSteps'],
      words: ['on track', 'g'],
    },
    {
      id: 'amber',
      label: 'Amber',
      definition: 'Some concerns, but recoverable.',
      tone: 'warning',
      severity: 1,
      demands: ['reason', 'recoveryActionOrRevisedDate'],
      words: ['a', 'some concerns'],
    },
    {
      id: 'red',
      label: 'Red',
      definition: 'Off track. Needs a decision or a new date.',
      tone: 'bad',
      severity: 2,
      demands: ['reason', 'recoveryAction', 'revisedDate'],
      words: ['r', 'off track'],
      mayStayUnchanged: false,
    },
  ],
});

/** For programmes that carry no status at all (requirement R24): a narrative is the whole answer. */
export const noStatus: StatusScheme = { id: 'none', statuses: [] };

const shipped: Record<string, StatusScheme> = { 'five-category': fiveCategory, rag, none: noStatus };

/** The scheme that a programme's settings name, or the one they write out. */
export function resolveScheme(setting: string | StatusScheme): StatusScheme {
  if (typeof setting !== 'string') return setting;
  const scheme = shipped[setting];
  if (!scheme) throw new Error(`Unknown status scheme "${setting}".`);
  return scheme;
}

/** The status with this id, if the scheme has it. */
export function statusById(scheme: StatusScheme, id: StatusId | undefined): Status | undefined {
  return scheme.statuses.find((status) => status.id === id);
}

/** Whether an action last known with this status is asked about again. No status yet: it is. */
export function isAskedAbout(scheme: StatusScheme, lastKnown: StatusId | undefined): boolean {
  return statusById(scheme, lastKnown)?.finished !== true;
}
