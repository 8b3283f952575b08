import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type Activity,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';
import type { ConnectorHttp } from './connector-http.ts';
import { sdkConfiguration, type Credentials } from './credentials.ts';

/** The SDK's client for the connector API, named by what makes it. */
export type Connector = Awaited<ReturnType<TeamsAdapter['connector']>>;

/** The SDK's adapter with our way out to Teams, and the two things that we need of it. */
export class TeamsAdapter extends CloudAdapter {
  readonly #appId: string;
  readonly #connectors = new Map<string, Promise<ConnectorClient>>();

  constructor(credentials: Credentials, http: ConnectorHttp) {
    const configuration = sdkConfiguration(credentials);
    super(
      new ConfigurationBotFrameworkAuthentication(configuration, undefined, undefined, undefined, {
        httpClient: http,
      }),
    );
    this.#appId = credentials === 'none' ? '' : credentials.appId;
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
   * failed send once `onTurnError` is set. Made once for each of Teams' few service URLs; it renews its token itself.
   */
  async connector(serviceUrl: string) {
    const known = this.#connectors.get(serviceUrl);
    if (known) return known;
    const identity = this.createClaimsIdentity(this.#appId);
    const made = this.botFrameworkAuthentication.createConnectorFactory(identity).create(serviceUrl);
    if (this.#connectors.size >= mostConnectors) this.#connectors.clear();
    this.#connectors.set(serviceUrl, made);
    // One that could not be made is not kept.
    made.catch(() => this.#connectors.delete(serviceUrl));
    return made;
  }
}

/** A region has one service URL; more than these would be somebody making them up. */
const mostConnectors = 100;

type ConnectorClient = Awaited<
  ReturnType<ReturnType<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>['create']>
>;
