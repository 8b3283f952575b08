import { hash } from 'node:crypto';

/**
 * A contact's id: a hash of tenant and e-mail address, so that keys and logs carry no address. The same person has
 * the same id in all of a tenant's programmes.
 */
export function contactIdOf(tenantId: string, email: string): string {
  return hash('sha256', `${tenantId}\n${email.trim().toLowerCase()}`).slice(0, 16);
}
