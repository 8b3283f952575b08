import { describe, expect, it } from '@jest/globals';
import { checkCard } from '../../src/cards/check-card.ts';
import { loadTemplate } from '../../src/cards/template.ts';

describe('checking a card before it is sent', () => {
  it.each([
    ['a text that is null', { type: 'TextBlock', text: null }],
    ['an empty text', { type: 'TextRun', text: '' }],
    ['an input without a label', { type: 'Input.Text', id: 'narrative' }],
    ['a button without words', { type: 'Action.Execute', verb: 'update.open' }],
    ['a value that is null', { type: 'Column', width: null }],
  ])('refuses %s', (_what, element) => {
    expect(() => checkCard({ type: 'AdaptiveCard', body: [element] })).toThrow(/missing|is empty/);
  });

  it('refuses an id that occurs twice', () => {
    const twice = { type: 'Container', id: 'fold' };
    expect(() => checkCard({ type: 'AdaptiveCard', body: [twice, { ...twice }] })).toThrow(
      'share the id "fold"',
    );
  });

  it('takes ids in a button’s data for what they are', () => {
    const button = { type: 'Action.Execute', title: 'Update', data: { id: 'fold' } };
    expect(() => checkCard({ type: 'Container', id: 'fold', items: [button] })).not.toThrow();
  });
});

describe('filling a template', () => {
  it('refuses to leave an expression that found no value', () => {
    const fill = loadTemplate('notice');
    expect(() => fill({ title: 'Help', paragraphs: [], confirm: [] })).toThrow(
      'The template notice found no value',
    );
  });
});
