import { dotColour, type Room } from './card.ts';
import { cutAtWord, firstOf } from './cut.ts';
import { escapeOneLine, oneLine } from './escape.ts';
import type { DigestView } from './views/digest.ts';

/** What stands beneath the figures, for the template of a digest or a briefing. A correction is never cut. */
export function addendaIn({ addenda = [] }: DigestView, room: Room) {
  if (addenda.length === 0) return [];
  const { shown, more } = firstOf(addenda, room.items);
  return [
    {
      items: shown.map(({ heading, title, status, words, lines, by }) => ({
        colour: dotColour(status?.tone ?? 'neutral'),
        title: oneLine(title === undefined ? heading : `${heading}: ${cutAtWord(title, room.title)}`),
        words: `: ${oneLine(words)}`,
        lines: lines.map((line) => escapeOneLine(cutAtWord(oneLine(line), room.detail))),
        by: escapeOneLine(by),
      })),
      more,
    },
  ];
}
