import { limitOf, textInputs } from '../cycle/typed-text.ts';
import type { CardPart } from './card.ts';
import { cutAtWord } from './cut.ts';
import { escapeMarkdown, escapeOneLine, oneLine } from './escape.ts';
import { whyNotPublishedLabel } from './form-words.ts';
import { inputField } from './input-field.ts';
import { loadTemplate } from './template.ts';
import type { RetryFormView } from './views/refusal.ts';

const fill = loadTemplate('retry-form');

/** What the form calls its inputs, but for what only a status could say: which of them are needed. */
const labels: ReadonlyMap<string, string> = new Map([
  ...Object.entries(textInputs),
  ['noteToLead', 'Note to the lead (not published)'],
  ['revisedDate', 'New date'],
  ['sayBy', 'New date not known yet? Say by when you will know'],
  ['why', 'It is still true because …'],
  ['source', 'How it reached you, such as “by phone”'],
  ['whyExcused', 'Why it is excused'],
  ['foreword', 'Foreword, shown above the figures'],
  ['whyNotPublished', whyNotPublishedLabel],
  ['suggestion', 'Who should answer, in your own words'],
  ['colleague', 'A colleague: their name or e-mail address'],
  ['contactName', 'Their name'],
  ['contactEmail', 'Their e-mail address'],
  ['comment', 'Your comment'],
  ['overrideReason', 'Why the round closes only once the papers are out'],
  ['question', 'What the board asked'],
  ['correction', 'How it should read'],
  ['lateNote', 'A line of your own beside it'],
]);

/** What was typed, in inputs again, and the button to send it with once that works. */
export function drawRetryForm(view: RetryFormView): CardPart {
  const { data, values } = view;
  return {
    body: fill({
      title: escapeOneLine(view.title),
      message: escapeMarkdown(view.message),
      about: [aboutAction(view), statusInWords(data), ...keptBack(data)].filter((line) => line !== undefined),
      inputs: Object.entries(values).map(([id, value]) =>
        inputField({ id, label: labels.get(id) ?? id, value, most: limitOf(id) }),
      ),
      buttons: view.buttons.map(({ title, verb }, index) => ({
        title: oneLine(title),
        verb,
        style: index === 0 ? 'positive' : 'default',
        data,
      })),
    }),
    summary: oneLine(`${view.title}. ${view.message}`),
  };
}

/** A lead's button is about somebody else's update, or about what was published. */
function aboutAction({ data: { ref }, buttons }: RetryFormView): string | undefined {
  if (ref === undefined) return undefined;
  const about = buttons.some(({ verb }) => verb.startsWith('lead.')) ? 'About' : 'Your update on';
  return escapeOneLine(`${about} ${cutAtWord(String(ref), 40)}`);
}

function keptBack({ notForPublication }: RetryFormView['data']): string[] {
  return notForPublication === 'true' ? ['Not for publication'] : [];
}

/** `Status: on track`: its label is not known here, but its id is made of words. */
function statusInWords({ status }: RetryFormView['data']): string | undefined {
  const id = String(status ?? '');
  return /^[a-z][a-z0-9_]{0,60}$/.test(id) ? `Status: ${id.replaceAll('_', ' ')}` : undefined;
}
