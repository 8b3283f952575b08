import { barInWords } from '../digest/sentences.ts';
import { chartColour, type Place } from './card.ts';
import { cutAtWord } from './cut.ts';
import { escapeOneLine, oneLine } from './escape.ts';
import type { DigestView } from './views.ts';

/** The stacked bars by priority, and the same in words: the chart's fallback, and beside it for whoever wants it. */
export function chartByPriority({ digest, statuses, levels }: DigestView, { id, room }: Place) {
  const priorities = digest.byPriority.filter(({ total }) => total > 0);
  if (statuses.length === 0 || priorities.length === 0) return [];
  const parts = [
    ...statuses.map(({ id: key, label, tone }) => ({
      key,
      legend: oneLine(label),
      color: chartColour(tone),
    })),
    { key: 'none', legend: 'No status yet', color: 'divergingGray' },
  ].filter(({ key }) => (digest.counts[key] ?? 0) > 0);
  const left = priorities.length - room.bars;
  return [
    {
      id: `${id}-words`,
      title: oneLine(`By ${levels.priority.toLowerCase()}`),
      bars: priorities.slice(0, room.bars).map(({ number, title, counts }) => ({
        title: oneLine(cutAtWord(`${number} ${title}`, 60)),
        data: parts.map(({ key, legend, color }) => ({ legend, value: counts[key] ?? 0, color })),
      })),
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
