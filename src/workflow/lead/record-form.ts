import { localDate } from '../../calendar/local-time.ts';
import { cutAtWord } from '../../cards/cut.ts';
import type { ActFormView } from '../../cards/views/act-form.ts';
import type { FormView, ReturnedView } from '../../cards/views/form.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { resolveScheme } from '../../programme/status-scheme.ts';
import type { ActResult } from '../act-result.ts';
import type { FoundRequest } from '../updates/find-request.ts';
import { formView, type FormContent } from '../updates/form-view.ts';
import { audienceOfRecorded } from '../rounds/cycle-words.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import type { RecordData } from './act-data.ts';
import { chosenAgain, filledIn, wayBack } from './chosen-requests.ts';
import type { LeadPress } from './lead-press.ts';

const titleShown = 80;
/** More than these on one form are nobody's choice, and would not fit. */
const mostChoices = 60;

/** A request as the lead's form is drawn from it: the lead reads it as its author would, and may always answer it. */
export function foundFor(
  { chosen, author, now }: LeadPress<RecordData>,
  loaded: LoadedCycle,
  ref: string,
): FoundRequest | undefined {
  const request = loaded.requests.find((one) => one.ref === ref);
  const stored = loaded.stored.get(ref);
  if (!request || !stored) return undefined;
  const { settings } = loaded.programme.value;
  return {
    loaded,
    part: chosen.of,
    stored,
    request,
    scheme: resolveScheme(settings.statusScheme),
    author,
    readers: chosen.of.contactIds,
    now,
    today: localDate(now, settings.calendar.timeZone),
  };
}

/** Which of the chosen requests it is about. */
export function showChoice({ data }: LeadPress<RecordData>, requests: readonly UpdateRequest[]): ActResult {
  const view: ActFormView = {
    title: 'Record an answer on behalf',
    paragraphs: [
      'For an answer that reached you by phone, by e-mail or in a meeting.',
      ...(requests.length > mostChoices
        ? [`These are the first ${mostChoices}: open the owner’s page for the others.`]
        : []),
    ],
    inputs: [
      {
        kind: 'choice',
        id: 'ref',
        label: 'On which action',
        value: '',
        choices: requests.slice(0, mostChoices).map(({ ref, title }) => ({
          title: `${ref} ${cutAtWord(title, titleShown)}`,
          value: ref,
        })),
      },
    ],
    buttons: [
      {
        title: 'Go on',
        verb: 'lead.record',
        data: chosenAgain(data),
      },
      { title: 'Back', verb: 'lead.overview', data: wayBack(data) },
    ],
  };
  return { reply: { kind: 'views', views: [{ kind: 'act-form', view }] } };
}

/** The owner's form, with how it came, and without what only an owner can do. */
export function showForm(
  { data }: LeadPress<RecordData>,
  found: FoundRequest,
  content: FormContent,
): ActResult {
  const {
    noChange: _noChange,
    ways: _ways,
    draft: _draft,
    draftMark: _mark,
    returned,
    ...form
  } = formView(found, content);
  const { ref } = found.request;
  const owner = forWhom(found.request);
  const view: FormView = {
    ...form,
    ...(returned && { returned: withoutSuggestion(returned) }),
    canStartFromLast: false,
    audience: audienceOfRecorded(found.loaded.programme.value.settings, found.loaded.cycle, form.late),
    values: { ...form.values, source: data.source },
    notice:
      content.notice ??
      `You record this for ${owner}. It is kept with your name, and with how it reached you.`,
    behalf: {
      record: { ...filledIn({ ...data, refs: [ref] }), ref, version: form.version },
      back: wayBack(data),
    },
  };
  return { reply: { kind: 'views', views: [{ kind: 'form', view }] } };
}

/** Whose answer it is. */
export function forWhom({ owners }: UpdateRequest): string {
  return owners[0]?.name ?? 'the programme lead';
}

/** To agree or to keep is for the owner to say. */
function withoutSuggestion({ suggestion: _, ...returned }: ReturnedView): ReturnedView {
  return returned;
}
