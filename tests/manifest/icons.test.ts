import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readPng } from './read-png.ts';

function icon(name: string): ReturnType<typeof readPng> {
  return readPng(readFileSync(new URL(`../../manifest/${name}`, import.meta.url)));
}

describe('the icons', () => {
  it('has a colour icon of 192 × 192 pixels without holes', () => {
    expect(icon('color.png')).toMatchObject({ width: 192, height: 192, channels: 3 });
  });

  it('has an outline icon of 32 × 32 pixels, white on transparent, as Teams asks', () => {
    const { pixels, ...size } = icon('outline.png');
    expect(size).toEqual({ width: 32, height: 32, channels: 4 });
    let seen = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      if (pixels[at + 3] === 0) continue;
      seen += 1;
      expect([...pixels.subarray(at, at + 3)]).toEqual([255, 255, 255]);
    }
    expect(seen).toBeGreaterThan(100);
    expect(seen).toBeLessThan((32 * 32) / 2);
  });
});
