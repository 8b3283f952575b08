import { dotColour, type Place } from './card.ts';
import { cutAtWord } from './cut.ts';
import { escapeMarkdown, oneLine } from './escape.ts';
import type { StatusView } from './views/parts.ts';

/** About four lines on a phone. */
const folded = 180;

/** A status as a dot and its words: the runs of a RichTextBlock. */
export function statusRuns(status: StatusView | undefined): { text: string; colour: string }[] {
  if (!status) return [];
  return [
    { text: '● ', colour: dotColour(status.tone) },
    { text: oneLine(status.label), colour: 'Default' },
  ];
}

/** An earlier answer with its heading: folded after four lines, with the rest behind "Show all". */
export function earlierAnswer(
  answer: { heading: string; status?: StatusView; narrative?: string },
  { id, room }: Place,
) {
  const text = cutAtWord((answer.narrative ?? '').trim(), room.lastText);
  const short = cutAtWord(text.split(/\r\n?|\n/, 4).join('\n'), folded);
  const isLong = short !== text;
  return {
    heading: answer.status ? `${oneLine(answer.heading)}  ` : oneLine(answer.heading),
    status: statusRuns(answer.status),
    short: text
      ? [{ id: `${id}-short`, text: escapeMarkdown(isLong && !short.endsWith('…') ? `${short} …` : short) }]
      : [],
    full: isLong
      ? [
          {
            id: `${id}-full`,
            text: escapeMarkdown(text),
            more: `${id}-more`,
            less: `${id}-less`,
            targets: ['short', 'full', 'more', 'less'].map((part) => `${id}-${part}`),
          },
        ]
      : [],
  };
}
