import type { FormInput } from '../../cards/views/act-form.ts';

/** Whether somebody else is to answer from now on, and not this time only. */
export function isForGood({ howLong }: { howLong: string }): boolean {
  return howLong === 'always';
}

/** The input in which that is chosen: `once` or, where it is offered, `always`, each in the words of who is asked. */
export function howLongInput(
  typed: string,
  words: { once: string; always?: string },
  problem?: string,
): FormInput {
  const { once, always } = words;
  return {
    id: 'howLong',
    label: 'For how long',
    kind: 'choice',
    value: always !== undefined && isForGood({ howLong: typed }) ? 'always' : 'once',
    choices: [
      { title: once, value: 'once' },
      ...(always === undefined ? [] : [{ title: always, value: 'always' }]),
    ],
    ...(problem !== undefined && { problem }),
  };
}
