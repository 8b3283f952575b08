import type { Activity, TeamsChannelAccount, TurnContext } from 'botbuilder';
import type { ChannelTurn, Turn } from '../workflow/desk.ts';
import type { Identity } from '../workflow/people/person.ts';
import type { TeamsAdapter } from './adapter.ts';
import { patiently } from './patiently.ts';
import { addressOf, pressedCardOf } from './place.ts';
import { audienceOf, memberOf, profileOf } from './roster.ts';

/** A turn in plain types. What costs a request is asked for only when it is called. */
export function turnOf(
  adapter: TeamsAdapter,
  context: TurnContext,
  who: Identity,
  sender = senderOf(adapter, context.activity),
): Turn {
  const { activity } = context;
  const card = pressedCardOf(activity);
  return {
    who,
    where: addressOf(activity, who),
    ...(card === undefined ? {} : { card }),
    profile: async () => profileOf(await sender(), who.tenantId),
  };
}

/** A turn where others are listening. `audience` needs the SDK's context, which ends with the turn. */
export function channelTurnOf(adapter: TeamsAdapter, context: TurnContext, who: Identity): ChannelTurn {
  return {
    ...turnOf(adapter, context, who),
    audience: async () => audienceOf(await adapter.connector(context.activity.serviceUrl), context),
  };
}

/** Whoever caused an activity, as the roster of the place knows them: asked for when it is called, and once. */
export function senderOf(adapter: TeamsAdapter, activity: Activity): () => Promise<TeamsChannelAccount> {
  const ask = async () => {
    const connector = await adapter.connector(activity.serviceUrl);
    return patiently(() => memberOf(connector, activity.conversation.id, activity.from.id));
  };
  let asked: Promise<TeamsChannelAccount> | undefined;
  return () => (asked ??= ask());
}
