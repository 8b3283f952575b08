/** Characters of a text that is to be seen at a glance: two lines on a phone. */
export const glance = 140;

/**
 * The text if it has at most `most` characters; otherwise as many whole words of it as fit, and an ellipsis, which
 * takes the place of a full stop or a comma. A single word that is too long is cut between characters.
 */
export function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most - 1);
  const lastSpace = head.search(/\s\S*$/);
  const kept = lastSpace > most / 2 ? head.slice(0, lastSpace) : head.replace(/[\uD800-\uDBFF]$/, '');
  return `${kept.replace(/[\s.,;:]+$/, '')}…`;
}

/** The first `most` of a list, and in words how many are left: `and 4 more`. */
export function firstOf<T>(items: readonly T[], most: number): { shown: T[]; more: string[] } {
  const left = items.length - most;
  return { shown: items.slice(0, most), more: left > 0 ? [`and ${left} more`] : [] };
}
