import { describe, expect, it } from '@jest/globals';
import { renderViews } from '../../src/cards/render.ts';
import type { ActFormView } from '../../src/cards/views/act-form.ts';

const view: ActFormView = {
  title: 'Give 1.4 more time',
  paragraphs: ['Until a working day before the close.'],
  inputs: [
    { kind: 'date', id: 'to', label: 'Until', value: '', min: '2026-10-27', problem: 'Please choose a day.' },
    { kind: 'text', id: 'comment', label: 'Why', value: 'x'.repeat(300), most: 200, multiline: true },
    {
      kind: 'choice',
      id: 'owners',
      label: 'For whom',
      value: 'a,b',
      many: true,
      choices: [
        { title: 'Parks', value: 'a' },
        { title: 'Pools', value: 'b' },
      ],
    },
    { kind: 'tick', id: 'always', label: 'For how long', title: 'From now on', value: 'false' },
  ],
  buttons: [
    { title: 'Give more time', verb: 'lead.extend', data: { programme: 'hws', cycle: '2026-11' } },
    { title: 'Back', verb: 'lead.overview', data: { programme: 'hws', cycle: '2026-11' } },
  ],
};

function drawn() {
  return JSON.parse(JSON.stringify(renderViews([{ kind: 'act-form', view }]).card)) as {
    body: { type: string; id?: string; label?: string; text?: string; maxLength?: number }[];
  };
}

describe('a small form', () => {
  it('labels every input, and says what is wrong right beneath it', () => {
    const { body } = drawn();
    expect(body.filter(({ type }) => type.startsWith('Input.')).map(({ id, label }) => [id, label])).toEqual([
      ['to', 'Until'],
      ['comment', 'Why'],
      ['owners', 'For whom'],
      ['always', 'For how long'],
    ]);
    expect(body[body.findIndex(({ id }) => id === 'to') + 1]?.text).toBe('Please choose a day.');
  });

  it('gives back the whole of a text that is too long', () => {
    expect(drawn().body.find(({ id }) => id === 'comment')).toMatchObject({ maxLength: 300 });
  });

  it('ends with its buttons, of which the first is the one to press', () => {
    expect(drawn().body.at(-1)).toMatchObject({
      type: 'ActionSet',
      actions: [
        { verb: 'lead.extend', style: 'positive' },
        { verb: 'lead.overview', style: 'default' },
      ],
    });
  });
});
