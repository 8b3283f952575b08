import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { ConnectorHttp } from './connector-http.ts';
import { sdkConfiguration, type Credentials } from './credentials.ts';

type Authenticated = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']>>;
type ConnectorFactory = ReturnType<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>;
type UserTokenClient = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication['createUserTokenClient']>>;
export type ConnectorClient = Awaited<ReturnType<ConnectorFactory['create']>>;

/** A region has one service URL; more than these would be somebody making them up. */
const mostConnectors = 100;

/**
 * The SDK's authentication, for one bot. The SDK would make two clients, each with a pipeline of its own, for every
 * turn; here they are made once. They renew their tokens themselves.
 */
export class BotAuthentication extends ConfigurationBotFrameworkAuthentication {
  readonly #connectors = new Map<string, Promise<ConnectorClient>>();
  #userTokens: Promise<UserTokenClient> | undefined;

  constructor(credentials: Credentials, httpClient: ConnectorHttp) {
    super(sdkConfiguration(credentials), undefined, undefined, undefined, { httpClient });
  }

  override async authenticateRequest(
    ...request: Parameters<ConfigurationBotFrameworkAuthentication['authenticateRequest']>
  ): Promise<Authenticated> {
    const authenticated = await super.authenticateRequest(...request);
    const { connectorFactory } = authenticated;
    return connectorFactory
      ? { ...authenticated, connectorFactory: this.#kept(connectorFactory) }
      : authenticated;
  }

  override createConnectorFactory(
    identity: Parameters<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>[0],
  ): ConnectorFactory {
    return this.#kept(super.createConnectorFactory(identity));
  }

  override async createUserTokenClient(
    identity: Parameters<ConfigurationBotFrameworkAuthentication['createUserTokenClient']>[0],
  ): Promise<UserTokenClient> {
    const made = (this.#userTokens ??= super.createUserTokenClient(identity));
    made.catch(() => (this.#userTokens = undefined));
    return made;
  }

  #kept(factory: ConnectorFactory): ConnectorFactory {
    const make = factory.create.bind(factory);
    return Object.assign(factory, {
      create: (serviceUrl: string, audience?: string) => this.#connector(make, serviceUrl, audience),
    });
  }

  #connector(
    make: ConnectorFactory['create'],
    serviceUrl: string,
    audience?: string,
  ): Promise<ConnectorClient> {
    const key = `${audience ?? ''} ${serviceUrl}`;
    const known = this.#connectors.get(key);
    if (known) return known;
    const made = make(serviceUrl, audience);
    if (this.#connectors.size >= mostConnectors) this.#connectors.clear();
    this.#connectors.set(key, made);
    // One that could not be made is not kept.
    made.catch(() => this.#connectors.delete(key));
    return made;
  }
}
