import { dayAndMonth } from '../../calendar/words.ts';
import { cutAtWord } from '../../cards/cut.ts';
import type { Section } from '../../cycle/message.ts';
import type { RequestLine } from '../../cycle/request-line.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { isAboutReturn, returnIn } from '../../cycle/return-section.ts';

/** Characters of a comment in a row of a list: the day that follows must still be read. */
const mostInRow = 90;

/** Why the message has come, a sentence for each answer that was sent back; the reminder of one stands for both. */
export function returnedSentences(
  sections: readonly Section[],
  requests: readonly UpdateRequest[],
): string[] {
  const told = new Map<string, string>();
  for (const section of sections.filter(isAboutReturn)) {
    const request = returnIn(section, requests);
    if (request) told.set(request.ref, returnedSentence(request, section.kind));
  }
  return [...told.values()];
}

/** `Priya Raman sent back your update on 1.4: please answer by Wednesday 28 October.` */
function returnedSentence({ ref, returned }: UpdateRequest, kind: Section['kind']): string {
  if (!returned) return '';
  const day = dayAndMonth(returned.answerBy);
  return kind === 'returned-due'
    ? `A reminder: ${returned.by.name} sent back your update on ${ref}, and asked for an answer by ${day}.`
    : `${returned.by.name} sent back your update on ${ref}: please answer by ${day}.`;
}

/** `Sent back by Priya Raman: please say by when; by Wednesday 28 October` */
export function returnedRow({ by, comment, answerBy }: RequestLine['returned'] & object): string {
  const words = cutAtWord(comment.replace(/\s+/g, ' ').trim(), mostInRow).replace(/[.;:,]$/, '');
  return `Sent back by ${by.name}: ${words}; by ${dayAndMonth(answerBy)}`;
}
