/** An act that cannot be done to a request: why not, in words that go on from `This was not done: `. */
export interface Refused {
  refused: string;
}

export function isRefused(result: object): result is Refused {
  return 'refused' in result;
}
