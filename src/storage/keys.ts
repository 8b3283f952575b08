import type { Temporal } from '../calendar/temporal.ts';

/**
 * What may stand in a key as it is: ASCII letters, digits and `- . : _`, and all characters beyond Latin-1 that
 * UTF-8 can carry. Everything else is escaped: what Azure forbids (`/ \ # ?` and control characters), our own
 * separator and escape, and `% ' + &` and the like, which clients and proxies have been seen to decode twice.
 */
const escaped = /[^A-Za-z0-9\-.:_\u00A0-\u{10FFFF}]|[\uD800-\uDFFF\uFFFE\uFFFF]/gu;

/** One part of a key: legal in Azure Tables, without a comma, and different for every different text. */
export function escapePart(part: string): string {
  return part.replace(escaped, (character) => {
    const code = character.charCodeAt(0);
    const hex = code.toString(16).toUpperCase();
    return code < 0x100 ? `~${hex.padStart(2, '0')}` : `~u${hex.padStart(4, '0')}`;
  });
}

/** The one way that keys are made: parts escaped, then joined by commas. Different parts give different keys. */
export function keyOf(...parts: string[]): string {
  return parts.map(escapePart).join(',');
}

/** A key that ends in a comma, to begin with: `request,` is the beginning of every request's row. */
export function prefixOf(...parts: string[]): string {
  return `${keyOf(...parts)},`;
}

/** A number in a key, so that the order of keys is the order of numbers. */
export function padded(number: number): string {
  return String(number).padStart(6, '0');
}

/** An instant in a key, always as wide: `2026-03-02T09:30:00.000Z`, so that the order of keys is that of time. */
export function instantKey(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'millisecond', roundingMode: 'floor' });
}
