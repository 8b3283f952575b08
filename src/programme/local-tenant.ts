/** The tenant of a programme that belongs to no Microsoft 365 tenant: local mode's, and what settings get that name none. */
export const localTenantId = 'local';

/** Whether a tenant has people of its own to search among. */
export function isRealTenant(tenantId: string): boolean {
  return tenantId !== localTenantId;
}
