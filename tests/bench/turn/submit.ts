import http from 'node:http';
import { botId, type Submission } from './council.ts';

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** What came back, and how long it took from the first byte sent to the last received. */
export interface Answer {
  milliseconds: number;
  status: number;
  body: string;
}

/** Presses Submit as Teams does: the button's data and the form's inputs in one invoke. */
export async function submit(url: string, submission: Submission, serviceUrl: string): Promise<Answer> {
  const body = JSON.stringify(activityOf(submission, serviceUrl));
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const request = http.request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          milliseconds: performance.now() - started,
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

function activityOf({ by, key, ref }: Submission, serviceUrl: string): object {
  const data = {
    programme: key.programmeId,
    cycle: key.cycleId,
    ref,
    version: 0,
    status: 'on_track',
    narrative: `In ward ${ref} the rooms opened in June, and four hundred families have come since. `.repeat(
      3,
    ),
    nextSteps: 'A second evening a week from October, once the new health visitor has started.',
    noteToLead: '',
  };
  return {
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: `f:${by.aadObjectId}-${ref}`,
    channelId: 'msteams',
    serviceUrl,
    locale: 'en-GB',
    from: { id: by.mri, name: by.name, aadObjectId: by.aadObjectId },
    recipient: { id: botId, name: 'Board Updates' },
    conversation: { id: by.chatId, conversationType: 'personal', tenantId: by.tenantId },
    channelData: { tenant: { id: by.tenantId } },
    replyToId: by.cardId,
    value: { action: { type: 'Action.Execute', verb: 'update.submit', data }, trigger: 'manual' },
  };
}
