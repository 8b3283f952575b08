/** The bot's identity; `none` switches authentication off, which only local mode and tests may do. */
export type Credentials =
  | {
      appId: string;
      /** Empty for a managed identity. */
      appPassword: string;
      appType: 'SingleTenant' | 'UserAssignedMSI' | 'MultiTenant';
      appTenantId: string;
    }
  | 'none';

/** The only tenant whose people the bot talks to; undefined where it has none of its own. */
export function homeTenantOf(credentials: Credentials): string | undefined {
  return credentials === 'none' || credentials.appType === 'MultiTenant'
    ? undefined
    : credentials.appTenantId;
}

/** The same, as the SDK's configuration names it. */
export function sdkConfiguration(credentials: Credentials): Record<string, string> {
  if (credentials === 'none') return {};
  const { appId, appPassword, appType, appTenantId } = credentials;
  return {
    MicrosoftAppId: appId,
    MicrosoftAppType: appType,
    MicrosoftAppTenantId: appTenantId,
    ...(appPassword === '' ? {} : { MicrosoftAppPassword: appPassword }),
  };
}
