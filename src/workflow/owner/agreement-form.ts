import type { ActFormView, FormInput } from '../../cards/views/act-form.ts';
import { demandedInputs } from '../../cycle/submission.ts';
import { limitOf, textInputs, typedIn, type InputProblem } from '../../cycle/typed-text.ts';
import type { ActResult } from '../act-result.ts';
import { statusInWords } from '../rounds/cycle-words.ts';
import type { FoundRequest } from '../updates/find-request.ts';

const labels: Readonly<Record<string, string>> = {
  ...textInputs,
  revisedDate: 'New date',
  sayBy: 'New date not known yet? Say by when you will know',
};

/** What the suggested status asks for beyond the owner's words, with those words, before they can agree to it. */
export function agreementForm(
  { loaded, request, scheme }: FoundRequest,
  inputs: Readonly<Record<string, string>>,
  problems: readonly InputProblem[],
): ActResult {
  const { ref, returned } = request;
  const status = statusInWords(scheme, inputs['status']);
  const shown = [...demandedInputs(scheme, inputs), 'narrative', 'nextSteps'];
  const elsewhere = problems.filter(({ input }) => !shown.includes(input)).map(({ message }) => message);
  const { programmeId: programme, cycleId: cycle } = loaded.key;
  const data = { programme, cycle, ref, version: returned?.answer.version ?? 0 };
  const view: ActFormView = {
    title: `Agree: ${ref} is ${status}`,
    paragraphs: [`This status asks for a little more. The rest is as you sent it.`, ...elsewhere],
    inputs: shown.map((id) => inputIn(id, inputs, problems)),
    buttons: [
      { title: `Agree: ${status}`, verb: 'update.agree', data },
      { title: 'Back', verb: 'update.open', data },
    ],
  };
  return { reply: { kind: 'views', views: [{ kind: 'act-form', view }] } };
}

function inputIn(
  id: string,
  inputs: Readonly<Record<string, string>>,
  problems: readonly InputProblem[],
): FormInput {
  const problem = problems.find(({ input }) => input === id)?.message;
  const value = typedIn(inputs, id);
  const shared = { id, label: labels[id] ?? id, value, ...(problem !== undefined && { problem }) };
  const isDate = (id === 'revisedDate' || id === 'sayBy') && /^(\d{4}-\d{2}-\d{2})?$/.test(value);
  return isDate
    ? { kind: 'date', ...shared }
    : { kind: 'text', ...shared, multiline: true, most: limitOf(id) };
}
