/** An input of a card, for a template to draw as a date or as a text of several lines. */
export interface InputField {
  date: { id: string; label: string; value: string }[];
  text: { id: string; label: string; value: string; most: number; multiline: boolean }[];
}

/** `most` is what the input takes, in characters; more, where more is there already. */
export function inputField(field: { id: string; label: string; value: string; most: number }): InputField {
  const { most, ...rest } = field;
  const { id, value } = rest;
  // Words typed where a date is expected are shown as they are: a date input would drop them.
  const isDate = (id === 'revisedDate' || id === 'sayBy') && /^(\d{4}-\d{2}-\d{2})?$/.test(value);
  return isDate
    ? { date: [rest], text: [] }
    : // A text that is too long must still be shown whole, and saved: the limit is the server's to insist on.
      { date: [], text: [{ ...rest, most: Math.max(most, value.length), multiline: !isShort(id, value) }] };
}

/** A few words, such as “by phone”. */
function isShort(id: string, value: string): boolean {
  return id === 'source' && !value.includes('\n');
}
