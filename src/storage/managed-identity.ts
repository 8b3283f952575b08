import type { TokenCredential } from '@azure/identity';

/**
 * The identity that the process runs under. Its library is large, and is loaded with the first token, so that local
 * mode and the command line start quickly without it.
 */
export function managedIdentity(): TokenCredential {
  let credential: Promise<TokenCredential> | undefined;

  async function load(): Promise<TokenCredential> {
    const { DefaultAzureCredential } = await import('@azure/identity');
    return new DefaultAzureCredential();
  }

  return {
    async getToken(scopes, options) {
      credential ??= load();
      return await (await credential).getToken(scopes, options);
    },
  };
}
