import type { UpdateRequest } from './request.ts';
import type { Route } from './routing.ts';

/** Requests with their routes: all that tells who has to do with what. */
export interface Routed {
  requests: readonly UpdateRequest[];
  routes: ReadonlyMap<string, Route>;
}

/**
 * Refs by contact id: of those who are written to about them (who stands in for somebody among them), and of those who
 * step in as deputies.
 */
export interface Concerned {
  contacts: Map<string, string[]>;
  deputies: Map<string, string[]>;
}

/** Who is concerned in the requests that `counts`, with the refs of each in their order. */
export function concernedIn(
  { requests, routes }: Routed,
  counts: (request: UpdateRequest) => boolean,
): Concerned {
  const contacts = new Map<string, string[]>();
  const deputies = new Map<string, string[]>();
  const push = (map: Map<string, string[]>, contactId: string, ref: string): void => {
    const refs = map.get(contactId);
    if (refs) refs.push(ref);
    else map.set(contactId, [ref]);
  };
  for (const request of requests) {
    const route = routes.get(request.ref);
    if (!route || !counts(request)) continue;
    if (route.messaged !== undefined) push(contacts, route.messaged, request.ref);
    if (route.standIn) push(contacts, route.standIn.contactId, request.ref);
    for (const deputy of route.deputies) push(deputies, deputy, request.ref);
  }
  return { contacts, deputies };
}
