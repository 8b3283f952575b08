import { localDate } from '../../calendar/local-time.ts';
import { Temporal } from '../../calendar/temporal.ts';
import { typedDate } from '../../calendar/typed-date.ts';
import { dayAndMonth } from '../../calendar/words.ts';
import type { ActFormView } from '../../cards/views/act-form.ts';
import { extend, extensionDays, extensionProblem, type ExtensionLimits } from '../../cycle/acts/extend.ts';
import { isRefused } from '../../cycle/acts/refused.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import type { ActResult } from '../act-result.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { listedRefs } from '../overdue/listed-refs.ts';
import type { ExtendData } from './act-data.ts';
import { changeRequests } from './change-requests.ts';
import { chosenRequests, filledIn, wayBack } from './chosen-requests.ts';
import type { LeadPress } from './lead-press.ts';
import { chooseFirst, notDone } from './lead-words.ts';
import { answerWithOverview } from './overview-reply.ts';

/** `lead.extend`: asks until when, then gives some requests, or all of an owner's, a deadline of their own. */
export async function extendDeadline(press: LeadPress<ExtendData>): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  const requests = loaded ? chosenRequests(loaded, data) : [];
  if (!loaded || requests.length === 0) return answerWithOverview(press, { notice: chooseFirst });
  const limits = limitsOf(loaded, now);
  const objection = notNow(loaded, limits);
  if (objection !== undefined) return answerWithOverview(press, { notice: objection });
  if (!data.filled) return showForm(press, requests, limits);
  const to = typedDate(data.to);
  const problem = to ? extensionProblem(to, limits) : 'Please choose a day.';
  if (!to || problem !== undefined) return showForm(press, requests, limits, problem);

  const acted = await changeRequests(
    deps,
    {
      cycle: chosen.key,
      refs: requests.map(({ ref }) => ref),
      by: author,
      ...(turn.card && { card: turn.card.activityId }),
    },
    (request, current) => {
      const next = extend(request, { to, by: author, at: now }, limitsOf(current, now));
      if (isRefused(next)) return { kind: 'refused', why: next.refused };
      const contactId = current.routes.get(request.ref)?.messaged;
      const event = {
        kind: 'extended' as const,
        detail: to.toString(),
        ...(contactId !== undefined && { contactId }),
      };
      return { kind: 'changed', request: next, event };
    },
  );
  const { changed = [], refused = [] } = acted ?? {};
  const refs = changed.map(({ ref }) => ref);
  const done = refs.length === 0 ? [] : [`${listedRefs(refs)} may be answered until ${dayAndMonth(to)}.`];
  return answerWithOverview(press, { notice: [...done, ...notDone(refused)].join('\n'), refs });
}

function limitsOf({ cycle, planState: { calendar } }: LoadedCycle, now: Temporal.Instant): ExtensionLimits {
  return { dates: cycle.dates, calendar, today: localDate(now, calendar.timeZone) };
}

/** There can be no day left to choose. */
function notNow({ cycle }: LoadedCycle, limits: ExtensionLimits): string | undefined {
  if (cycle.state !== 'open') return 'The round has closed: there is no more time to give.';
  const { first, last } = extensionDays(limits);
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    if (extensionProblem(day, limits) === undefined) return undefined;
  }
  return `The round closes on ${dayAndMonth(cycle.dates.closes)}: there is no working day before that to give.`;
}

function showForm(
  { data }: LeadPress<ExtendData>,
  requests: readonly UpdateRequest[],
  limits: ExtensionLimits,
  problem?: string,
): ActResult {
  const { first, last } = extensionDays(limits);
  const view: ActFormView = {
    title: `More time for ${listedRefs(requests.map(({ ref }) => ref))}`,
    paragraphs: [
      `The deadline is ${dayAndMonth(limits.dates.deadline)}, and the round closes on ${dayAndMonth(limits.dates.closes)}. Reminders of these wait for the new day; the owner’s card shows it at once.`,
    ],
    inputs: [
      {
        kind: 'date',
        id: 'to',
        label: 'Until',
        value: typedDate(data.to)?.toString() ?? '',
        min: first.toString(),
        max: last.toString(),
        ...(problem !== undefined && { problem }),
      },
    ],
    buttons: [
      { title: 'Give more time', verb: 'lead.extend', data: filledIn(data) },
      { title: 'Back', verb: 'lead.overview', data: wayBack(data) },
    ],
  };
  return { reply: { kind: 'views', views: [{ kind: 'act-form', view }] } };
}
