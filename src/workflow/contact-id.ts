import { createHash } from 'node:crypto';

/**
 * A contact's id: a hash of tenant and e-mail address, so that keys and logs carry no address. The same person has
 * the same id in all of a tenant's programmes.
 */
export function contactIdOf(tenantId: string, email: string): string {
  return createHash('sha256').update(`${tenantId}\n${email.trim().toLowerCase()}`).digest('hex').slice(0, 16);
}
