import type { NoticeView } from '../cards/views/notice.ts';
import type { CardScope } from '../cards/views/parts.ts';
import type { View } from '../cards/views/view.ts';
import type { Actor } from './people/actor.ts';

const myUpdates = { title: 'My updates', text: 'my updates' };
const myHistory = { title: 'My history', text: 'my history' };
const overdue = { title: 'Overdue', text: 'overdue' };
const digest = { title: 'Digest', text: 'digest' };

/** What the bot does, and what can be written to it; by what the person is here. `back` is the list it came from. */
export function helpViews(actor: Actor, back?: CardScope): View[] {
  const { contact, lead, chair } = rolesOf(actor);
  const paragraphs = [
    'I collect the updates on a board’s action plan, and I write to you only while one of yours is missing.',
    ...(contact
      ? [
          'Write “my updates” to see what is asked of you. Open an action, say where it stands, and submit it; ' +
            'you can save a draft, and change what you sent until the round closes.',
          'If you will not be here, write “away”: say from when to when, and who stands in for you. “my history” shows what ' +
            'you have answered so far.',
        ]
      : []),
    ...(lead
      ? [
          'As a programme lead you can write “overdue” to see who is awaited and who could not be reached, ' +
            '“sign off” to read and accept what was submitted, “digest” to see the digest as it stands, and “schedule” ' +
            'to see what goes out when, and to move, pause or cancel a round. “New round” adds one, and “ready” shows what ' +
            'to look at before it opens.',
        ]
      : []),
    ...(chair ? ['As chair you get the digest here when it is published.'] : []),
  ];
  const title = 'What I can do';
  return back
    ? [{ kind: 'notice', view: { title, paragraphs, commands: [], back } }]
    : notice(title, paragraphs, actor, contact ? [myHistory] : []);
}

/** The answer to words that are no command. */
export function notUnderstoodViews(actor: Actor): View[] {
  return notice(
    'I did not understand that',
    ['I know a few words only, and what you write here goes to nobody. Try one of these.'],
    actor,
  );
}

/** Where others are listening nothing is said about anybody's updates. */
export function elsewhereViews(): View[] {
  return [
    {
      kind: 'notice',
      view: {
        title: 'Please write to me in your own chat',
        paragraphs: [
          'I talk about updates with each person privately. Open a chat with me and write “help”.',
        ],
        commands: [],
      },
    },
  ];
}

/** Whoever is in no register learns whom to ask, and nothing else. */
export const strangerNotice: NoticeView = {
  title: 'Hello',
  paragraphs: [
    'I collect updates for action plans, and you are not on my list of people to ask. If you expected to be, ' +
      'please tell the programme lead, who can add you.',
  ],
  commands: [],
};

/** Said once, when they can first be written to. */
export function welcomeViews(actor: Actor): View[] {
  if (actor.programmes.length === 0) return [{ kind: 'notice', view: strangerNotice }];
  return notice(
    `Hello ${actor.person.name}`.trim(),
    [
      'I collect the updates on a board’s action plan. When one of yours is due I send you a card to answer on, ' +
        'and I stop as soon as you have answered.',
    ],
    actor,
  );
}

function notice(
  title: string,
  paragraphs: string[],
  actor: Actor,
  further: NoticeView['commands'] = [],
): View[] {
  const { contact, lead } = rolesOf(actor);
  const commands = [...(contact ? [myUpdates] : []), ...further, ...(lead ? [overdue, digest] : [])];
  return [
    { kind: 'notice', view: { title, paragraphs, commands: [...commands, { title: 'Help', text: 'help' }] } },
  ];
}

function rolesOf({ programmes }: Actor): { contact: boolean; lead: boolean; chair: boolean } {
  return {
    contact: programmes.some(({ contactIds }) => contactIds.length > 0),
    lead: programmes.some(({ isLead }) => isLead),
    chair: programmes.some(({ isChair }) => isChair),
  };
}
