import type { Side } from './sides.ts';
import { submit, type Answer } from './submit.ts';
import type { Submission } from './council.ts';

/** Sends every submission, so many at once, and insists that each is answered with a card. Returns milliseconds. */
export async function run(
  { url }: Side,
  submissions: readonly Submission[],
  serviceUrl: string,
  atOnce: number,
  check: (answer: Answer, submission: Submission) => void,
): Promise<number[]> {
  const queue = [...submissions];
  const times: number[] = [];
  const answer = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const answered = await submit(url, next, serviceUrl);
      check(answered, next);
      times.push(answered.milliseconds);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, answer));
  return times;
}

/** HTTP 200, and the list with the receipt of this very action. */
export function isReceipt({ status, body }: Answer, { ref }: Submission): void {
  const { type } = JSON.parse(body) as { type?: string };
  const isCard = status === 200 && type === 'application/vnd.microsoft.card.adaptive';
  if (!isCard || !body.includes(`✓ ${ref}: Sent by you on`)) {
    throw new Error(`${ref} was not answered with its receipt but ${status}: ${body.slice(0, 600)}`);
  }
}

export function isCard({ status, body }: Answer): void {
  if (status !== 200 || !body.includes('AdaptiveCard')) {
    throw new Error(`The bare bot answered ${status}: ${body.slice(0, 300)}`);
  }
}
