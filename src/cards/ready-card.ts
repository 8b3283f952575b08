import type { CardPart, Place } from './card.ts';
import { cutAtWord } from './cut.ts';
import { escapeMarkdown, escapeOneLine, oneLine } from './escape.ts';
import { loadTemplate } from './template.ts';
import type { ReadyView } from './views/ready.ts';

const fill = loadTemplate('ready');

/** Particulars of each thing on one page. */
const itemsAPage = 20;
/** Characters of the text to forward: it is never cut. */
const mostForward = 4000;

/** What to look at before a round opens: a line for each thing, its particulars folded away and in pages. */
export function drawReady(view: ReadyView, { id, room }: Place): CardPart {
  const { scope, sections } = view;
  const pages = Math.max(1, ...sections.map(({ items }) => Math.ceil(items.length / itemsAPage)));
  const page = Math.min(Math.max(1, view.page), pages);
  return {
    body: fill({
      notice: view.notice === undefined ? [] : [escapeMarkdown(view.notice)],
      title: escapeOneLine(view.title),
      about: escapeOneLine(view.about),
      sections: sections.map((section) => {
        const here = section.items.slice((page - 1) * itemsAPage, page * itemsAPage);
        return {
          heading: escapeOneLine(`${section.fine ? '✓' : '⚠ Please look:'} ${section.heading}`),
          line: escapeOneLine(section.line),
          folds:
            here.length === 0
              ? []
              : [
                  {
                    id: `${id}-${section.id}`,
                    title: `In detail (${here.length < section.items.length ? `${here.length} of ` : ''}${section.items.length})`,
                    items: here.map((item) => escapeOneLine(cutAtWord(item, room.foldedTitle))),
                  },
                ],
        };
      }),
      forward:
        view.forward === undefined
          ? []
          : [{ text: view.forward, most: Math.max(mostForward, view.forward.length) }],
      pager:
        pages > 1
          ? [
              {
                text: `Details: page ${page} of ${pages}`,
                previous: page > 1 ? [{ ...scope, page: page - 1 }] : [],
                next: page < pages ? [{ ...scope, page: page + 1 }] : [],
              },
            ]
          : [],
      buttons: view.buttons.map((button, index) => ({
        ...button,
        title: oneLine(button.title),
        style: index === 0 ? 'positive' : 'default',
      })),
    }),
    summary: oneLine([view.notice, view.title, view.about].filter(Boolean).join('. ')),
    wide: true,
  };
}
