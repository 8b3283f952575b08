/** A piece of a text that should be looked at before others read it, and what it looks like. */
export interface Sensitive {
  kind: 'e-mail' | 'name' | 'small-count';
  /** As it stands in the text. */
  piece: string;
}

/** What is known of the people and the plan, so that fewer things are pointed at for nothing. */
export interface Known {
  /** Names of people, such as the register's contacts. */
  people?: readonly string[];
  /** Names that are nobody's: of owners, of the board, of the programme. */
  bodies?: readonly string[];
}

/**
 * What in a text may tell of a person: e-mail addresses, likely names, and counts below 10, which can give away who
 * is meant. These are guesses for a lead to look at; nothing is changed or held back by them.
 */
export function sensitivePieces(text: string, known: Known = {}): Sensitive[] {
  const emails = [...text.matchAll(email)].map(([piece]) => ({ kind: 'e-mail' as const, piece }));
  const rest = text.replace(email, ' ');
  const found = [
    ...emails,
    ...namesIn(rest, known).map((piece) => ({ kind: 'name' as const, piece })),
    ...smallCountsIn(rest).map((piece) => ({ kind: 'small-count' as const, piece })),
  ];
  return found.filter(
    ({ kind, piece }, n) => found.findIndex((one) => one.kind === kind && one.piece === piece) === n,
  );
}

const email = /[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;

const capitalised = String.raw`(?:\p{Lu}[’'])?(?:Mc|Mac)?\p{Lu}[\p{Ll}\p{M}]+(?:[-’'](?:\p{Lu}[\p{Ll}\p{M}]+|\p{Ll}+))?`;
const titles = 'Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Cllr|Councillor|Rev|Sister|Nurse|PC|Sgt';
const titled = new RegExp(String.raw`\b(?:${titles})\.?[ \t]+(?:\p{Lu}\.?[ \t]+)?${capitalised}`, 'gu');
const twoWords = new RegExp(
  String.raw`(?<![\p{L}\p{N}’'-])${capitalised}(?:[ \t]+(?:\p{Lu}\.?|${capitalised}))?[ \t]+${capitalised}(?![\p{L}-])`,
  'gu',
);

/** Words that make a body, a place or a time of the words beside them. */
const noPerson = new Set(
  (
    'action aim area authority avenue bank board borough building campaign care centre charity church city clinic ' +
    'college committee community company consortium council county court department district east england estate forum ' +
    'foundation framework fund general group hall health home hospital house housing hub institute integrated joint lane ' +
    'library local london national network north office park partnership phase place plan police practice primary ' +
    'priority programme project public region review road royal safeguarding school scheme service services social ' +
    'society south square stage station strategy street survey system task team town trust union university valley ' +
    'village ward wellbeing west work year young youth health act action bill brexit christmas easter spring summer ' +
    'autumn winter monday tuesday wednesday thursday friday saturday sunday january february march april may june july ' +
    'august september october november december new old the this that these those our their his her its a an in on at ' +
    'by for from with and but or if when while since after before as to of we they it there all both each no not one two ' +
    'three four five six seven eight nine ten some many most more please following work great united kingdom wales ' +
    'scotland ireland britain europe active better healthy warm safe family families children adult adults mental'
  ).split(' '),
);

function namesIn(text: string, { people = [], bodies = [] }: Known): string[] {
  const folded = text.toLowerCase();
  const named = people.filter((name) => name.includes(' ') && containsWords(folded, name.toLowerCase()));
  const bodyNames = bodies.map((body) => body.toLowerCase());
  const likely = [...text.matchAll(twoWords)]
    .map(([piece]) => piece)
    .filter((piece) => {
      const words = piece.toLowerCase().split(/\s+/);
      return (
        !words.some((word) => noPerson.has(word)) && !bodyNames.some((body) => body.includes(words.join(' ')))
      );
    });
  const all = [...new Set([...named, ...[...text.matchAll(titled)].map(([piece]) => piece), ...likely])];
  // The longest that says it: a name with its title, and not the name again.
  return all.filter(
    (piece, n) =>
      !all.some(
        (other, m) =>
          m !== n &&
          other.toLowerCase().includes(piece.toLowerCase()) &&
          (other.length > piece.length || m < n),
      ),
  );
}

function containsWords(text: string, words: string): boolean {
  const at = text.indexOf(words);
  if (at < 0) return false;
  const isLetter = (character: string | undefined) => character !== undefined && /\p{L}/u.test(character);
  return !isLetter(text[at - 1]) && !isLetter(text[at + words.length]);
}

const numberWords = 'one|two|three|four|five|six|seven|eight|nine';
/** What a number below 10 may count without telling of anybody. */
const counted = new RegExp(
  String.raw`^(?:%|per\b|percent|(?:and a )?(?:half|quarter)\b|(?:\p{L}+[- ])?(?:minutes?|hours?|days?|weeks?|fortnights?|months?|quarters?|years?|times?|am|pm|o['’]clock|km|miles?|metres?|m|kg|tonnes?|acres?|hectares?|million|billion|thousand|hundred|k|points?|phases?|stages?|steps?|parts?|priorit(?:y|ies)|aims?|actions?|meetings?|workshops?|sessions?|sites?|schools?|libraries|clinics?|centres?|buildings?|rooms?|streets?|wards?|boroughs?|districts?|councils?|teams?|services?|partners?|organisations?|agencies|projects?|schemes?|options?|areas?|topics?|reports?|rounds?|tenders?|bids?|quotes?|grants?)\b)`,
  'iu',
);
const small = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,:/£$€#–-])(?:[1-9]|${numberWords})(?![\p{L}\p{N}]|[.,:/–-]\p{N}|-\p{L}|\/)[ \t]*(?=[\p{L}%])`,
  'giu',
);
/** What makes a number a name: `Phase 2`, `page 3`. */
const numbered =
  /(?:phase|stage|step|part|page|priority|aim|action|level|tier|band|zone|ward|room|unit|quarter|year|week|day|version|item|option|no|number)\.?\s*$/i;
/** `one of the streets`, `no one`: a word, and no count. */
const justWords = /^(?:another|day|or more|by one|way|hand|side|stop|off)\b/i;

/** A number below 10 and the word that it counts. */
function smallCountsIn(text: string): string[] {
  return [...text.matchAll(small)].flatMap((match) => {
    const { 0: number, index } = match;
    const after = text.slice(index + number.length);
    if (counted.test(after) || numbered.test(text.slice(0, index))) return [];
    if (/^one$/i.test(number.trim()) && justWords.test(after)) return [];
    if (isDayOfMonth(text.slice(0, index), after)) return [];
    const [word = ''] = /^(?:of the |of our |of )?[\p{L}’'-]+/u.exec(after) ?? [];
    return [`${number.trim()} ${word}`];
  });
}

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';

function isDayOfMonth(before: string, after: string): boolean {
  return (
    new RegExp(String.raw`^(?:st|nd|rd|th)?\s*(?:${months})`, 'i').test(after) ||
    new RegExp(String.raw`(?:${months})[a-z]*\s*$`, 'i').test(before)
  );
}
