import type { CardPart } from './card.ts';
import { firstOf } from './cut.ts';
import { escapeOneLine, oneLine } from './escape.ts';
import { loadTemplate } from './template.ts';
import type { CardScope, OverdueView } from './views.ts';

const fill = loadTemplate('overdue');

const ownersAPage = 10;
const refsShown = 20;

/** The leads' list of who is outstanding, by what needs doing: what was sent, when, and whether it arrived. */
export function drawOverdue(view: OverdueView): CardPart {
  const { scope, owners } = view;
  const pages = Math.max(1, Math.ceil(owners.length / ownersAPage));
  const page = Math.min(Math.max(1, view.page), pages);
  const here = owners.slice((page - 1) * ownersAPage, page * ownersAPage);
  const count = (reached: boolean) => owners.filter((owner) => owner.reached === reached).length;
  return {
    body: fill({
      headline: escapeOneLine(view.headline),
      lines: [view.about, view.sentence ?? ''].filter(Boolean).map(escapeOneLine),
      chasingEnded: view.chasingEnded
        ? ['No more reminders go out by themselves. The next word is yours.']
        : [],
      groups: [
        { heading: `Not reached (${count(false)})`, of: here.filter(({ reached }) => !reached) },
        { heading: `Awaited (${count(true)})`, of: here.filter(({ reached }) => reached) },
      ]
        .filter(({ of }) => of.length > 0)
        .map(({ of, ...group }) => ({ ...group, owners: of.map(ownerRow) })),
      pager: pages > 1 ? [pager(scope, page, pages)] : [],
      scope,
    }),
    summary: oneLine([view.headline, view.about, view.sentence].filter(Boolean).join('. ')),
    wide: true,
  };
}

function ownerRow(row: OverdueView['owners'][number]) {
  const { shown, more } = firstOf(row.refs, refsShown);
  const drafts = row.drafts === 0 ? [] : [row.drafts === 1 ? '1 draft saved' : `${row.drafts} drafts saved`];
  const work = [`${row.outstanding} outstanding: ${[...shown, ...more].join(', ')}`, ...drafts].join(' · ');
  return {
    owner: escapeOneLine([row.owner, row.contact].filter(Boolean).join(' · ')),
    work: escapeOneLine(work),
    delivery: escapeOneLine(row.delivery),
  };
}

function pager(scope: CardScope, page: number, pages: number) {
  return {
    text: `Page ${page} of ${pages}`,
    previous: page > 1 ? [{ ...scope, page: page - 1 }] : [],
    next: page < pages ? [{ ...scope, page: page + 1 }] : [],
  };
}
