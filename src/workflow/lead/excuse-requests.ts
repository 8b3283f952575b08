import type { ActFormView } from '../../cards/views/act-form.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { cutAtWord } from '../../cards/cut.ts';
import { askAgain, excuse } from '../../cycle/acts/excuse.ts';
import { isRefused, type Refused } from '../../cycle/acts/refused.ts';
import type { EventKind } from '../../cycle/event.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { textLimit, tidy } from '../../cycle/typed-text.ts';
import type { ActResult } from '../act-result.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { listedRefs } from '../overdue/listed-refs.ts';
import type { ExcuseData } from './act-data.ts';
import { changeAndTell, type Told } from './change-and-tell.ts';
import type { Decided } from './change-requests.ts';
import { chosenRequests, filledIn, wayBack } from './chosen-requests.ts';
import type { LeadPress } from './lead-press.ts';
import { chooseFirst, notDone, oneMessage } from './lead-words.ts';
import { answerWithOverview } from './overview-reply.ts';
import { whenWords } from './others-acts.ts';

const titleShown = 80;

/** `lead.excuse`: does without some answers this time, for a reason; or, with `again`, asks for them after all. */
export async function excuseRequests(press: LeadPress<ExcuseData>): Promise<ActResult> {
  const { deps, chosen, data } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  if (loaded?.cycle.state !== 'open' && loaded?.cycle.state !== 'closed') {
    return answerWithOverview(press, { notice: 'This round is over: nothing was changed.' });
  }
  return data.again ? takeBack(press, loaded) : doWithout(press, loaded);
}

async function doWithout(press: LeadPress<ExcuseData>, loaded: LoadedCycle): Promise<ActResult> {
  const { author, data, now } = press;
  const requests = chosenRequests(loaded, data);
  if (requests.length === 0) return answerWithOverview(press, { notice: chooseFirst });
  if (!data.filled) return showReason(press, requests);
  const reason = tidy(data.whyExcused);
  const problem = reasonProblem(reason);
  if (problem !== undefined) return showReason(press, requests, problem);
  return changeAndSay(press, requests, {
    kind: 'excused',
    words: ({ changed }) => `Excused this time: ${listedRefs(changed.map(({ ref }) => ref))}.`,
    rule: (request) => excuse(request, { reason, by: author, at: now }),
  });
}

function reasonProblem(reason: string): string | undefined {
  if (reason === '') return 'Please say why no update is needed.';
  return reason.length > textLimit ? `Please shorten this to ${textLimit} characters.` : undefined;
}

async function takeBack(press: LeadPress<ExcuseData>, loaded: LoadedCycle): Promise<ActResult> {
  const { author, data, now } = press;
  const excused = loaded.requests.filter(({ state }) => state === 'excused');
  if (excused.length === 0) return answerWithOverview(press, { notice: 'Nothing is excused any more.' });
  if (!data.filled) return showExcused(press, excused);
  if (data.refs.length === 0) return showExcused(press, excused, 'Please choose at least one.');
  return changeAndSay(press, chosenRequests(loaded, data), {
    kind: 'asked-again',
    words: (done) => askedAgainWords(done, now),
    rule: (request) => askAgain(request, { by: author, at: now }),
  });
}

/** `Asked for again: 1.4. Ama Okoro gets one message about it.`, where they would hear of it by nothing else. */
function askedAgainWords({ changed, told, loaded }: Told, now: Temporal.Instant): string {
  const refs = listedRefs(changed.map(({ ref }) => ref));
  return `Asked for again: ${refs}.${oneMessage(told, loaded, now)}`;
}

async function changeAndSay(
  press: LeadPress<ExcuseData>,
  requests: readonly UpdateRequest[],
  act: {
    kind: EventKind;
    words: (done: Told) => string;
    rule: (request: UpdateRequest) => UpdateRequest | Refused;
  },
): Promise<ActResult> {
  const { deps, chosen, author, turn } = press;
  const decide = (request: UpdateRequest, current: LoadedCycle): Decided => {
    const next = act.rule(request);
    if (isRefused(next)) return { kind: 'refused', why: whoWasFirst(press, request) ?? next.refused };
    const contactId = current.routes.get(request.ref)?.messaged;
    return {
      kind: 'changed',
      request: next,
      event: { kind: act.kind, ...(contactId !== undefined && { contactId }) },
    };
  };
  const refs = requests.map(({ ref }) => ref);
  const card = turn.card && { card: turn.card.activityId };
  const acted = await changeAndTell(deps, { cycle: chosen.key, refs, by: author, ...card }, decide);
  const changed = acted?.changed.map(({ ref }) => ref) ?? [];
  const done = acted && changed.length > 0 ? [act.words(acted)] : [];
  return answerWithOverview(press, {
    notice: [...done, ...notDone(acted?.refused ?? [])].join('\n'),
    refs: changed,
  });
}

/** `Tom Reed excused it at 10:15 am`, where another lead did so before. */
function whoWasFirst(
  { author, chosen, now }: LeadPress<ExcuseData>,
  { excused }: UpdateRequest,
): string | undefined {
  if (!excused || excused.by.contactId === author.contactId) return undefined;
  return `${excused.by.name} excused it ${whenWords(excused, now, chosen.of.programme.settings.calendar.timeZone)}`;
}

function showReason(
  { data }: LeadPress<ExcuseData>,
  requests: readonly UpdateRequest[],
  problem?: string,
): ActResult {
  const [them, they, their] = requests.length === 1 ? ['it', 'It is', 'its'] : ['them', 'They are', 'their'];
  const view: ActFormView = {
    title: `Excuse ${listedRefs(requests.map(({ ref }) => ref))} this time`,
    paragraphs: [
      `Nobody is asked about ${them} any more in this round. ${they} counted as excused, with ${their} status as last reported; you can ask for ${them} again. The reason stays with the leads.`,
    ],
    inputs: [
      {
        kind: 'text',
        id: 'whyExcused',
        label: requests.length === 1 ? 'Why it is excused (needed)' : 'Why they are excused (needed)',
        value: data.whyExcused,
        most: textLimit,
        multiline: true,
        ...(problem !== undefined && { problem }),
      },
    ],
    buttons: [
      { title: 'Excuse', verb: 'lead.excuse', data: filledIn(data) },
      { title: 'Back', verb: 'lead.overview', data: wayBack(data) },
    ],
  };
  return { reply: { kind: 'views', views: [{ kind: 'act-form', view }] } };
}

/** More than these on one form are nobody's choice. */
const mostChoices = 40;

function showExcused(
  { data }: LeadPress<ExcuseData>,
  excused: readonly UpdateRequest[],
  problem?: string,
): ActResult {
  const view: ActFormView = {
    title: 'Ask again for what was excused',
    paragraphs: excused
      .slice(0, mostChoices)
      .flatMap(({ ref, excused: why }) =>
        why ? [`${ref}, excused by ${why.by.name}: ${cutAtWord(why.reason, titleShown * 2)}`] : [],
      ),
    inputs: [
      {
        kind: 'choice',
        id: 'refs',
        label: 'Which of them',
        value: data.refs.join(','),
        many: true,
        choices: excused
          .slice(0, mostChoices)
          .map(({ ref, title }) => ({ title: `${ref} ${cutAtWord(title, titleShown)}`, value: ref })),
        ...(problem !== undefined && { problem }),
      },
    ],
    buttons: [
      {
        title: 'Ask again',
        verb: 'lead.excuse',
        data: { ...filledIn({ ...data, owners: [], refs: [] }), again: 'yes' },
      },
      { title: 'Back', verb: 'lead.overview', data: wayBack(data) },
    ],
  };
  return { reply: { kind: 'views', views: [{ kind: 'act-form', view }] } };
}
