import type { CardElement, CardPart } from './card.ts';
import { escapeMarkdown, escapeOneLine, oneLine } from './escape.ts';
import { loadTemplate } from './template.ts';
import type { ActFormView, FormInput } from './views/act-form.ts';

const fill = loadTemplate('act-form');

/** A small form: every input has its label, and what is wrong with it stands beneath it, in words. */
export function drawActForm(view: ActFormView): CardPart {
  const filled = fill({
    title: escapeOneLine(view.title),
    notice: view.notice === undefined ? [] : [escapeMarkdown(view.notice)],
    paragraphs: view.paragraphs.map(escapeMarkdown),
    buttons: view.buttons.map(({ title, verb, data, destructive }, index) => ({
      title: oneLine(title),
      verb,
      style: styleOf(index, view.buttons.length, destructive),
      data,
    })),
  });
  const inputs = view.inputs.flatMap(drawInput);
  const actions = filled.pop();
  return {
    body: [...filled, ...inputs, ...(actions ? [actions] : [])],
    summary: oneLine([view.title, ...(view.notice === undefined ? [] : [view.notice])].join('. ')),
  };
}

/** A form with one button has nothing to press but the way back. */
function styleOf(index: number, count: number, destructive = false): string {
  if (index > 0 || count === 1) return 'default';
  return destructive ? 'destructive' : 'positive';
}

/** An input is its own card element, whatever it asks for: a template cannot leave out what it does not have. */
function drawInput(input: FormInput): CardElement[] {
  const { problem } = input;
  return [
    elementOf(input),
    ...(problem === undefined
      ? []
      : [
          {
            type: 'TextBlock',
            text: escapeOneLine(problem),
            wrap: true,
            color: 'Attention',
            spacing: 'None',
          },
        ]),
  ];
}

function elementOf(input: FormInput): CardElement {
  const { id, value } = input;
  const shared = { id, label: oneLine(input.label), ...(value === '' ? {} : { value }) };
  switch (input.kind) {
    case 'text':
      return {
        type: 'Input.Text',
        ...shared,
        // A text that is too long must still be shown whole: the limit is the server's to insist on.
        maxLength: Math.max(input.most, value.length),
        ...(input.multiline && { isMultiline: true }),
        ...(input.placeholder !== undefined && { placeholder: oneLine(input.placeholder) }),
      };
    case 'date':
      return {
        type: 'Input.Date',
        ...shared,
        ...(input.min !== undefined && { min: input.min }),
        ...(input.max !== undefined && { max: input.max }),
      };
    case 'choice':
      return {
        type: 'Input.ChoiceSet',
        ...shared,
        ...(input.many || input.choices.length <= 4
          ? { style: 'expanded' }
          : { style: 'compact', placeholder: 'Choose …' }),
        ...(input.many && { isMultiSelect: true }),
        wrap: true,
        choices: input.choices.map(({ title, value: choice }) => ({ title: oneLine(title), value: choice })),
      };
    case 'person':
      return {
        type: 'Input.ChoiceSet',
        ...shared,
        placeholder: 'Type a name',
        choices: [],
        'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
      };
    case 'tick':
      return { type: 'Input.Toggle', ...shared, title: oneLine(input.title), wrap: true };
  }
}
