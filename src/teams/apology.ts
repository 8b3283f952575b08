import type { View } from '../cards/views.ts';
import { textInputs } from '../cycle/typed-text.ts';

/** The inputs that hold words of a person's own, by id, as they are called in front of people. */
const labels: ReadonlyMap<string, string> = new Map([
  ...Object.entries(textInputs),
  ['revisedDate', 'Revised date'],
  ['sayBy', 'Say by'],
  ['why', 'Still true because'],
  ['foreword', 'Foreword'],
]);

/** What a person is told when a turn of theirs failed: that it was not stored, with their words to try again with. */
export function apologyFor(data: Record<string, unknown>): View[] {
  const typed = [...labels].flatMap(([id, label]) => {
    const text = data[id];
    return typeof text === 'string' && text.trim() !== '' ? [{ label, text }] : [];
  });
  return apology(typed);
}

/** The same for a line of chat. */
export function apologyForChat(text: string): View[] {
  return apology(text === '' ? [] : [{ label: 'You wrote', text }]);
}

function apology(typed: { label: string; text: string }[]): View[] {
  const words = typed.length === 0 ? '' : ' Your words are below, so that none are lost.';
  return [
    {
      kind: 'refusal',
      view: {
        title: 'That was not stored',
        message: `Something went wrong on our side.${words} Please try again in a few minutes.`,
        ...(typed.length === 0 ? {} : { typed }),
        backToList: true,
      },
    },
  ];
}
