import type { Activity } from 'botbuilder';
import { z } from 'zod';

const CardAction = z.object({
  action: z.object({
    type: z.literal('Action.Execute'),
    verb: z.string().min(1),
    data: z.record(z.string(), z.unknown()).nullish(),
  }),
});

export type ParsedAction =
  { kind: 'action'; verb: string; data: Record<string, unknown> } | { kind: 'malformed'; message: string };

/** What was pressed. The data is as it came, but for keys that could reach an object's prototype. */
export function cardActionOf(activity: Activity): ParsedAction {
  const parsed = CardAction.safeParse(activity.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { kind: 'malformed', message: `The action cannot be read: ${issue?.path.join('.') ?? 'value'}.` };
  }
  const { verb, data } = parsed.data.action;
  const safe = Object.entries(data ?? {}).filter(([key]) => !prototypeKeys.includes(key));
  return { kind: 'action', verb, data: Object.fromEntries(safe) };
}

const prototypeKeys: readonly string[] = ['__proto__', 'constructor', 'prototype'];
