/**
 * The addresses of an account's tables and queues, from the address of any of its services, such as
 * `https://account.table.core.windows.net`. Throws where it is not one.
 */
export function serviceUrls(accountUrl: string): { table: string; queue: string } {
  const host = URL.canParse(accountUrl) ? new URL(accountUrl) : undefined;
  const match = /^([a-z0-9-]+)\.(?:table|queue|blob|file|dfs|web)\.(.+)$/.exec(host?.hostname ?? '');
  const [, account, rest] = match ?? [];
  if (host?.protocol !== 'https:' || account === undefined || rest === undefined) {
    throw new Error(
      `"${accountUrl}" is not the address of a storage account. Write it as https://ACCOUNT.table.core.windows.net`,
    );
  }
  return { table: `https://${account}.table.${rest}`, queue: `https://${account}.queue.${rest}` };
}
