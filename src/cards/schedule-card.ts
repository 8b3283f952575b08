import type { CardPart, Place } from './card.ts';
import { cutAtWord, firstOf } from './cut.ts';
import { escapeMarkdown, escapeOneLine, oneLine } from './escape.ts';
import { loadTemplate } from './template.ts';
import type { ScheduleLine, ScheduleView } from './views/schedule.ts';

const fill = loadTemplate('schedule');

/** Names in a folded line, for each item of the room. */
const namesAnItem = 2;
/** Lines in a group beyond the room's items: a whole ladder is to be seen in any room. */
const moreLines = 3;

/** What goes out, what has gone, and the dates; whom each message is for is folded away beneath it. */
export function drawSchedule(view: ScheduleView, { id, room }: Place): CardPart {
  const lines = (group: string, some: readonly ScheduleLine[]) => {
    const { shown, more } = firstOf(some, room.items + moreLines);
    return {
      lines: shown.map(({ when, what, to, names }, index) => {
        const people = firstOf(names, room.items * namesAnItem);
        return {
          id: `${id}-${group}-${index}`,
          text: escapeOneLine(`${when}: ${what}`),
          to: escapeOneLine(to),
          names: escapeOneLine(
            [people.shown.map((name) => cutAtWord(name, room.foldedTitle)).join(', '), ...people.more].join(
              ' ',
            ),
          ),
        };
      }),
      more: more.map(escapeOneLine),
    };
  };
  const { scope: _, buttons } = view;
  return {
    body: fill({
      notice: view.notice === undefined ? [] : [escapeMarkdown(view.notice)],
      title: escapeOneLine(view.title),
      standing: view.standing.map(escapeOneLine),
      groups: [
        { heading: 'Still to come', ...lines('to-come', view.toCome) },
        // The latest are what somebody wants to know.
        { heading: 'Gone already', ...lines('gone', [...view.gone].reverse()) },
      ].filter((group) => group.lines.length > 0),
      dates: view.dates.map(({ title, value }) => ({ title: oneLine(title), value: escapeOneLine(value) })),
      buttons: buttons.map((button) => ({ ...button, title: oneLine(button.title), style: 'default' })),
    }),
    summary: oneLine([view.notice, view.title].filter(Boolean).join('. ')),
    wide: true,
  };
}
