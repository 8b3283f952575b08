import { ActivityTypes, TurnContext, type Activity } from 'botbuilder';
// The package's own entry also loads the tokenisers of language models: a third of the time that a start takes.
import { Application } from '@microsoft/teams-ai/lib/Application.js';
import type { View } from '../cards/views/view.ts';
import type { Logger } from '../log.ts';
import type { OutgoingMessage } from '../outbox/ports.ts';
import type { Desk } from '../workflow/desk.ts';
import type { Identity } from '../workflow/people/person.ts';
import type { TeamsAdapter } from './adapter.ts';
import { apologyFor, apologyForChat } from './apology.ts';
import { createArrivals } from './arrivals.ts';
import { cardActionOf } from './card-action.ts';
import { channelDataOf } from './channel-data.ts';
import { loggableFault } from './fault.ts';
import { identify } from './identity.ts';
import { cardResponse, errorResponse } from './invoke-response.ts';
import { inTime } from './in-time.ts';
import { outgoingActivity } from './outgoing-activity.ts';
import { patiently } from './patiently.ts';
import { addressOf, placeOf } from './place.ts';
import { membersOf, rosterMembers } from './roster.ts';
import { channelTurnOf, senderOf, turnOf } from './turn.ts';

export interface RouteOptions {
  adapter: TeamsAdapter;
  homeTenant: string | undefined;
  desk: () => Desk;
  render: (views: View[]) => OutgoingMessage;
  log: Logger;
  /** How long an answer may take. */
  turnTimeoutMs: number;
}

const strangers = 'This bot answers people of its own organisation only.';

/** What comes in from Teams, and which of the desk's doors it goes to. */
export function createRoutes(options: RouteOptions): Application {
  const { adapter, homeTenant, desk, render, log, turnTimeoutMs } = options;
  // No storage: a turn that finds another one's state changed would be answered 500. All state is the desk's.
  const app = new Application({ startTypingTimer: false });
  const arrivals = createArrivals();

  app.addRoute(isInvoke, answerInvoke, true);
  app.activity(ActivityTypes.Message, answerMessage);
  app.activity(ActivityTypes.InstallationUpdate, noteInstallation);
  app.conversationUpdate('membersAdded', noteMembers);
  return app;

  async function answerInvoke(context: TurnContext): Promise<void> {
    await context.sendActivity(await invokeAnswer(context));
  }

  async function invokeAnswer(context: TurnContext): Promise<Partial<Activity>> {
    if (context.activity.name !== 'adaptiveCard/action') {
      return errorResponse(400, 'NotSupported', 'This bot answers the buttons of its own cards only.');
    }
    const action = cardActionOf(context.activity);
    if (action.kind === 'malformed') return errorResponse(400, 'BadRequest', action.message);
    const who = identified(context);
    if (who === undefined) return errorResponse(403, 'Forbidden', strangers);
    const turn = (placeOf(context.activity) === 'personal' ? turnOf : channelTurnOf)(adapter, context, who);
    const { verb, data } = action;
    try {
      const reply = await answeredInTime((signal) => desk().acted({ ...turn, signal }, verb, data));
      if (reply.kind === 'malformed') return errorResponse(400, 'BadRequest', reply.message);
      return cardResponse(render(reply.views).card);
    } catch (error) {
      log.error(loggableFault(error), 'a button could not be answered');
      return cardOr500(apologyFor(verb, data));
    }
  }

  async function answerMessage(context: TurnContext): Promise<void> {
    const personal = placeOf(context.activity) === 'personal';
    if (!personal && !isMentioned(context.activity)) return;
    const who = identified(context);
    if (who === undefined) {
      await sendOff(context, { type: ActivityTypes.Message, text: strangers });
      return;
    }
    const text = plainText(context.activity);
    const views = await orApology(
      (signal) =>
        personal
          ? desk().said({ ...turnOf(adapter, context, who), signal }, text)
          : desk().mentioned({ ...channelTurnOf(adapter, context, who), signal }, text),
      apologyForChat(text, personal ? 'own chat' : 'among others'),
    );
    await send(context, views);
  }

  async function noteInstallation(context: TurnContext): Promise<void> {
    const who = identified(context);
    if (who === undefined) return;
    const action = context.activity.action ?? '';
    const personal = placeOf(context.activity) === 'personal';
    if (action.startsWith('add')) await (personal ? welcome(context, who) : meetTeam(context, who));
    if (action === 'remove' && personal) await desk().uninstalled(turnOf(adapter, context, who));
  }

  async function noteMembers(context: TurnContext): Promise<void> {
    const who = identified(context);
    if (who === undefined) return;
    if (placeOf(context.activity) !== 'personal') await meetTeam(context, who);
    else if (isBotAmong(context.activity)) await welcome(context, who);
  }

  async function welcome(context: TurnContext, who: Identity): Promise<void> {
    await arrivals.once(`${who.tenantId} ${who.aadObjectId}`, async () => {
      const sender = senderOf(adapter, context.activity);
      const name = who.name === '' ? await nameOf(sender) : who.name;
      await send(context, await desk().installed(turnOf(adapter, context, { ...who, name }, sender)));
    });
  }

  /** An installation does not say what the person is called; the roster does. Nobody is turned away for want of it. */
  async function nameOf(sender: ReturnType<typeof senderOf>): Promise<string> {
    try {
      return (await sender()).name;
    } catch (error) {
      log.warn(loggableFault(error), 'the roster did not say what somebody is called');
      return '';
    }
  }

  /** The bot or others came to a team: everybody there has now been met. Nothing is said in the channel. */
  async function meetTeam(context: TurnContext, who: Identity): Promise<void> {
    const { activity } = context;
    const placeId = channelDataOf(activity).team?.id ?? activity.conversation.id;
    await arrivals.once(placeId, async () => {
      const connector = await adapter.connector(activity.serviceUrl);
      const members = await patiently(() => membersOf(connector, placeId));
      await desk().roster?.(rosterMembers(members, who.tenantId), addressOf(activity, who));
    });
  }

  function identified(context: TurnContext): Identity | undefined {
    const identification = identify(context.activity, homeTenant);
    if (identification.kind === 'known') return identification.who;
    log.warn({ reason: identification.reason }, 'an activity was refused');
    return undefined;
  }

  async function send(context: TurnContext, views: View[]): Promise<void> {
    if (views.length > 0) await sendOff(context, outgoingActivity(render(views)));
  }

  /** What could not be said is no fault of the turn: what was done in it stays done. */
  async function sendOff(context: TurnContext, activity: Partial<Activity>): Promise<void> {
    try {
      await patiently(() => context.sendActivity(activity));
    } catch (error) {
      log.warn(loggableFault(error), 'an answer could not be sent');
    }
  }

  async function orApology(
    answer: (signal: AbortSignal) => Promise<View[]>,
    apology: View[],
  ): Promise<View[]> {
    try {
      return await answeredInTime(answer);
    } catch (error) {
      log.error(loggableFault(error), 'a message could not be answered');
      return apology;
    }
  }

  function answeredInTime<T>(answer: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return inTime(turnTimeoutMs, answer, () => log.info('a turn that took too long has ended'));
  }

  function cardOr500(views: View[]): Partial<Activity> {
    try {
      return cardResponse(render(views).card);
    } catch (error) {
      log.error(loggableFault(error), 'not even the apology could be drawn');
      return errorResponse(
        500,
        'Fault',
        'Something went wrong on our side. Nothing was stored; please try again.',
      );
    }
  }
}

async function isInvoke(context: TurnContext): Promise<boolean> {
  return Promise.resolve(context.activity.type === 'invoke');
}

function isMentioned(activity: Activity): boolean {
  return TurnContext.getMentions(activity).some(({ mentioned }) => mentioned.id === activity.recipient.id);
}

function isBotAmong(activity: Activity): boolean {
  return (activity.membersAdded ?? []).some(({ id }) => id === activity.recipient.id);
}

/** The words without the mention of the bot, which teams-ai has taken out already, and without HTML's spaces. */
function plainText(activity: Activity): string {
  return ((activity.text as string | undefined) ?? '').replace(/&nbsp;|\s/g, ' ').trim();
}
