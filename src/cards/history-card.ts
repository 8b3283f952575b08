import type { CardPart, Place } from './card.ts';
import { cutAtWord } from './cut.ts';
import { escapeMarkdown, escapeOneLine, oneLine } from './escape.ts';
import { loadTemplate } from './template.ts';
import type { HistoryView } from './views/history.ts';
import type { FormButton } from './views/parts.ts';

const fill = loadTemplate('history');

/** Somebody's own answers, by action; what is long is cut, since all of it is on the action's own page and in the store. */
export function drawHistory(view: HistoryView, { room }: Place): CardPart {
  return {
    body: fill({
      title: escapeOneLine(view.title),
      paragraphs: view.paragraphs.map(escapeMarkdown),
      actions: view.actions.map(({ ref, title, answers, earlier }) => ({
        title: escapeOneLine(`${ref} ${cutAtWord(title, room.title)}`),
        answers: answers.map(({ line, text }) => ({
          line: escapeOneLine(line),
          text: text === '' ? [] : [escapeMarkdown(cutAtWord(text, room.detail))],
        })),
        earlier: earlier ? [drawButton(earlier)] : [],
      })),
      buttons: view.buttons.map(drawButton),
    }),
    summary: oneLine(view.title),
  };
}

function drawButton({ title, verb, data }: FormButton): FormButton {
  return { title: oneLine(title), verb, data };
}
