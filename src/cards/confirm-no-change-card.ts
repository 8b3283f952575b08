import { textLimit } from '../cycle/typed-text.ts';
import type { CardPart, Place } from './card.ts';
import { escapeOneLine, oneLine } from './escape.ts';
import { earlierAnswer } from './last-answer.ts';
import { loadTemplate } from './template.ts';
import type { ConfirmNoChangeView } from './views/form.ts';

const fill = loadTemplate('confirm-no-change');

/** Asks once more before the last answer is sent again; the second time running it asks why it is still true. */
export function drawConfirmNoChange(view: ConfirmNoChangeView, { id, room }: Place): CardPart {
  const { scope, ref, version, draftMark } = view;
  const title = `${ref} ${view.title}`;
  const data = { ...scope, ref, version, ...(draftMark !== undefined && { draft: draftMark }) };
  const why = view.why ?? '';
  return {
    body: fill({
      title: escapeOneLine(title),
      problem: view.problem ? [escapeOneLine(view.problem)] : [],
      last: earlierAnswer(view.last, { id: `${id}-last`, room }),
      why: view.needsWhy ? [{ value: why, most: Math.max(textLimit, why.length) }] : [],
      confirm: { ...data, confirm: 'yes' },
      data,
    }),
    summary: oneLine(`No change on ${title}?`),
  };
}
