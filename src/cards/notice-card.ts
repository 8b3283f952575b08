import type { CardPart } from './card.ts';
import { escapeMarkdown, escapeOneLine, oneLine } from './escape.ts';
import { loadTemplate } from './template.ts';
import type { NoticeView } from './views/notice.ts';

const fill = loadTemplate('notice');

/** Help, a question answered, a command done. Its small buttons are chat commands, answered in its place. */
export function drawNotice(view: NoticeView): CardPart {
  const commands = view.commands.map(({ title, text }) => ({ title: oneLine(title), data: { text } }));
  return {
    body: fill({
      title: escapeOneLine(view.title),
      paragraphs: view.paragraphs.map(escapeMarkdown).filter(Boolean),
      confirm: view.confirm ? [{ ...view.confirm, title: oneLine(view.confirm.title) }] : [],
      commands: commands.length > 0 ? [commands] : [],
      back: view.back ? [{ ...view.back }] : [],
    }),
    summary: oneLine(view.title),
    speak: oneLine([view.title, ...view.paragraphs].join('. ')),
  };
}
