import { beforeAll, describe, expect, it } from '@jest/globals';
import { renderViews } from '../../src/cards/render.ts';
import { apologyFor } from '../../src/teams/apology.ts';
import { typedInputs } from '../../src/workflow/card-data.ts';
import type { CardElement } from '../../src/cards/card.ts';
import { elementsOf } from '../../src/cards/check-card.ts';
import { drawnButtons, type DrawnButton } from './verbs/drawn-cards.ts';

/** The texts of an e-mail are ours, to be copied; and an action can be given by its number. */
const notWords = ['emailTo', 'emailSubject', 'emailText', 'emailForward', 'ref'];
/** Asked for the second time running only. */
const notReached = ['why', 'overrideReason'];

let buttons: DrawnButton[] = [];
beforeAll(async () => {
  buttons = await drawnButtons();
}, 60_000);

describe('an input for words', () => {
  it('is given back by every refusal, whichever card it stands on', () => {
    const known = Object.keys(typedInputs);
    const drawn = buttons.flatMap(({ verb, inputs }) => textsIn(inputs).map((id) => ({ verb, id })));
    expect(drawn.filter(({ id }) => !known.includes(id))).toEqual([]);
    const ids = new Set(buttons.flatMap(({ inputs }) => inputs.map(({ id }) => id)));
    expect(known.filter((id) => !ids.has(id) && !notReached.includes(id))).toEqual([]);
  });
});

describe('a button that failed', () => {
  it('can be pressed again as it was: every button on every card, with all that was typed and chosen', () => {
    const wrong = buttons.flatMap((button) => {
      const sent = { ...button.data, ...filledIn(button) };
      const lost = lostBy(button.verb, sent);
      return lost.length === 0 ? [] : [{ verb: button.verb, lost }];
    });
    expect(wrong).toEqual([]);
  });

  it('gives words back in inputs that say what they are', () => {
    const words = Object.fromEntries(Object.keys(typedInputs).map((id) => [id, `the ${id}`]));
    const labels = inputsOf(retryForm('lead.return', words)).map(({ label }) => label);
    expect(labels).toHaveLength(Object.keys(typedInputs).length);
    expect(Object.keys(typedInputs).filter((id) => labels.includes(id))).toEqual([]);
  });
});

function textsIn(inputs: DrawnButton['inputs']): string[] {
  return inputs.flatMap(({ id, type }) => (type === 'Input.Text' && !notWords.includes(id) ? [id] : []));
}

/** What Teams would send along, where everything is filled in. */
function filledIn({ inputs }: DrawnButton): Record<string, string> {
  return Object.fromEntries(
    inputs.filter(({ id }) => !id.startsWith('email')).map(({ id, type }) => [id, valueOf(id, type)]),
  );
}

function valueOf(id: string, type: string): string {
  if (type === 'Input.Date') return '2026-10-27';
  if (type === 'Input.Toggle') return 'true';
  return type === 'Input.Text' ? `words in ${id}` : `chosen-${id}`;
}

/** What the form that comes in place of an answer would not send, if its button were pressed as it is. */
function lostBy(verb: string, sent: Record<string, unknown>): string[] {
  const elements = retryForm(verb, sent);
  const again = elements.find((one) => one['type'] === 'Action.Execute' && one['verb'] === verb);
  if (!again) return ['the button itself'];
  const inputs = inputsOf(elements).map(({ id, value }) => [id, value]);
  const resent = { ...(again['data'] as object), ...Object.fromEntries(inputs) } as Record<string, unknown>;
  return Object.keys(sent).filter((key) => resent[key] !== sent[key]);
}

function retryForm(verb: string, data: Record<string, unknown>): CardElement[] {
  return elementsOf(renderViews(apologyFor(verb, data)).card as CardElement);
}

function inputsOf(elements: readonly CardElement[]): { id: string; label: string; value: unknown }[] {
  return elements.flatMap(({ type, id, label, value }) =>
    typeof type === 'string' && type.startsWith('Input.')
      ? [{ id: id as string, label: label as string, value }]
      : [],
  );
}
