import { describe, expect, it } from '@jest/globals';
import { cutAtWord } from '../../src/cards/cut.ts';

describe('a text that is cut', () => {
  it.each([
    ['stays whole where it fits', 'All areas.', 10, 'All areas.'],
    ['ends after a whole word', 'Open in all areas now', 20, 'Open in all areas…'],
    [
      'ends in an ellipsis only, where a sentence ends there',
      'Open in all areas. Now ask.',
      20,
      'Open in all areas…',
    ],
    ['has no comma before the ellipsis', 'In all areas, and now ask', 15, 'In all areas…'],
    ['is cut within a word that is too long by itself', 'Extraordinarily', 6, 'Extra…'],
  ])('%s', (_what, text, most, cut) => {
    expect(cutAtWord(text, most)).toBe(cut);
  });
});
