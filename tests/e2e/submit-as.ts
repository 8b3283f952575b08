import { chairPersona, leadPersona } from '../../src/local/personas.ts';
import type { Place } from './local-mode.ts';

const people = { lead: leadPersona, chair: chairPersona };

/**
 * Presses Submit on an owner's request from somebody else's chat: what their client would send if it had the card.
 * Returns the card that comes back, as text.
 */
export async function submitAs(
  role: keyof typeof people,
  { port, playgroundPort }: Place,
  { cycle, ref }: { cycle: string; ref: string },
): Promise<string> {
  const { name, aadObjectId, portOffset } = people[role];
  const answer = await fetch(`http://127.0.0.1:${port}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'invoke',
      name: 'adaptiveCard/action',
      id: 'pressed',
      channelId: 'msteams',
      serviceUrl: `http://localhost:${playgroundPort + portOffset}/_connector`,
      from: { id: role, name, aadObjectId },
      recipient: { id: 'board-updates', name: 'Board Updates' },
      conversation: { id: `personal-chat-${role}`, conversationType: 'personal', tenantId: 'local' },
      channelData: { tenant: { id: 'local' } },
      value: {
        action: {
          type: 'Action.Execute',
          verb: 'update.submit',
          data: {
            programme: 'ashenford',
            cycle,
            ref,
            version: 0,
            status: 'on_track',
            narrative: 'Words of somebody else',
            nextSteps: 'Nothing',
          },
        },
      },
    }),
  });
  if (!answer.ok) throw new Error(`Answered ${answer.status}.`);
  return answer.text();
}
