import type { CardPart } from './card.ts';
import { escapeMarkdown, escapeOneLine, oneLine } from './escape.ts';
import { loadTemplate } from './template.ts';
import type { RefusalView } from './views/refusal.ts';

const fill = loadTemplate('refusal');

/** Each is an element of its own, which costs a hundred bytes. */
const mostParagraphs = 12;

/**
 * What could not be done, why, and what to do instead. The words that were typed come back whole, in rich text,
 * which reads no Markdown: what is copied from it is what was typed.
 */
export function drawRefusal(view: RefusalView): CardPart {
  const typed = (view.typed ?? []).map(({ label, text }) => ({
    label: escapeOneLine(label),
    paragraphs: paragraphs(text),
  }));
  return {
    body: fill({
      title: escapeOneLine(view.title),
      message: [escapeMarkdown(view.message)].filter(Boolean),
      typed: typed.length > 0 ? [typed] : [],
      back: view.backToList ? [{ ...view.scope }] : [],
    }),
    summary: oneLine(`${view.title}. ${view.message}`),
  };
}

function paragraphs(text: string): string[] {
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  if (lines.length <= mostParagraphs) return lines;
  return [...lines.slice(0, mostParagraphs - 1), lines.slice(mostParagraphs - 1).join('\n')];
}
