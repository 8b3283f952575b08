/** Text as it is compared: lower-case words, "&" as "and", no accents, apostrophes or punctuation. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’‘`]/g, '')
    .replaceAll('&', ' and ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * A name as it is looked up: only what a keyboard or a spreadsheet changes by itself is evened out (case, spaces,
 * curly quotes, long dashes). Names that differ in more are two names until a person says otherwise.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[’‘`]/g, "'")
    .replace(/[‐‑–—]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
