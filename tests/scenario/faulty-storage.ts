import { startEmbeddedAzurite, type EmbeddedAzurite } from '../../src/local/embedded-azurite.ts';
import { faultyProxy, type Behaviour } from '../fakes/faulty-proxy.ts';

/** An Azurite on disk, behind proxies that stay where they are when it goes and comes back. */
export interface FaultyStorage {
  /** Through the proxies: for those who are to suffer. */
  connectionString: string;
  /** Past the proxies, to Azurite as it runs now. */
  itself(): string;
  /** How tables and queue answer from now on. */
  behave(behaviour: Behaviour): void;
  /** Ends Azurite, which keeps its data. */
  down(): Promise<void>;
  /** Starts it again on the same data. */
  up(): Promise<void>;
  /** For good. */
  stop(): Promise<void>;
}

const services = ['Table', 'Queue'] as const;

export async function faultyStorage({ directory }: { directory: string }): Promise<FaultyStorage> {
  let azurite: EmbeddedAzurite = await startEmbeddedAzurite({ directory });
  const proxies = await Promise.all(
    services.map(async (service) => ({ service, proxy: await faultyProxy(endpointOf(azurite, service)) })),
  );
  const connectionString = proxies.reduce(
    (text, { service, proxy }) => text.replace(endpointOf(azurite, service), proxy.url),
    azurite.connectionString,
  );
  return {
    connectionString,
    itself: () => azurite.connectionString,
    behave: (behaviour) => proxies.forEach(({ proxy }) => proxy.behave(behaviour)),
    down: () => azurite.stop(),
    async up() {
      azurite = await startEmbeddedAzurite({ directory });
      for (const { service, proxy } of proxies) proxy.leadTo(endpointOf(azurite, service));
    },
    async stop() {
      await Promise.all(proxies.map(({ proxy }) => proxy.close()));
      await azurite.stop();
    },
  };
}

function endpointOf({ connectionString }: EmbeddedAzurite, service: string): string {
  const [, url = ''] = new RegExp(`${service}Endpoint=(http://[^/]+)`).exec(connectionString) ?? [];
  return url;
}
