import { localDate } from '../../calendar/local-time.ts';
import { clockTime, longDate } from '../../calendar/words.ts';
import { cutAtWord } from '../../cards/cut.ts';
import type { ActFormView } from '../../cards/views/act-form.ts';
import { isOutstanding } from '../../cycle/outstanding.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import { addresseeOf } from '../../cycle/routing.ts';
import type { Contact } from '../../programme/register.ts';
import { resolveScheme } from '../../programme/status-scheme.ts';
import type { ActResult } from '../act-result.ts';
import { boardName } from '../rounds/cycle-words.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { unnamedLead } from '../people/programme-people.ts';
import type { OverviewData } from './act-data.ts';
import { chosenRequests, wayBack } from './chosen-requests.ts';
import type { LeadPress } from './lead-press.ts';
import { chooseFirst } from './lead-words.ts';
import { answerWithOverview } from './overview-reply.ts';

const actionsShown = 60;
const titleShown = 160;
/** The most that a text may have; it is never cut. */
const mostCharacters = 20_000;

/**
 * `lead.copyEmail`: a text for somebody whom the bot cannot reach, to be sent from the lead's own mailbox. It is about one
 * person's requests and names nobody else's.
 */
export async function copyEmail(press: LeadPress<OverviewData>): Promise<ActResult> {
  const { deps, chosen, data, author } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  const requests = loaded ? chosenRequests(loaded, data).filter(isOutstanding) : [];
  if (!loaded || requests.length === 0) return answerWithOverview(press, { notice: chooseFirst });
  const people = new Map(
    requests.map((request) => {
      const contact = contactFor(loaded, request, press);
      return [contact?.id ?? '', contact];
    }),
  );
  if (people.size > 1) {
    const notice = 'These are for several people: please choose one owner, so that nobody reads of others.';
    return answerWithOverview(press, { notice });
  }
  const [contact] = people.values();
  const view: ActFormView = {
    title: `An e-mail to ${contact?.name ?? 'whoever answers'}`,
    paragraphs: [
      'Copy this into an e-mail of your own: the box below holds the whole text, so select all of it there. When the answer comes, put it in with “Record on behalf”.',
    ],
    inputs: [
      ...(contact
        ? [
            {
              kind: 'text' as const,
              id: 'emailTo',
              label: 'To',
              value: contact.email,
              most: contact.email.length,
            },
          ]
        : []),
      { kind: 'text', id: 'emailSubject', label: 'Subject', value: subjectOf(loaded), most: 500 },
      {
        kind: 'text',
        id: 'emailText',
        label: 'Text',
        value: emailText(loaded, requests, { to: contact, from: author.name }),
        most: mostCharacters,
        multiline: true,
      },
    ],
    buttons: [{ title: 'Back', verb: 'lead.overview', data: wayBack(data) }],
  };
  return { reply: { kind: 'views', views: [{ kind: 'act-form', view }] } };
}

/** Whoever is written to about it now. */
function contactFor(
  { routes, planState, contacts }: LoadedCycle,
  { ref }: UpdateRequest,
  { now }: LeadPress<OverviewData>,
): Contact | undefined {
  const route = routes.get(ref);
  const date = localDate(now, planState.calendar.timeZone);
  return contacts.get((route && addresseeOf(route, planState, { date, at: now })) ?? '');
}

function subjectOf({ programme, cycle }: LoadedCycle): string {
  const { settings } = programme.value;
  return `Your updates for ${boardName(settings)} on ${longDate(cycle.dates.meeting)}`;
}

/** Plain text, with the actions, the dates and how to answer. */
function emailText(
  loaded: LoadedCycle,
  requests: readonly UpdateRequest[],
  { to, from }: { to: Contact | undefined; from: string },
): string {
  const { programme, cycle } = loaded;
  const { settings } = programme.value;
  const { deadline, closes, closeAt, meeting } = cycle.dates;
  const statuses = resolveScheme(settings.statusScheme).statuses.map(({ label }) => label);
  const name = to === undefined || to.name === unnamedLead ? '' : ` ${to.name}`;
  const more = requests.length - actionsShown;
  const one = requests.length === 1;
  return [
    `Dear${name},`,
    '',
    `${boardName(settings).replace(/^the/, 'The')} meets on ${longDate(meeting)}. For its report on ${settings.title} we need your update on ${one ? 'this action' : `these ${requests.length} actions`}:`,
    '',
    ...requests.slice(0, actionsShown).map(actionLine),
    ...(more > 0 ? [`and ${more} more`] : []),
    '',
    `The deadline is ${clockTime(closeAt)} on ${longDate(deadline)}; what comes by ${clockTime(closeAt)} on ${longDate(closes)} is still in time.`,
    '',
    `Please reply to this e-mail${one ? ' with' : ', and for each action give'}:`,
    ...(statuses.length > 0 ? [`- its status: ${statuses.join(', ')}`] : []),
    '- what has happened since last time',
    '- what happens next',
    '- if it is late: what has held it up, what is being done about it, and the new date',
    '',
    'If somebody else should answer, please tell me who. You can also answer in Microsoft Teams: open the Board Updates app and write “my updates”.',
    '',
    from,
  ].join('\n');
}

function actionLine({ ref, title, due, extended, returned, state }: UpdateRequest): string {
  const until = state === 'returned' ? returned?.answerBy : extended?.to;
  const about = [
    ...(due ? [`due ${due.printed}`] : []),
    ...(until ? [`please answer by ${longDate(until)}`] : []),
  ];
  return `${ref} ${cutAtWord(title, titleShown)}${about.length > 0 ? ` (${about.join('; ')})` : ''}`;
}
