import { TeamsInfo, type TeamsChannelAccount, type TurnContext } from 'botbuilder';
import type { ChannelAudience, Profile, RosterMember } from '../workflow/desk.ts';
import type { ConnectorClient } from './authentication.ts';
import { channelDataOf } from './channel-data.ts';
import { withoutThread } from './place.ts';

/** The largest page that Teams gives. */
const pageSize = 500;

/** A person as the roster of the place they are in knows them. */
export async function memberOf(
  connector: ConnectorClient,
  conversationId: string,
  userMri: string,
): Promise<TeamsChannelAccount> {
  return connector.conversations.getConversationMember(conversationId, userMri);
}

/** A person's e-mail address and user principal name; nothing of somebody from another organisation. */
export function profileOf(member: TeamsChannelAccount, tenantId: string): Profile {
  return isOfTenant(member, tenantId) ? profile(member) : {};
}

/** Everybody in a team, a channel or a chat. */
export async function membersOf(
  connector: ConnectorClient,
  conversationId: string,
): Promise<TeamsChannelAccount[]> {
  const members: TeamsChannelAccount[] = [];
  let continuationToken: string | undefined;
  do {
    const page = await connector.conversations.getConversationPagedMembers(conversationId, {
      pageSize,
      ...(continuationToken === undefined ? {} : { continuationToken }),
    } as Parameters<typeof connector.conversations.getConversationPagedMembers>[1]);
    members.push(...(page.members as TeamsChannelAccount[]));
    continuationToken = page.continuationToken === '' ? undefined : page.continuationToken;
  } while (continuationToken !== undefined);
  return members;
}

/** The members that belong to the tenant, as people the bot has now met. Guests of it are among them. */
export function rosterMembers(members: TeamsChannelAccount[], tenantId: string): RosterMember[] {
  return members.flatMap((member) =>
    member.aadObjectId !== undefined && isOfTenant(member, tenantId)
      ? [
          {
            who: { tenantId, aadObjectId: member.aadObjectId, name: member.name },
            profile: profile(member),
            userMri: member.id,
          },
        ]
      : [],
  );
}

/**
 * Who could read what is posted here. The channel's own roster, since a private channel has fewer members than its
 * team and a shared one more; asked of the team where the channel does not tell (untested on a live tenant).
 */
export async function audienceOf(connector: ConnectorClient, context: TurnContext): Promise<ChannelAudience> {
  const { team, channel } = channelDataOf(context.activity);
  const channelId = withoutThread(channel?.id ?? context.activity.conversation.id);
  const members = await membersOf(connector, channelId).catch((error: unknown) => {
    if (team === undefined) throw error;
    return membersOf(connector, team.id);
  });
  return {
    name: team === undefined ? 'this chat' : await channelName(context, team.id, channelId),
    teamId: team?.id ?? '',
    channelId,
    members: members.length,
    guests: members.filter(isGuest).length,
  };
}

/**
 * `Board papers (Health and Wellbeing Board)`; the General channel has no name of its own. These two are asked
 * through the SDK's own client for teams, which retries: they only read. A name is not worth failing a turn for.
 */
async function channelName(context: TurnContext, teamId: string, channelId: string): Promise<string> {
  try {
    const team = await TeamsInfo.getTeamDetails(context, teamId);
    const channels = await TeamsInfo.getTeamChannels(context, teamId);
    const channel = channels.find(({ id }) => id === channelId)?.name ?? 'General';
    return team.name === undefined ? channel : `${channel} (${team.name})`;
  } catch {
    return 'this channel';
  }
}

function isGuest(member: TeamsChannelAccount): boolean {
  return member.userRole === 'guest' || (member.userPrincipalName ?? '').toUpperCase().includes('#EXT#');
}

/** In a shared channel members of other organisations are on the roster; their addresses are not ours to believe. */
function isOfTenant(member: TeamsChannelAccount, tenantId: string): boolean {
  return member.tenantId === undefined || member.tenantId === '' || member.tenantId === tenantId;
}

function profile(member: TeamsChannelAccount): Profile {
  const { email, userPrincipalName: upn } = member;
  return { ...(isText(email) ? { email } : {}), ...(isText(upn) ? { upn } : {}) };
}

function isText(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
