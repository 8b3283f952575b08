import { ActivityTypes, type Activity } from 'botbuilder';

/**
 * The answer to a button, in the protocol of universal actions. Ours rather than teams-ai's: there the first card
 * returned with `refresh` makes a verb replace the card for everybody until the process ends.
 */
export function cardResponse(card: object): Partial<Activity> {
  return invokeResponse(200, 'application/vnd.microsoft.card.adaptive', card);
}

/** A refusal that has no card. Always HTTP 200: the protocol's own status is in the body. */
export function errorResponse(status: 400 | 403 | 500, code: string, message: string): Partial<Activity> {
  return invokeResponse(status, 'application/vnd.microsoft.error', { code, message });
}

function invokeResponse(statusCode: number, type: string, value: object): Partial<Activity> {
  return { type: ActivityTypes.InvokeResponse, value: { status: 200, body: { statusCode, type, value } } };
}
