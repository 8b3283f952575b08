import { rooms, type CardPart, type Place } from './card.ts';
import { cutAtWord, firstOf } from './cut.ts';
import { escapeMarkdown, escapeOneLine, oneLine } from './escape.ts';
import { leadButtons } from './lead-buttons.ts';
import { loadTemplate } from './template.ts';
import type { AwaitedOwner, OverdueView, QuietLine } from './views/overview.ts';

const fill = loadTemplate('overdue');

const ownersAPage = 10;
const refsShown = 20;
const remarksShown = 4;
const nameShown = 80;

const headings: Record<AwaitedOwner['need'], string> = {
  decide: 'For you to decide',
  reach: 'Not reached',
  await: 'Awaited',
  later: 'Have time until a later day',
};

/**
 * The leads' list of who is outstanding, by what needs doing: what was sent, when, and whether it arrived. In the tightest
 * room, beneath a long list of the lead's own, the buttons to each owner's page are left to the overview by itself.
 */
export function drawOverdue(view: OverdueView, { room }: Place): CardPart {
  const { scope, owners, seen } = view;
  const pages = Math.max(1, Math.ceil(owners.length / ownersAPage));
  const page = Math.min(Math.max(1, view.page), pages);
  const here = owners.slice((page - 1) * ownersAPage, page * ownersAPage);
  const groups = (Object.keys(headings) as AwaitedOwner['need'][]).map((need) => ({
    heading: `${headings[need]} (${owners.filter((owner) => owner.need === need).length})`,
    of: here.filter((owner) => owner.need === need),
  }));
  const canAct = view.acts && here.length > 0;
  return {
    body: fill({
      notice: view.notice === undefined ? [] : [escapeMarkdown(view.notice)],
      headline: escapeOneLine(view.headline),
      lines: [view.about, view.sentence ?? ''].filter(Boolean).map(escapeOneLine),
      chasing: view.chasing === undefined ? [] : [escapeOneLine(view.chasing)],
      groups: groups
        .filter(({ of }) => of.length > 0)
        .map(({ of, heading }) => ({
          heading,
          owners: of.map((row) => ({
            ...ownerLines(row, room.detail),
            open:
              room === rooms.at(-1)
                ? []
                : [
                    {
                      whose: oneLine(cutAtWord(row.owner, nameShown)),
                      data: { ...scope, page, owner: row.id },
                    },
                  ],
          })),
        })),
      pager: pages > 1 ? [pager(scope, page, pages)] : [],
      choose: canAct ? [{ choices: here.map(choiceOf) }] : [],
      acts: canAct ? leadButtons({ ...scope, page, seen }) : [],
      quiet: view.quiet.map(quietLine),
      scope,
    }),
    summary: oneLine([view.notice, view.headline, view.sentence, view.about].filter(Boolean).join('. ')),
    wide: true,
  };
}

/** What is said of an owner, as on their own page. `most` is the room for what was sent and each remark, in characters. */
export function ownerLines(row: AwaitedOwner, most: number) {
  const refs = firstOf(row.refs, refsShown);
  const remarks = firstOf(row.remarks, remarksShown);
  const drafts = row.drafts === 0 ? [] : [row.drafts === 1 ? '1 draft saved' : `${row.drafts} drafts saved`];
  const work = [`${row.outstanding} outstanding: ${[...refs.shown, ...refs.more].join(', ')}`, ...drafts];
  const heading = [row.owner, row.contact].map((name) => name && cutAtWord(name, nameShown));
  return {
    owner: escapeOneLine(heading.filter(Boolean).join(' · ')),
    work: escapeOneLine(work.join(' · ')),
    delivery: escapeOneLine(cutAtWord(row.delivery, most)),
    remarks: [...remarks.shown, ...remarks.more].map((remark) => escapeOneLine(cutAtWord(remark, most))),
  };
}

function choiceOf({ id, owner, outstanding }: AwaitedOwner) {
  return { title: oneLine(`${cutAtWord(owner, nameShown)} (${outstanding})`), value: id };
}

function quietLine({ text, button, other }: QuietLine) {
  const buttons = [button, other].filter((one) => one !== undefined);
  return {
    text: escapeOneLine(text),
    button: buttons.map((one) => ({ ...one, title: oneLine(one.title) })),
  };
}

function pager(scope: OverdueView['scope'], page: number, pages: number) {
  return {
    text: `Page ${page} of ${pages}`,
    previous: page > 1 ? [{ ...scope, page: page - 1 }] : [],
    next: page < pages ? [{ ...scope, page: page + 1 }] : [],
  };
}
