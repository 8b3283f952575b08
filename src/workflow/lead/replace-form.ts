import type { ActFormView, FormInput } from '../../cards/views/act-form.ts';
import { personInputs, type Choosable, type PersonTyped } from '../people/choose-person.ts';
import { emailOnlyHint } from '../people/email-only.ts';
import { pickerIn } from '../people/pick-person.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import { chosenRequests, filledIn, wayBack } from './chosen-requests.ts';
import type { ReplaceData } from './handover-data.ts';

/** The most that a new name may have, in UTF-16 characters. */
export const mostName = 200;

/** What must be put right on the form, by input. */
export type ReplaceProblems = Partial<
  Record<'leaver' | keyof PersonTyped | 'contactName' | 'contactEmail', string>
>;

/** Whoever is asked about what was chosen, if that is one person. */
export function likelyLeaver(loaded: LoadedCycle, data: ReplaceData): string {
  const holders = new Set(chosenRequests(loaded, data).map(({ ref }) => loaded.routes.get(ref)?.messaged));
  const [holder] = holders;
  return holders.size === 1 && holder !== undefined ? holder : data.leaver;
}

/** Who can take the place: anybody else, the people of the leaver’s own owners first. */
export function successors(loaded: LoadedCycle, leaver: string): Choosable {
  const { register } = loaded;
  const near = register.owners.filter(({ leadContact, deputy }) => [leadContact, deputy].includes(leaver));
  return { register, near: near.map(({ id }) => id), without: [leaver], picker: pickerIn(loaded) };
}

/** Who has left, and who comes; with what is wrong at its input. */
export function replaceForm(
  loaded: LoadedCycle,
  data: ReplaceData,
  problems: ReplaceProblems = {},
): ActFormView {
  const { register } = loaded;
  const problem = (id: keyof ReplaceProblems) =>
    problems[id] === undefined ? {} : { problem: problems[id] };
  const text = (id: 'contactName' | 'contactEmail', label: string): FormInput => ({
    id,
    label,
    kind: 'text',
    value: data[id],
    most: mostName,
    ...problem(id),
  });
  const anybody = { register, proposed: data.leaver, near: [], without: [] };
  const [leaver] = personInputs(anybody, 'Who has left', { to: data.leaver });
  return {
    title: 'Replace a contact',
    paragraphs: [
      'This holds for good: wherever they stand in this programme, and after the next import too. Requests and drafts move to the successor, who gets one card; whoever has left gets nothing more.',
      ...emailOnlyHint(register.contacts),
    ],
    inputs: [
      ...(leaver ? [{ ...leaver, id: 'leaver', ...problem('leaver') }] : []),
      ...personInputs(successors(loaded, data.leaver), 'Who takes their place', data).map((input) => ({
        ...input,
        ...problem(input.id),
      })),
      text('contactName', 'Or somebody new: their name'),
      text('contactEmail', 'Their e-mail address'),
    ],
    buttons: [
      { title: 'Replace', verb: 'lead.replace', data: filledIn(data) },
      { title: 'Back to the overview', verb: 'lead.overview', data: wayBack(data) },
    ],
  };
}
