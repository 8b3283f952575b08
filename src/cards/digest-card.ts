import type { Completion, Exception } from '../digest/digest.ts';
import {
  awaitedSentence,
  headline,
  inText,
  movementWords,
  newDateSentence,
  statusLine,
  withheldSentence,
} from '../digest/sentences.ts';
import { addendaIn } from './addenda.ts';
import { dotColour, type CardPart, type Place } from './card.ts';
import { chartByPriority, priorityWords } from './chart.ts';
import { cutAtWord, firstOf, glance } from './cut.ts';
import { escapeMarkdown, escapeOneLine, oneLine } from './escape.ts';
import { loadTemplate } from './template.ts';
import type { DigestView } from './views/digest.ts';

const fill = loadTemplate('digest');

/** Rows of the other lists that are shown before the rest. */
const rowsFirst = 5;
/** Exceptions that are shown before "See all". */
const exceptionsFirst = 5;

/** The digest as the board reads it. It names who answers for an exception, and nobody who is awaited. */
export function drawDigest(view: DigestView, { id, room }: Place): CardPart {
  const { digest, statuses } = view;
  const sentence = headline(digest, statuses);
  const awaited = [awaitedSentence(digest), ...namesOf(view.awaited ?? [])].join(' ');
  const titled = (row: { ref: string; title: string }) => `${row.ref} ${cutAtWord(row.title, room.title)}`;
  return {
    body: fill({
      meeting: escapeOneLine(view.meeting),
      programmeTitle: escapeOneLine(view.programmeTitle),
      published: view.publishedLine ? [escapeOneLine(view.publishedLine)] : [],
      foreword: view.foreword?.trim() ? [escapeMarkdown(view.foreword)] : [],
      headline: escapeOneLine(sentence),
      chart: chartByPriority(view, { id, room }),
      exceptions: exceptionsIn(view, { id, room }),
      movement: listed(
        digest.movement.map((row) => ({
          colour: colourOf(view, row.to),
          title: oneLine(titled(row)),
          words: `: ${oneLine(movementWords(row, statuses))}`,
        })),
        { id: `${id}-moved`, room },
      ),
      completed: listed(
        digest.completed.map((row) => ({
          colour: dotColour('done'),
          title: oneLine(titled(row)),
          words: outcomeWords(row, room.detail),
        })),
        { id: `${id}-completed`, room },
      ),
      figures: figuresIn(view, { id, room }),
      awaited: escapeOneLine(awaited),
      addenda: addendaIn(view, room),
      back: view.back ? [{ ...view.back }] : [],
    }),
    summary: oneLine(`${view.meeting}. ${sentence}`),
    speak: oneLine(`${view.meeting}. ${sentence} ${awaited}`),
    wide: true,
  };
}

/** The same again to look things up in: how many of each status nobody confirmed, and each priority in words. */
function figuresIn(view: DigestView, { id, room }: Place) {
  const counts = countLines(view);
  const byPriority = priorityWords(view, room).map((words) => ({ id: `${id}-words`, ...words }));
  return counts.length > 0 ? [{ counts, byPriority }] : [];
}

function countLines({ digest, statuses }: DigestView) {
  const occurring = statuses.filter(({ id }) => (digest.counts[id] ?? 0) > 0);
  return occurring.map((status, index) => ({
    colour: dotColour(status.tone),
    text: oneLine(statusLine(digest, status)),
    spacing: index === 0 ? 'Small' : 'None',
  }));
}

/** The first few in three lines each; all of them, and more of their words, behind "See all". */
function exceptionsIn(view: DigestView, { id, room }: Place) {
  const { exceptions } = view.digest;
  if (exceptions.length === 0) return [];
  const first = exceptions
    .slice(0, exceptionsFirst)
    .map((row) => exceptionRow(view, row, room.title, Math.min(room.detail, glance)));
  const { shown, more } = firstOf(exceptions, room.items);
  const all = shown.map((row) => exceptionRow(view, row, room.title, room.detail));
  const saysMore = exceptions.length > exceptionsFirst || JSON.stringify(all) !== JSON.stringify(first);
  return [
    {
      title: `Needs the board's attention (${exceptions.length})`,
      first,
      rest: saysMore ? [{ id: `${id}-exceptions`, total: exceptions.length, items: all, more }] : [],
    },
  ];
}

function exceptionRow({ statuses }: DigestView, row: Exception, title: number, detail: number) {
  const status = statuses.find(({ id }) => id === row.status);
  const confirmed = row.confirmed ? '' : ', as last reported';
  const owners = row.owners.length > 0 ? ` · ${row.owners.join(', ')}` : '';
  return {
    colour: dotColour(status?.tone ?? 'neutral'),
    text: oneLine(`${status?.label ?? row.status}${confirmed}${cutAtWord(owners, 120)}`),
    spacing: 'None',
    title: escapeOneLine(`${row.ref} ${cutAtWord(row.title, title)}`),
    lines: row.withheld
      ? [withheldSentence]
      : [
          ...said('Why', row.reason, detail),
          ...said('What is being done', row.recoveryAction, detail),
          ...(row.revisedDate ? [newDateSentence(row.revisedDate)] : []),
          ...said('Last time', row.lastSaid ?? null, Math.min(detail, glance)),
        ],
  };
}

function said(heading: string, text: string | null, detail: number): string[] {
  return text?.trim() ? [escapeOneLine(`${heading}: ${cutAtWord(oneLine(text), detail)}`)] : [];
}

function outcomeWords({ outcome, withheld }: Completion, detail: number): string {
  if (withheld) return `: ${inText(withheldSentence)}`;
  return outcome ? `: ${cutAtWord(oneLine(outcome), detail)}` : '.';
}

const namesShown = 40;

/** `They are: Housing, Parks.` */
function namesOf(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const { shown, more } = firstOf(names, namesShown);
  return [`They are: ${[...shown, ...more].join(', ')}.`];
}

function colourOf({ statuses }: DigestView, wanted: string): string {
  return dotColour(statuses.find(({ id }) => id === wanted)?.tone ?? 'neutral');
}

/** The first few; the others, or as many of them as there is room for, are one tap away. */
function listed<T>(rows: T[], { id, room }: Place) {
  if (rows.length === 0) return [];
  const left = rows.length - rowsFirst;
  const { shown, more } = firstOf(rows.slice(rowsFirst), Math.max(1, room.items - rowsFirst));
  const rest = left > 0 ? [{ id, title: left === 1 ? '1 more' : `${left} more`, items: shown, more }] : [];
  return [{ first: rows.slice(0, rowsFirst), rest }];
}
