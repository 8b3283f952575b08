import { z } from 'zod';
import { chancesOf } from './every-fault.ts';
import { seededRandom } from './seeded-random.ts';
import type { FakeTeams } from './teams-server.ts';

/** What `POST /control/settings` takes; what is left out stays as it is. */
const ControlSettings = z.strictObject({
  limits: z.enum(['published', 'off']).exactOptional(),
  retryAfter: z.enum(['told', 'untold']).exactOptional(),
  latencyMs: z.number().min(0).exactOptional(),
  /** Shares by name, e.g. `{ "server-error": 0.2 }`, instead of those given before; the names are in every-fault.ts. */
  faults: z.record(z.string(), z.number()).exactOptional(),
  /** For the faults; the same seed draws the same. Default 1. */
  seed: z.int().exactOptional(),
});
export type ControlSettings = z.infer<typeof ControlSettings>;

/** All that a bot would have learnt of somebody when they installed the app. */
export interface KnownPerson {
  name: string;
  email: string;
  upn: string;
  mri: string;
  aadObjectId: string;
  /** Their chat with the bot. */
  conversationId: string;
  installed: boolean;
}

/** Requests to `/control/…`, for whoever drives the fake from another process. They are in no log and no count. */
export function control(
  teams: FakeTeams,
  method: string,
  path: string,
  body: unknown,
): { status: number; body: object } {
  switch (`${method} ${path}`) {
    case 'GET /control/report':
      return { status: 200, body: teams.report() };
    case 'GET /control/people':
      return { status: 200, body: teams.people() };
    case 'POST /control/reset':
      teams.reset();
      return { status: 200, body: {} };
    case 'POST /control/settings':
      return changed(teams, body);
    default:
      return { status: 404, body: { message: `There is no ${method} ${path}.` } };
  }
}

function changed(teams: FakeTeams, body: unknown): { status: number; body: object } {
  try {
    applySettings(teams, readSettings(body));
    return { status: 200, body: {} };
  } catch (error) {
    return { status: 400, body: { message: (error as Error).message } };
  }
}

/** Throws, in words, where they are not settings. */
export function readSettings(given: unknown): ControlSettings {
  const { data, error } = ControlSettings.safeParse(given);
  if (error) throw new Error(z.prettifyError(error));
  return data;
}

/** Throws, and changes nothing, where there is no such fault. */
export function applySettings(teams: FakeTeams, { faults, seed = 1, ...settings }: ControlSettings): void {
  if (faults) teams.failAtRandom(chancesOf(faults), seededRandom(seed));
  teams.set(settings);
}
