import type { PersonData, RequestKind, Seen, WireActivity } from './teams-model.ts';
import type { TeamsWorld } from './teams-world.ts';

/** An answer of the connector API, and what somebody saw because of the request. */
export interface ConnectorReply {
  status: number;
  body: object;
  headers?: Record<string, string>;
  seen?: Seen;
}

/** Larger messages are answered 413. */
export const mostBytes = 100 * 1024;

/** Which request of the connector API this is (botbuilder 4.23). */
export function requestKindOf(
  method: string,
  path: string,
): { kind: RequestKind; target: string; item: string } {
  const [, version, area, target = '', part = '', item = ''] = path.split('/').map(decodeURIComponent);
  const at = (kind: RequestKind) => ({ kind, target, item });
  if (version !== 'v3') return at('unknown');
  if (area === 'teams' && method === 'GET') return { kind: 'team', target, item: part };
  if (area !== 'conversations') return at('unknown');
  if (method === 'POST' && target === '') return at('create');
  if (method === 'POST' && part === 'activities') return at('send');
  if (method === 'PUT' && part === 'activities') return at('update');
  if (method === 'DELETE' && part === 'activities') return at('delete');
  if (method === 'GET' && part === 'members' && item !== '') return at('member');
  if (method === 'GET' && (part === 'pagedmembers' || part === 'members')) return at('members');
  return at('unknown');
}

/** A request as far as its answer depends on it. */
export interface Asked {
  kind: RequestKind;
  /** The conversation or team in the path. */
  target: string;
  /** What follows it there: an activity, a member, a part of the team. */
  item: string;
  query: URLSearchParams;
  /** The body, as it came. */
  text: string;
  body: unknown;
}

/** Does what the request asks of the world, and answers as Teams does. */
export function answer(world: TeamsWorld, { kind, target, item, query, text, body }: Asked): ConnectorReply {
  if (Buffer.byteLength(text) > mostBytes) return refusal(413, 'MessageSizeTooBig');
  if (text !== '' && !isObject(body)) return refusal(400, 'BadSyntax');
  switch (kind) {
    case 'create':
      return create(world, body ?? {});
    case 'send':
      return send(world, target, (body ?? {}) as WireActivity);
    case 'update':
    case 'delete':
      return change(world, kind, target, item, (body ?? {}) as WireActivity);
    case 'member':
      return member(world, item);
    case 'members':
      return members(world, target, query);
    case 'team':
      return team(world, target, item);
    case 'unknown':
      return refusal(404, 'NotFound');
  }
}

export function refusal(status: number, code?: string, subCode?: string): ConnectorReply {
  const message = subCode === undefined ? 'Refused.' : JSON.stringify({ subCode, details: null });
  return { status, body: code === undefined ? {} : { error: { code, message } } };
}

export function withRetryAfter(
  reply: ConnectorReply,
  retryAfter: number | string | undefined,
): ConnectorReply {
  if (retryAfter === undefined) return reply;
  return { ...reply, headers: { 'retry-after': String(retryAfter) } };
}

/** Not the connector says this, but the gateway before it, in a form of its own: without `error` and code. */
export const tokenExpired: ConnectorReply = {
  status: 401,
  body: { message: 'Authorization has been denied for this request.' },
  headers: { 'www-authenticate': 'Bearer' },
};

/** Limits by conversation count what is sent and what is made. */
export function limitedConversation({ kind, target, body }: Asked): string | undefined {
  if (kind === 'send' || kind === 'update') return target;
  if (kind !== 'create' || !isObject(body)) return undefined;
  const { channelData, members } = body as CreateBody;
  return channelData?.channel?.id ?? `create ${members?.[0]?.id ?? ''}`;
}

function isObject(body: unknown): body is object {
  return typeof body === 'object' && body !== null;
}

interface CreateBody {
  isGroup?: boolean;
  members?: { id: string }[];
  activity?: WireActivity;
  channelData?: { channel?: { id: string } };
}

/** A chat with one person, the same each time; or a thread in a channel, which needs its first message. */
function create(world: TeamsWorld, body: CreateBody): ConnectorReply {
  if (body.isGroup === true) {
    const channelId = body.channelData?.channel?.id ?? '';
    if (body.activity === undefined) return refusal(400, 'BadSyntax');
    if (channelId.includes(';') || world.channelOf(channelId) === undefined)
      return refusal(404, 'ConversationNotFound');
    const activityId = world.newId();
    const id = `${channelId};messageid=${activityId}`;
    const seen = world.put(id, activityId, body.activity);
    return { status: 201, body: { id, activityId }, seen };
  }
  const [only, ...others] = body.members ?? [];
  if (only === undefined || others.length > 0) return refusal(400, 'BadSyntax');
  const person = world.personOf(only.id);
  if (person === undefined) return refusal(404, 'UserNotFound');
  if (!person.installed) return refusal(403, 'ForbiddenOperationException');
  const reply = { status: 201, body: { id: person.chatId } };
  // A first message is sent, but its id is not told.
  return body.activity === undefined
    ? reply
    : { ...reply, seen: world.put(person.chatId, world.newId(), body.activity) };
}

function send(world: TeamsWorld, conversationId: string, activity: WireActivity): ConnectorReply {
  const id = world.newId();
  return (
    closed(world, conversationId) ?? {
      status: 201,
      body: { id },
      seen: world.put(conversationId, id, activity),
    }
  );
}

function change(
  world: TeamsWorld,
  kind: 'update' | 'delete',
  conversationId: string,
  activityId: string,
  activity: WireActivity,
): ConnectorReply {
  const message = world.messageOf(conversationId, activityId);
  const refused = closed(world, conversationId);
  if (refused) return refused;
  if (message === undefined) return refusal(404, 'ActivityNotFoundInConversation');
  return { status: 200, body: { id: activityId }, seen: world.change(message, kind, activity) };
}

/** Why the bot cannot write in a conversation; undefined where it can. */
function closed(world: TeamsWorld, conversationId: string): ConnectorReply | undefined {
  const person = world.personIn(conversationId);
  if (person !== undefined) return person.installed ? undefined : refusal(403, 'BotNotInConversationRoster');
  return world.channelOf(conversationId) ? undefined : refusal(404, 'ConversationNotFound');
}

function member(world: TeamsWorld, memberId: string): ConnectorReply {
  const person = world.personOf(memberId);
  return person === undefined
    ? refusal(404, 'MemberNotFoundInConversation')
    : { status: 200, body: account(world, person) };
}

function members(world: TeamsWorld, conversationId: string, query: URLSearchParams): ConnectorReply {
  const person = world.personIn(conversationId);
  const all = person ? [person] : world.channelOf(conversationId)?.team.members;
  if (all === undefined) return refusal(404, 'ConversationNotFound');
  const size = Math.min(Number(query.get('pageSize') ?? 50), 500);
  const from = Number(query.get('continuationToken') ?? 0);
  const more = from + size < all.length ? { continuationToken: String(from + size) } : {};
  return {
    status: 200,
    body: { members: all.slice(from, from + size).map((one) => account(world, one)), ...more },
  };
}

function team(world: TeamsWorld, teamId: string, part: string): ConnectorReply {
  const found = world.teams.find(({ id }) => id === teamId);
  if (found === undefined) return refusal(404, 'NotFound');
  if (part === 'conversations') {
    // The General channel has the team's own id, and no name.
    return { status: 200, body: { conversations: [{ id: found.id }, ...found.channels] } };
  }
  return { status: 200, body: { id: found.id, name: found.name, aadGroupId: found.id } };
}

function account(world: TeamsWorld, person: PersonData): object {
  return {
    id: person.mri,
    aadObjectId: person.aadObjectId,
    name: person.name,
    email: person.email,
    userPrincipalName: person.upn,
    tenantId: world.tenantId,
    userRole: person.guest ? 'guest' : 'user',
  };
}
