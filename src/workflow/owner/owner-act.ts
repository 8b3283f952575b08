import type { z } from 'zod';
import type { ActResult } from '../act-result.ts';
import type { Actor } from '../people/actor.ts';
import type { DeskDeps } from '../desk-deps.ts';
import type { ActReply, Turn } from '../desk.ts';
import type { ReadAhead } from '../updates/find-request.ts';

/** A button that was pressed in its person's own chat. `data` is as it came: nothing in it is trusted. */
export interface OwnerPress {
  actor: Actor;
  turn: Turn;
  data: unknown;
}

/** A button whose act begins by reading the one request that its data names. */
export interface RequestPress extends OwnerPress {
  /** That request, read while the person was looked up. */
  ahead?: ReadAhead;
}

/** An owner's button. Each finds out for itself whether the actor may. */
export type OwnerAct<P extends OwnerPress = OwnerPress> = (deps: DeskDeps, press: P) => Promise<ActResult>;

/** The act of a button whose data has a shape; data of another shape is answered as malformed. */
export function withData<T, P extends OwnerPress>(
  schema: z.ZodType<T>,
  act: (deps: DeskDeps, data: T, press: P) => Promise<ActResult>,
): OwnerAct<P> {
  return async (deps, press) => {
    const result = schema.safeParse(press.data);
    return result.success ? act(deps, result.data, press) : { reply: malformed(result.error) };
  };
}

/** Names the fields that cannot be read, never what was in them. */
export function malformed(error: z.ZodError): ActReply {
  const fields = [...new Set(error.issues.map(({ path }) => path.join('.') || 'data'))];
  return { kind: 'malformed', message: `The card’s data cannot be read: ${fields.join(', ')}.` };
}
