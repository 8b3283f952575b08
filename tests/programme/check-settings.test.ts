import { describe, expect, it } from '@jest/globals';
import { checkSettings } from '../../src/programme/check-settings.ts';

function problems(settings: object): string[] {
  return checkSettings({ title: 'Plan', ...settings }, false).problems ?? [];
}

function scheme(...statuses: { id: string; label: string; words?: string[] }[]) {
  return {
    statusScheme: {
      id: 'own',
      statuses: statuses.map((status) => ({ definition: 'So it is.', tone: 'good', ...status })),
    },
  };
}

describe('settings', () => {
  it('need a title that says something', () => {
    expect(problems({ title: undefined })).toEqual(['title: say what the programme is called']);
    expect(problems({ title: '  ' })).toEqual(['title: say what the programme is called']);
  });

  it('say which schemes there are when they name another', () => {
    expect(problems({ statusScheme: 'ragg' })).toEqual([
      'statusScheme: write "five-category", "rag" or "none", or a scheme with its statuses',
    ]);
  });
});

describe('a status scheme of one’s own', () => {
  it('is accepted when each word stands for one status', () => {
    const own = scheme({ id: 'going', label: 'Going', words: ['going'] }, { id: 'stuck', label: 'Stuck' });
    expect(problems(own)).toEqual([]);
  });

  it('is refused when a word of the register could mean two statuses', () => {
    const own = scheme({ id: 'going', label: 'Going' }, { id: 'stuck', label: 'Stuck', words: ['going!'] });
    expect(problems(own)).toEqual(['statusScheme: "going" stands for more than one status']);
  });

  it('is refused when a status would be counted with the actions that have none', () => {
    expect(problems(scheme({ id: 'none', label: 'Nothing yet' }))).toEqual([
      expect.stringContaining('give the status another id'),
    ]);
  });
});
