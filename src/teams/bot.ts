import type { Request, Response } from 'express';
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { View } from '../cards/views/view.ts';
import { systemClock, type Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { Messenger, OutgoingMessage } from '../outbox/ports.ts';
import type { Desk } from '../workflow/desk.ts';
import { TeamsAdapter } from './adapter.ts';
import { createConnectorHttp } from './connector-http.ts';
import { homeTenantOf, type Credentials } from './credentials.ts';
import { loggableFault } from './fault.ts';
import { turnTimeoutMs } from './in-time.ts';
import { createMessenger } from './messenger.ts';
import { createRoutes } from './routes.ts';

export interface TeamsOptions {
  credentials: Credentials;
  /** Asked for at each turn, since the desk needs the messenger that is made here. */
  desk: () => Desk;
  render: (views: View[]) => OutgoingMessage;
  log: Logger;
  /** For `Retry-After` as a date. */
  clock?: Clock;
  /** How long Teams may take over a whole answer; after that a send is `unknown`. Default 15 s. */
  timeoutMs?: number;
  /** How long a person waits for an answer at most. Default 7.5 s. */
  turnTimeoutMs?: number;
}

export interface Teams {
  /** `POST /api/messages`, with its body parsed. Answers always; never throws. */
  handle(req: Request, res: Response): Promise<void>;
  messenger: Messenger;
}

/** Everything about Teams: what comes in goes to the desk, what goes out goes through the messenger. */
export function createTeams(options: TeamsOptions): Teams {
  const { credentials, desk, render, log, clock = systemClock, timeoutMs = 15_000 } = options;
  const adapter = new TeamsAdapter(credentials, createConnectorHttp({ clock, timeoutMs }));
  const app = createRoutes({
    adapter,
    homeTenant: homeTenantOf(credentials),
    desk,
    render,
    log,
    turnTimeoutMs: options.turnTimeoutMs ?? turnTimeoutMs,
  });

  return {
    messenger: createMessenger(adapter, log),
    async handle(req, res) {
      if (!isActivity(req.body)) {
        res.status(400).json({ error: 'This is not an activity.' });
        return;
      }
      try {
        const activity = withText(req.body);
        const answer = await adapter.receive(req.get('authorization') ?? '', activity, async (context) => {
          await app.run(context);
        });
        res.status(answer?.status ?? 200).json(answer?.body ?? {});
      } catch (error) {
        if (isAuthenticationError(error)) {
          log.warn('a request that is not from Teams was refused');
          res.status(401).json({ error: 'Not authorised.' });
          return;
        }
        log.error(loggableFault(error), 'a turn failed');
        res.status(500).json({ error: 'The turn failed.' });
      }
    },
  };
}

const id = z.string().min(1);
const text = z.string().nullish();
const mention = z.object({ type: z.literal('mention'), mentioned: z.object({ id }), text });
const otherEntity = z.object({ type: z.string().refine((type) => type.toLowerCase() !== 'mention') });
/** What every activity has, and what may be in it: without the one or with another the SDK or we fail in mid-turn. */
const ActivityShape = z.object({
  type: id,
  channelId: id,
  serviceUrl: z.url(),
  from: z.object({ id, name: text, aadObjectId: text }),
  recipient: z.object({ id }),
  conversation: z.object({ id, conversationType: text, tenantId: text }),
  name: text,
  text,
  action: text,
  replyToId: text,
  entities: z.array(z.union([mention, otherEntity])).nullish(),
  membersAdded: z.array(z.looseObject({ id })).nullish(),
});

function isActivity(body: unknown): body is Activity {
  return ActivityShape.safeParse(body).success;
}

/** The SDK takes mentions out of a message's text, and fails where there is no text or no list of them. */
function withText(activity: Activity): Activity {
  if (activity.type !== 'message') return activity;
  const { text: given, entities } = activity as {
    text?: string | null;
    entities?: Activity['entities'] | null;
  };
  return { ...activity, text: given ?? '', entities: entities ?? [] };
}

/** By name: the class is in a package of the SDK's own. */
function isAuthenticationError(error: unknown): boolean {
  return error instanceof Error && error.constructor.name === 'AuthenticationError';
}
