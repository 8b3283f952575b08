import { firstOf } from '../../cards/cut.ts';
import type { PublishedText } from '../../digest/published-texts.ts';
import { sensitivePieces, type Known, type Sensitive } from '../../digest/sensitive-text.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';

const shownAtOnce = 12;

const looksLike: Record<Sensitive['kind'], string> = {
  'e-mail': 'is an e-mail address',
  name: 'looks like a name',
  'small-count': 'is a count below 10',
};

/** `1.4: “Jean Marsh” looks like a name.` for what should be looked at in some texts before others read them. */
export function sensitiveWords(loaded: LoadedCycle, texts: readonly PublishedText[]): string[] {
  const known = knownIn(loaded);
  const lines = texts.flatMap(({ ref, text }) =>
    sensitivePieces(text, known).map(
      ({ kind, piece }) => `${ref === undefined ? '' : `${ref}: `}“${piece}” ${looksLike[kind]}.`,
    ),
  );
  const { shown, more } = firstOf([...new Set(lines)], shownAtOnce);
  return [...shown, ...more];
}

function knownIn({ contacts, register, programme }: LoadedCycle): Known {
  const { title, board } = programme.value.settings;
  return {
    people: [...contacts.values()].map(({ name }) => name),
    bodies: [
      title,
      board.name,
      ...register.owners.flatMap(({ name, organisation = '' }) => [name, organisation]),
    ],
  };
}
