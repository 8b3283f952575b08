import { describe, expect, it } from '@jest/globals';
import { fiveCategory, rag } from '../../src/programme/status-scheme.ts';
import { statusFromWords } from '../../src/programme/status-words.ts';

describe('a status in words', () => {
  it.each([
    ['Completed', 'completed'],
    ['ON TRACK', 'on_track'],
    ['on_track', 'on_track'],
    ['Ongoing – on track.', 'on_track'],
    ['Ongoing: minor slippage', 'minor_slippage'],
    ['No progress / significant delays', undefined],
    ['No progress or significant delays', 'significant_delay'],
    ['No progress or significant delays this quarter', 'significant_delay'],
    ['Ongoing: some concerns, but we will recover', 'minor_slippage'],
    ['Ongoing: some concernsX', undefined],
    ['Closed', 'closed'],
    ['', undefined],
    ['Fine', undefined],
  ])('%j is %s of the five categories', (words, status) => {
    expect(statusFromWords(fiveCategory, words)).toBe(status);
  });

  it('is read by the scheme of the programme', () => {
    expect(statusFromWords(rag, 'Amber')).toBe('amber');
    expect(statusFromWords(fiveCategory, 'Amber')).toBeUndefined();
  });
});
