import { CloudAdapter, type Activity, type InvokeResponse, type TurnContext } from 'botbuilder';
import { BotAuthentication, type ConnectorClient } from './authentication.ts';
import type { ConnectorHttp } from './connector-http.ts';
import type { Credentials } from './credentials.ts';

/** The SDK's adapter with our way out to Teams, and the three things that we need of it. */
export class TeamsAdapter extends CloudAdapter {
  readonly #appId: string;
  readonly #http: ConnectorHttp;

  constructor(credentials: Credentials, http: ConnectorHttp) {
    super(new BotAuthentication(credentials, http));
    this.#appId = credentials === 'none' ? '' : credentials.appId;
    this.#http = http;
  }

  /**
   * Authenticates an activity and runs its turn. Throws the SDK's `AuthenticationError` for one that is not from
   * Teams. Used in place of `process`, which prints faults and sends their messages to the caller.
   */
  async receive(
    authorization: string,
    activity: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, activity, turn);
  }

  /**
   * A client that signs as the bot. With it a message is sent without a turn: the SDK's proactive turns swallow a
   * failed send once `onTurnError` is set.
   */
  async connector(serviceUrl: string): Promise<ConnectorClient> {
    const identity = this.createClaimsIdentity(this.#appId);
    return this.botFrameworkAuthentication.createConnectorFactory(identity).create(serviceUrl);
  }

  /**
   * Sends a message (POST) or draws one again (PUT), signed by the SDK, and returns the text of the answer. The client
   * would map a card to itself field by field, which costs several times what the request does. `leaves` is told when the request does. Throws ConnectorFault.
   */
  async deliver(
    method: 'POST' | 'PUT',
    to: MessagePlace,
    activity: Partial<Activity>,
    leaves?: () => void,
  ): Promise<string> {
    const { credentials } = await this.connector(to.serviceUrl);
    return this.#http.exchange({
      method,
      url: urlOf(to),
      headers: { ...(await signature(credentials)), ...jsonHeaders },
      body: JSON.stringify(activity),
      leaves,
    });
  }
}

/** A conversation, or a message in it. */
export interface MessagePlace {
  serviceUrl: string;
  conversationId: string;
  activityId?: string;
}

const jsonHeaders = { accept: 'application/json', 'content-type': 'application/json; charset=utf-8' };

function urlOf({ serviceUrl, conversationId, activityId }: MessagePlace): string {
  const conversation = `${serviceUrl.replace(/\/$/, '')}/v3/conversations/${encodeURIComponent(conversationId)}`;
  const activities = `${conversation}/activities`;
  return activityId === undefined ? activities : `${activities}/${encodeURIComponent(activityId)}`;
}

type SdkCredentials = ConnectorClient['credentials'];

/** The header by which Teams knows the bot; none where authentication is off. */
async function signature(credentials: SdkCredentials): Promise<Record<string, string>> {
  const headers: Record<string, string> = {};
  // Of a whole request, this is all that the SDK touches to sign it.
  const unsigned = { headers: { set: (name: string, value: string) => (headers[name] = value) } };
  await credentials.signRequest(unsigned as unknown as Parameters<SdkCredentials['signRequest']>[0]);
  return headers;
}
