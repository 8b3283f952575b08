import { barInWords } from '../digest/sentences.ts';
import type { Digest } from '../digest/digest.ts';
import { chartColour, type Place, type Room } from './card.ts';
import { cutAtWord } from './cut.ts';
import { escapeOneLine, oneLine } from './escape.ts';
import type { DigestView } from './views/digest.ts';

/** The stacked bars by priority; for clients that do not know charts, the same in words. */
export function chartByPriority(view: DigestView, { room }: Place) {
  const { digest, statuses } = view;
  const [inWords] = priorityWords(view, room);
  if (!inWords) return [];
  const parts = [
    ...statuses.map(({ id: key, label, tone }) => ({ key, label: oneLine(label), tone })),
    { key: 'none', label: 'No status yet', tone: undefined },
  ].filter(({ key }) => (digest.counts[key] ?? 0) > 0);
  return [
    {
      title: inWords.title,
      bars: withActions(digest)
        .slice(0, room.bars)
        .map(({ number, title, counts }) => ({
          title: oneLine(cutAtWord(`${number} ${title}`, 60)),
          data: parts.map(({ key, label, tone }) => ({
            legend: label,
            value: counts[key] ?? 0,
            color: tone ? chartColour(tone) : 'divergingGray',
          })),
        })),
      words: inWords.words,
    },
  ];
}

/** Each priority's bar in words; nothing for a programme without statuses. */
export function priorityWords({ digest, statuses, levels }: DigestView, room: Room) {
  const priorities = withActions(digest);
  if (statuses.length === 0 || priorities.length === 0) return [];
  const left = priorities.length - room.bars;
  return [
    {
      title: oneLine(`By ${levels.priority.toLowerCase()}`),
      words: [
        ...priorities.slice(0, room.bars).map((priority) => ({
          name: escapeOneLine(cutAtWord(`${priority.number} ${priority.title}`, 120)),
          words: escapeOneLine(barInWords(priority, statuses)),
        })),
        ...(left > 0 ? [{ name: `and ${left} more`, words: 'They are in the figures above.' }] : []),
      ],
    },
  ];
}

function withActions({ byPriority }: Digest): Digest['byPriority'] {
  return byPriority.filter(({ total }) => total > 0);
}
