import type { CardPart, Place } from './card.ts';
import { cutAtWord } from './cut.ts';
import { escapeMarkdown, oneLine } from './escape.ts';
import { leadButtons } from './lead-buttons.ts';
import { ownerLines } from './overdue-card.ts';
import { loadTemplate } from './template.ts';
import type { OwnerPageView } from './views/overview.ts';

const fill = loadTemplate('owner-page');

const requestsAPage = 10;

/** One owner's requests, each to be chosen; without a choice a button is about all of them. */
export function drawOwnerPage(view: OwnerPageView, { room }: Place): CardPart {
  const { scope, owner, requests, back, seen } = view;
  const pages = Math.max(1, Math.ceil(requests.length / requestsAPage));
  const page = Math.min(Math.max(1, view.page), pages);
  const here = requests.slice((page - 1) * requestsAPage, page * requestsAPage);
  const data = { ...scope, page: back, owner: owner.id, ownerPage: page };
  const canAct = view.acts && here.length > 0;
  const lines = here.map(({ ref, title, state }) =>
    oneLine(`${ref} ${cutAtWord(title, room.foldedTitle)}: ${cutAtWord(state, room.detail)}`),
  );
  return {
    body: fill({
      notice: view.notice === undefined ? [] : [escapeMarkdown(view.notice)],
      ...ownerLines(owner, room.detail),
      lines: canAct ? [] : lines.map(escapeMarkdown),
      choose: canAct
        ? [{ choices: here.map(({ ref }, index) => ({ title: lines[index] ?? ref, value: ref })) }]
        : [],
      acts: canAct ? leadButtons({ ...data, seen }) : [],
      pager:
        pages > 1
          ? [
              {
                text: `Page ${page} of ${pages}`,
                previous: page > 1 ? [{ ...data, ownerPage: page - 1 }] : [],
                next: page < pages ? [{ ...data, ownerPage: page + 1 }] : [],
              },
            ]
          : [],
      back: { ...scope, page: back },
    }),
    summary: oneLine(
      [view.notice, owner.owner, `${owner.outstanding} outstanding`].filter(Boolean).join('. '),
    ),
    wide: true,
  };
}
