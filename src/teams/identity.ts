import type { Activity } from 'botbuilder';
import type { Identity } from '../workflow/people/person.ts';
import { channelDataOf } from './channel-data.ts';

export type Identification =
  { kind: 'known'; who: Identity } | { kind: 'refused'; reason: 'no identity' | 'another tenant' };

/**
 * Who is acting, from the authenticated activity and nothing else. The tenant is told in two places, which must
 * agree; where the bot has a home tenant it must be that one.
 */
export function identify(activity: Activity, homeTenant: string | undefined): Identification {
  const aadObjectId = activity.from.aadObjectId;
  const tenants = [activity.conversation.tenantId, channelDataOf(activity).tenant?.id].filter(isFilled);
  const [tenantId] = tenants;
  if (!isFilled(aadObjectId) || tenantId === undefined) return { kind: 'refused', reason: 'no identity' };
  if (tenants.some((tenant) => tenant !== (homeTenant ?? tenantId))) {
    return { kind: 'refused', reason: 'another tenant' };
  }
  return { kind: 'known', who: { tenantId, aadObjectId, name: nameIn(activity.from) } };
}

/** Installations carry no name; the SDK's type says otherwise. */
function nameIn(from: { name?: string }): string {
  return from.name ?? '';
}

function isFilled(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
