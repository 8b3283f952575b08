import fc from 'fast-check';
import { leadActs } from '../../src/workflow/lead-acts.ts';
import { ownerActs } from '../../src/workflow/owner/owner-acts.ts';
import { cycles, emailOf, idOf, names, plans, type Name } from './town.ts';

/** Stands in a payload for a word that is made when it is sent, which tells whose it was and when. */
export const mark = 'MARK';

export type Place = 'chat' | 'channel';

/** One thing that somebody sends to the bot. */
export type Payload =
  /** A button with any verb and any data. */
  | { kind: 'press'; who: Name; place: Place; verb: unknown; data: unknown }
  /** A button of a card that somebody was shown before, with what that card's inputs hold and `inputs` over it. */
  | { kind: 'again'; who: Name; whose: Name; pick: number; inputs: Record<string, unknown> }
  /** An activity of which some parts are not what they should be. */
  | { kind: 'activity'; who: Name; fields: Record<string, unknown> }
  /** A body that is no activity at all. */
  | { kind: 'body'; body: unknown }
  | { kind: 'chat'; who: Name; place: Place; text: unknown };

/** Payloads that come at once, each so many times. */
export interface Wave {
  payloads: { payload: Payload; times: number }[];
}

const who = fc.constantFrom(...names);
const place = fc.constantFrom<Place>('chat', 'chat', 'chat', 'chat', 'channel');

const programmes = plans.map(({ id }) => id);
const refs = [...new Set(plans.flatMap(({ actions }) => Object.keys(actions)))];

const ownersVerbs = [...ownerActs.keys()];
/** A round that is cancelled lets nothing more be tried, so that comes seldom. */
const leadsVerbs = [...leadActs.keys()].filter((verb) => verb !== 'lead.cancel');
const verbs = [
  ...['update.submit', 'update.submit', 'update.submit', 'update.open', 'chat.say', 'help.show'],
  ...[...ownersVerbs, ...leadsVerbs, 'lead.cancel'],
];
const oddVerbs = [
  'update.',
  'UPDATE.SUBMIT',
  ' update.submit',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
];

const controls = [
  '\u0000',
  '\u0007',
  '\u001B[31m',
  '\u007F',
  '\u0085',
  '\u2028',
  '\r',
  '\r\n',
  '\t',
  '\u200B',
  '\uFFFF',
  '\uFFFE',
];
const halves = ['\uD800', '\uDFFF', '\uDC00\uD800', 'a\uD83D'];
const markup = [
  '**b**',
  '[l](http://x)',
  '<at>Sam</at>',
  '&lt;',
  '${title}',
  '${x',
  '{{DATE(1)}}',
  '`',
  '\\',
  '=1+1',
  '😀',
  'Ŵ',
];
/** As long as an id may be, and several times longer once it is escaped for a key. */
const longIds = ['\uD800', '<', '\u0000', 'ŵ', '😀'].map((piece) => piece.repeat(256 / piece.length));
const keysOfPrototypes = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'];

/** Words of every unpleasant kind, with the mark among them. */
const words = fc
  .array(fc.constantFrom(...controls, ...halves, ...markup, ...keysOfPrototypes, ' ', '\n', 'plain words '), {
    maxLength: 6,
  })
  .map((parts) => `${parts.slice(0, 2).join('')}${mark} ${parts.slice(2).join('')}`);
const huge = fc
  .tuple(
    fc.constantFrom('x', 'word ', 'ŵ', '😀', '\n', ' ', '\u0000', '\uD800', '<', '"'),
    fc.constantFrom(256, 257, 1999, 2001, 3999, 4001, 32_768, 70_000),
  )
  .map(([piece, length]) => `${mark} ${piece.repeat(Math.ceil(length / piece.length)).slice(0, length)}`);
const date = fc.constantFrom(
  '2026-12-24',
  '2027-01-15',
  '2026-10-20',
  '2026-10-19',
  '2026-02-30',
  '+020270-01-01',
  '0000-00-00',
  'not yet known',
  'not yet known; will say by 2027-01-15',
  'not yet known; will say by yesterday',
);
const wrong = fc.oneof(
  fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308, -0, '', ' ', [], {}, [[]], ['1.1'], { $ne: null }),
  fc.jsonValue({ maxDepth: 2 }),
);

function or<T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<unknown>, oneIn = 12): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: usual, weight: oneIn - 1 }, { arbitrary: odd, weight: 1 });
}

const id = (usual: readonly string[]) =>
  or(
    fc.constantFrom(...usual),
    fc.oneof(
      wrong,
      words,
      huge,
      fc.constantFrom(...longIds, ...keysOfPrototypes, '../', '%2F', ',', '/', '#?'),
    ),
  );
const version = or(
  fc.nat({ max: 4 }),
  fc.oneof(wrong, fc.constantFrom(2 ** 31, 2 ** 53, 9_999_999, '1', '0')),
  8,
);
const text = or(words, fc.oneof(wrong, huge), 10);

const statuses = [
  'on_track',
  'minor_slippage',
  'significant_delay',
  'completed',
  'closed',
  'green',
  'amber',
  'red',
  'complete',
];

/** What a form sends: mostly a whole answer, so that something is stored. */
const inputs = fc.record(
  {
    status: or(
      fc.constantFrom(...statuses),
      fc.oneof(wrong, huge, fc.constantFrom('unknown', ...keysOfPrototypes)),
    ),
    narrative: text,
    nextSteps: text,
    reason: text,
    recoveryAction: text,
    revisedDate: or(date, fc.oneof(wrong, words, huge)),
    sayBy: or(date, fc.oneof(wrong, words, huge)),
    outcome: text,
    noteToLead: text,
    why: text,
    foreword: text,
  },
  { requiredKeys: ['status', 'narrative', 'nextSteps'] },
);
/** There are many of them: few are odd, so that most of the whole is not. */
function rarely<T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return or(usual, odd, 80);
}
const line = rarely(words, fc.oneof(wrong, huge));
const pressed = fc.constantFrom(...Array<string>(9).fill('yes'), undefined);
const seldom = (value: string) => fc.constantFrom(undefined, undefined, undefined, undefined, value);
const day = fc.constantFrom('2026-10-22', '2026-10-27', '2026-11-02', '2026-12-03', '2027-01-15');
const contacts = names.map(idOf);
const owners = plans.flatMap((plan) => Object.keys(plan.owners));
const several = fc.subarray(refs, { minLength: 1, maxLength: 3 }).map((some) => some.join(','));

/** What the small forms of all acts send: mostly complete, and mostly of some use. */
const actInputs = fc
  .record({
    // Forms say that they were pressed.
    ...{ filled: pressed, go: pressed, send: pressed, save: pressed, looked: pressed },
    ...{ keep: pressed, again: seldom('yes'), one: seldom('yes') },
    // Who, and for how long.
    to: rarely(
      fc.oneof(fc.constantFrom(...contacts), fc.constantFrom('2026-10-22', '2026-10-27')),
      fc.oneof(wrong, words, huge),
    ),
    leaver: rarely(fc.constantFrom(...contacts), fc.oneof(wrong, words)),
    toOwner: rarely(fc.constantFrom('', '', '', '', '', '', ...owners), fc.oneof(wrong, huge)),
    howLong: rarely(fc.constantFrom('once', 'always'), fc.oneof(wrong, words)),
    colleague: rarely(
      fc.constantFrom(...Array<string>(90).fill(''), ...names.map(emailOf)),
      fc.oneof(wrong, words, huge),
    ),
    person: rarely(fc.constantFrom('aad-sam', 'aad-gus', 'aad-ama'), fc.oneof(wrong, words)),
    contactName: fc.constantFrom('', '', '', mark),
    contactEmail: rarely(fc.constantFrom('', '', '', ...names.map(emailOf)), fc.oneof(wrong, words)),
    // Which of them.
    refs: rarely(several, fc.oneof(wrong, words, huge)),
    owners: rarely(fc.constantFrom('', ...owners), fc.oneof(wrong, words, huge)),
    // When.
    ...{
      awayFrom: rarely(day, wrong),
      awayTo: rarely(day, wrong),
      answerBy: rarely(day, fc.oneof(wrong, words)),
    },
    ...{ meeting: rarely(day, fc.oneof(wrong, words, huge)), deadline: rarely(fc.constant(''), wrong) },
    ...{
      change: fc.constantFrom(undefined, '2026-10-22', mark),
      takeBack: fc.constantFrom(undefined, 'yes'),
    },
    ...{ seen: fc.constantFrom(undefined, mark), drawn: fc.constantFrom(undefined, mark) },
    // In words.
    ...{ suggestion: line, comment: line, whyExcused: line, source: line, question: line, correction: line },
    ...{ lateNote: line, overrideReason: line, whyNotPublished: line },
    notForPublication: rarely(fc.constantFrom('true', 'false'), wrong),
    nameAwaited: rarely(fc.constantFrom('true', 'false'), wrong),
    suggested: rarely(fc.constantFrom('', ...statuses), fc.oneof(wrong, words)),
    decision: rarely(fc.constantFrom('counted', 'noted', 'kept'), fc.oneof(wrong, words)),
    when: fc.constantFrom(undefined, undefined, 'date'),
  })
  .map((some) => Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)));
const fewInputs = fc.oneof(
  inputs,
  actInputs,
  fc.record({ narrative: words, why: words }, { requiredKeys: [] }),
);

/** Keys that could reach an object's prototype, as properties of its own: what `JSON.parse` makes of them. */
const poison = fc
  .array(
    fc.tuple(
      fc.constantFrom(...keysOfPrototypes),
      fc.constantFrom<unknown>({ narrative: mark, isLead: true }, null, 'x'),
    ),
    { maxLength: 2 },
  )
  .map((entries) => withOwn(entries));

export function withOwn(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}

const ids = fc.record(
  {
    programme: id(programmes),
    cycle: id(Object.keys(cycles)),
    ref: id(refs),
    version,
    draft: or(fc.constant(''), fc.oneof(wrong, huge)),
    page: or(fc.integer({ min: 0, max: 3 }), wrong),
    useLast: or(fc.constant('yes'), wrong, 4),
    confirm: or(fc.constant('yes'), wrong, 4),
    early: or(fc.constant('yes'), wrong, 4),
    text: or(
      fc.constantFrom(
        'help',
        'my updates',
        'overdue',
        'digest',
        'schedule',
        'my updates for strategy autumn',
        'my updates for other autumn',
      ),
      fc.oneof(text, wrong),
      4,
    ),
    channelId: id(['CHANNEL']),
    contactId: fc.constantFrom('ama', 'isLead'),
  },
  { requiredKeys: ['programme', 'cycle', 'ref', 'version'] },
);

const data = fc
  .tuple(
    ids,
    fc.oneof(inputs, fewInputs, actInputs, fc.constant({})),
    fc.oneof({ arbitrary: fc.constant({}), weight: 4 }, { arbitrary: poison, weight: 1 }),
    fc.subarray(['programme', 'cycle', 'ref', 'version', 'status', 'narrative'], { maxLength: 2 }),
    fc.nat({ max: 5 }),
  )
  .map(([some, typed, odd, missing, dice]) => {
    const entries = [...Object.entries(some), ...Object.entries(typed), ...Object.entries(odd)];
    // Now and then something that should be there is not.
    return withOwn(dice === 0 ? entries.filter(([key]) => !missing.includes(key)) : entries);
  });

interface Aim {
  name: Name;
  programme: string;
  cycle: string;
  ref: string;
  scheme: string;
}

/** Every action in every cycle that has been, with everybody who may answer it, or with everybody who may not. */
function aims(may: boolean): Aim[] {
  return plans.flatMap(({ id: programme, scheme, actions }) =>
    Object.entries(actions).flatMap(([ref, { mayAnswer }]) =>
      names
        .filter((name) => mayAnswer.includes(name) === may)
        .flatMap((name) =>
          ['autumn', 'autumn', 'summer', 'spring'].map((cycle) => ({ name, programme, cycle, ref, scheme })),
        ),
    ),
  );
}

/** A button of such an action with a whole answer, or with all that an act of its owner needs. */
function aimed(may: boolean): fc.Arbitrary<Payload> {
  const answering = fc.constantFrom('update.submit', 'update.saveDraft', 'update.noChange');
  const acting = fc.constantFrom('update.submit', ...ownersVerbs);
  return fc
    .constantFrom(...aims(may))
    .chain((aim) => fc.oneof(pressOf(aim, answering, fc.constant({})), pressOf(aim, acting, actInputs)));
}

/** The buttons of leads, pressed by them on their own plans or by anybody else. */
function aimedByLeads(may: boolean): fc.Arbitrary<Payload> {
  const all = plans.flatMap(({ id: programme, scheme, leads, actions }) =>
    names
      .filter((name) => leads.includes(name) === may)
      .flatMap((name) =>
        Object.keys(actions).flatMap((ref) =>
          ['autumn', 'autumn', 'summer', 'spring'].map((cycle) => ({ name, programme, cycle, ref, scheme })),
        ),
      ),
  );
  const acting = fc.constantFrom(...(may ? leadsVerbs : [...leadsVerbs, 'lead.cancel']));
  return fc.constantFrom(...all).chain((aim) => pressOf(aim, acting, actInputs));
}

function pressOf(
  { name, scheme, ...scope }: Aim,
  verb: fc.Arbitrary<string>,
  inputs: fc.Arbitrary<object>,
): fc.Arbitrary<Payload> {
  const dataFor = (isExtension: boolean) =>
    fc
      .tuple(wholeAnswer(scheme), inputs, fc.nat({ max: 2 }), fc.constantFrom({}, { confirm: 'yes' }))
      .map(([answer, act, drawn, confirm]) => ({
        ...act,
        // Until when, and not to whom.
        ...(isExtension && { to: '2026-10-27' }),
        ...scope,
        ...{ version: drawn, refs: scope.ref, ...answer, ...confirm },
      }));
  return verb.chain((one) =>
    fc.record({
      kind: fc.constant('press' as const),
      who: fc.constant(name),
      place: fc.constant<Place>('chat'),
      verb: fc.constant(one),
      data: dataFor(one === 'lead.extend'),
    }),
  );
}

function wholeAnswer(scheme: string): fc.Arbitrary<Record<string, string>> {
  const known = { 'five-category': statuses.slice(0, 5), rag: statuses.slice(5), none: [''] }[scheme] ?? [''];
  const some = fc.oneof({ weight: 9, arbitrary: words }, { weight: 1, arbitrary: huge });
  return fc.record({
    status: fc.constantFrom(...known),
    narrative: some,
    nextSteps: words,
    reason: some,
    recoveryAction: words,
    revisedDate: fc.constantFrom('', '2027-01-15'),
    sayBy: fc.constantFrom('', '2027-01-15'),
    outcome: words,
    noteToLead: fc.oneof(fc.constant(''), words),
  });
}

const malformedValue = fc.oneof(
  wrong,
  fc.record(
    {
      action: fc.oneof(
        wrong,
        fc.record(
          {
            type: or(fc.constant('Action.Execute'), wrong, 3),
            verb: or(fc.constantFrom(...verbs), wrong, 3),
            data: wrong,
          },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: [] },
  ),
);

const activity = fc.oneof(
  fc.record({ value: malformedValue, type: fc.constant('invoke'), name: fc.constant('adaptiveCard/action') }),
  fc.record({
    type: fc.constant('invoke'),
    name: or(
      fc.constantFrom('task/fetch', 'composeExtension/query', 'fileConsent/invoke', 'signin/verifyState'),
      wrong,
      4,
    ),
    value: wrong,
  }),
  fc.record(
    {
      type: fc.constantFrom(
        'message',
        'invoke',
        'installationUpdate',
        'conversationUpdate',
        'messageReaction',
        'event',
        'typing',
        'odd',
      ),
      action: fc.constantFrom('add', 'remove', 'add-upgrade', 'odd'),
      channelData: wrong,
      membersAdded: fc.constantFrom<unknown>([], [{ id: '29:1' }], [{}], null),
      replyToId: wrong,
      text: text,
      entities: fc.constantFrom<unknown>([], null, [null], [{ type: 'mention' }], 'x'),
      recipient: fc.constantFrom<unknown>({ id: 'x' }, {}, null),
      from: fc.constantFrom<unknown>({ id: '29:x' }, { id: '29:1', aadObjectId: '' }, {}, null),
    },
    { requiredKeys: ['type'] },
  ),
);

const chatText = fc.oneof(
  fc.constantFrom(
    'my updates',
    'help',
    'overdue',
    'digest',
    'digest winter',
    'schedule',
    'use this channel',
    'use this channel strategy',
    'my updates for other autumn',
    'my updates for strategy summer',
    'overdue other',
    '__proto__',
  ),
  text,
);

export const payload: fc.Arbitrary<Payload> = fc.oneof(
  // What is somebody's own is mostly stored; what is not theirs must never be.
  { weight: 18, arbitrary: aimed(true) },
  { weight: 5, arbitrary: aimed(false) },
  { weight: 14, arbitrary: aimedByLeads(true) },
  { weight: 3, arbitrary: aimedByLeads(false) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('press' as const),
      who,
      place,
      verb: or(fc.constantFrom(...verbs), fc.oneof(wrong, words, fc.constantFrom(...oddVerbs))),
      data: or(data, wrong),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('again' as const),
      who,
      whose: who,
      pick: fc.nat({ max: 999 }),
      inputs: fc.oneof(fc.constant({}), fewInputs),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('activity' as const), who, fields: activity }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('chat' as const), who, place, text: chatText }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('body' as const), body: wrong }) },
);

export const wave: fc.Arbitrary<Wave> = fc.record({
  payloads: fc.array(fc.record({ payload, times: fc.constantFrom(1, 1, 1, 2, 3) }), {
    minLength: 1,
    maxLength: 3,
  }),
});
