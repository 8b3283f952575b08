import { Temporal } from '../../src/calendar/temporal.ts';
import type { Update } from '../../src/cycle/answer.ts';
import type { Draft } from '../../src/cycle/draft.ts';
import type { CycleEvent } from '../../src/cycle/event.ts';
import type { UpdateRequest } from '../../src/cycle/request.ts';
import { packedText } from '../../src/storage/packing.ts';
import type { StoredRow } from '../../src/storage/table.ts';
import { payloadsFrom, type Town } from './found-town.ts';
import type { Answered } from './send.ts';
import type { Rights } from './rights.ts';
import { cycles, emailOf, idOf, plans, type Plan } from './town.ts';

/**
 * What the store must never hold, whatever came in: the rules of the product, written down a second time and in
 * another way than the code has them.
 */
export async function faultsOfStore(town: Town, rights: Rights): Promise<string[]> {
  const faults: string[] = [];
  for (const plan of plans) {
    for (const cycle of Object.keys(cycles) as (keyof typeof cycles)[]) {
      faults.push(...(await faultsOfCycle(town, rights, plan, cycle)));
    }
    faults.push(...(await faultsOfProgramme(town, rights, plan)));
  }
  return [...faults, ...(await faultsOfPartitions(town))];
}

async function faultsOfCycle(
  { store }: Town,
  rights: Rights,
  plan: Plan,
  cycle: keyof typeof cycles,
): Promise<string[]> {
  const key = { tenantId: plan.tenantId, programmeId: plan.id, cycleId: cycle };
  const requests = (await store.cycles.requests(key)).map(({ value }) => value);
  const updates = await store.cycles.updates(key);
  const drafts = (await store.cycles.drafts(key)).map(({ value }) => value);
  if (cycles[cycle] === 'scheduled') {
    return requests.length + updates.length + drafts.length > 0 ? ['A scheduled cycle holds something.'] : [];
  }
  const events = await store.cycles.events(key);
  const answering = events.filter(({ kind }) => ['submitted', 'recorded', 'edited', 'agreed'].includes(kind));
  const frozen = await store.cycles.frozenDigest(key);
  const of = { plan, cycle, rights, events };
  const faults = [
    ...(requests.length === Object.keys(plan.actions).length
      ? []
      : ['There are more or fewer requests than actions.']),
    ...(answering.length === updates.length ? [] : ['There are more or fewer events than updates.']),
    ...(frozen && cycle === 'autumn' ? ['An open cycle was published.'] : []),
    ...requests.flatMap((request) =>
      faultsOfRequest(
        of,
        request,
        updates.filter(({ ref }) => ref === request.ref),
      ),
    ),
    ...updates.flatMap((update) => faultsOfUpdate(of, update, requests)),
    ...drafts.flatMap((draft) => faultsOfDraft(of, draft)),
    ...events.flatMap((event) => faultsOfEvent(of, event)),
  ];
  return faults.map((fault) => `${plan.id} ${cycle}: ${fault}`);
}

interface Of {
  plan: Plan;
  cycle: keyof typeof cycles;
  rights: Rights;
  events: readonly CycleEvent[];
}

function faultsOfRequest(
  { cycle, events }: Of,
  { ref, state, answer, late, returned, versions = 0 }: UpdateRequest,
  unsorted: readonly Update[],
): string[] {
  const updates = [...unsorted].sort((a, b) => a.version - b.version);
  const faults: string[] = [];
  const isOneOf = (one: Update | undefined): boolean =>
    one === undefined || updates.some((update) => same({ ...update, late: one.late }, one));
  if (updates.some(({ version }, index) => version !== index + 1))
    faults.push('versions are not consecutive');
  if (versions > updates.length) faults.push('a version was lost');
  if (!isOneOf(answer)) faults.push('the answer is none of the updates');
  if (!isOneOf(late)) faults.push('the late answer is none of the updates');
  if (!isOneOf(returned?.answer)) faults.push('what was sent back is none of the updates');
  if (['submitted', 'accepted'].includes(state) !== (answer !== undefined))
    faults.push(`the state is ${state}`);
  if ((state === 'returned') !== (returned !== undefined)) faults.push(`what was sent back is in ${state}`);
  // What was sent back, edited or withdrawn can come again as it was, and on time.
  const isAgain = events.some((one) => one.ref === ref && againKinds.includes(one.kind));
  const sentSince = updates.filter(({ at }) => Temporal.Instant.compare(at, payloadsFrom) >= 0);
  if (sentSince.some((one) => one.late && cycle === 'autumn'))
    faults.push('an answer is late before the close');
  if (!isAgain && cycle !== 'autumn' && sentSince.some((one) => !one.late))
    faults.push('an answer is on time after the close');
  updates.forEach((one, index) => {
    const before = updates[index - 1];
    if (
      !isAgain &&
      before &&
      one.by.contactId === before.by.contactId &&
      same(content(one), content(before))
    ) {
      faults.push('the same was stored twice');
    }
  });
  return faults.map((fault) => `${ref}: ${fault}`);
}

const againKinds: readonly string[] = ['returned', 'suggested', 'withdrawn', 'edited', 'agreed', 'kept'];

/** What only leads do, and what only those do who may answer. */
const leadsKinds: readonly string[] = [
  ...['published', 'publication-scheduled', 'publication-taken-back', 'cancelled', 'reassigned', 'replaced'],
  ...['nudged', 'extended', 'excused', 'asked-again', 'recorded', 'accepted', 'returned', 'suggested'],
  ...['edited', 'moved', 'paused', 'resumed', 'late-counted', 'late-noted', 'late-kept', 'corrected'],
  ...['board-asked', 'joined', 'dismissed', 'shown-again', 'channel-chosen', 'cycle-added'],
];
const ownersKinds: readonly string[] = [
  ...['submitted', 'drafted', 'withdrawn', 'not-mine', 'passed-on', 'handed-back', 'agreed', 'kept'],
];

/** Whoever did something was allowed to: said once more, and from the trail. */
function faultsOfEvent({ plan, rights }: Of, { kind, ref, by, contactId }: CycleEvent): string[] {
  const isLeads = by !== undefined && plan.leads.some((name) => idOf(name) === by.contactId);
  const isOwners = by !== undefined && rights.mayAnswer(plan, ref ?? '', by.contactId);
  const mayHave =
    (leadsKinds.includes(kind) && isLeads) ||
    (ownersKinds.includes(kind) && isOwners) ||
    (kind === 'kept-theirs' && (isLeads || isOwners)) ||
    (kind === 'away' && by?.contactId === contactId) ||
    ['opened', 'closed'].includes(kind);
  return mayHave ? [] : [`${kind} ${ref ?? ''} was done by somebody who may not`];
}

function content({ version: _version, at: _at, late: _late, ...rest }: Update): object {
  return rest;
}

const most: Record<string, number> = {
  narrative: 4000,
  nextSteps: 2000,
  reason: 2000,
  recoveryAction: 2000,
  outcome: 2000,
  noteToLead: 2000,
  notForPublication: 2000,
  source: 2000,
};
const fieldsOfUpdate = [
  ...Object.keys(most),
  'status',
  'revisedDate',
  'ref',
  'version',
  'kind',
  'by',
  'at',
  'late',
  'recordedFor',
];

function faultsOfUpdate(
  { plan, cycle, rights }: Of,
  update: Update,
  requests: readonly UpdateRequest[],
): string[] {
  const { ref, by, kind } = update;
  const faults: string[] = [];
  const isLeads = update.source !== undefined || kind === 'edited';
  const isAllowed = isLeads
    ? plan.leads.some((name) => idOf(name) === by.contactId)
    : rights.mayAnswer(plan, ref, by.contactId);
  if (!isAllowed) faults.push('was given by somebody who may not');
  const unknown = Object.keys(update).filter((field) => !fieldsOfUpdate.includes(field));
  if (unknown.length > 0) faults.push(`has fields ${unknown.join(', ')}`);
  if (kind === 'answer') faults.push(...missing(plan, update), ...tooMuch(update));
  if (kind === 'no-change' && !confirms(update, requests)) faults.push('confirms what was not said');
  return faults.map((fault) => `update ${update.version} of ${ref} ${cycle} ${fault}`);
}

/** What each status asks for, of both schemes. */
function missing({ scheme }: Plan, update: Update): string[] {
  const has = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';
  const { status, narrative, nextSteps, reason, recoveryAction, revisedDate, outcome, at } = update;
  const known = {
    'five-category': ['completed', 'on_track', 'minor_slippage', 'significant_delay', 'closed'],
    rag: ['complete', 'green', 'amber', 'red'],
    none: [undefined],
  }[scheme];
  const lacks: string[] = [];
  if (!(known as unknown[]).includes(status)) lacks.push('has a status that there is not');
  const isDone = ['completed', 'complete', 'closed'].includes(status ?? '');
  if (!isDone && !has(narrative)) lacks.push('says nothing');
  if (['on_track', 'green'].includes(status ?? '') && !has(nextSteps)) lacks.push('has no next steps');
  const isBehind = ['minor_slippage', 'amber', 'significant_delay', 'red'].includes(status ?? '');
  if ((isBehind || status === 'closed') && !has(reason)) lacks.push('has no reason');
  if (isBehind && !has(recoveryAction) && !revisedDate)
    lacks.push('has neither a recovery action nor a date');
  if (['significant_delay', 'red'].includes(status ?? '') && !(has(recoveryAction) && revisedDate)) {
    lacks.push('is a delay without a recovery action or without a date');
  }
  if (['completed', 'complete'].includes(status ?? '') && !has(outcome)) lacks.push('has no outcome');
  const promised = revisedDate && (revisedDate.kind === 'date' ? revisedDate.date : revisedDate.sayBy);
  const day = at.toZonedDateTimeISO('Europe/London').toPlainDate();
  if (promised && Temporal.PlainDate.compare(promised, day) < 0) lacks.push('has a date that has passed');
  return lacks;
}

function tooMuch(update: Update): string[] {
  return Object.entries(most).flatMap(([field, limit]) => {
    const text = update[field as 'narrative'] as string | undefined;
    if (text === undefined) return [];
    return [
      ...(text.length > limit ? [`has ${text.length} characters in ${field}`] : []),
      ...(/[^\P{Cc}\n\t]/u.test(text) ? [`has control characters in ${field}`] : []),
      ...(/\p{Cs}/u.test(text) ? [`has half a character in ${field}`] : []),
    ];
  });
}

function confirms(update: Update, requests: readonly UpdateRequest[]): boolean {
  const baseline = requests.find(({ ref }) => ref === update.ref)?.baseline;
  return (
    baseline?.narrative !== undefined &&
    baseline.status === update.status &&
    update.narrative.startsWith(baseline.narrative) &&
    baseline.unchangedRuns < 2
  );
}

const inputIds = [...Object.keys(most), ...['status', 'revisedDate', 'sayBy', 'why', 'whyNotPublished']];

function faultsOfDraft({ plan, rights }: Of, { ref, by, inputs }: Draft): string[] {
  const unknown = Object.keys(inputs).filter((input) => !inputIds.includes(input));
  const tooLong = Object.entries(inputs).filter(([input, text]) => text.length > (most[input] ?? 2000));
  return [
    ...(rights.mayAnswer(plan, ref, by.contactId)
      ? []
      : [`the draft of ${ref} was saved by somebody who may not`]),
    ...unknown.map((input) => `the draft of ${ref} holds ${input}`),
    ...tooLong.map(([input, text]) => `the draft of ${ref} has ${text.length} characters in ${input}`),
  ];
}

/**
 * Leads publish what is closed, cancel what is not published, add rounds, and say which channel is the board's. Who answers
 * is changed by leads, and by those who answer; nobody else's days away are anybody's.
 */
async function faultsOfProgramme({ store, channelId }: Town, rights: Rights, plan: Plan): Promise<string[]> {
  const programme = (await store.programmes.find(plan.id))?.value;
  if (!programme) return [`${plan.id} has gone.`];
  const { settings, tenantId, registerVersion, amendments = [], absences = [] } = programme;
  const wrong = programme.cycles.filter(({ id, state }) => {
    const was = (cycles as Record<string, string>)[id] ?? 'scheduled';
    if (state === 'cancelled') return was === 'published';
    return state !== was && !(was === 'closed' && state === 'published');
  });
  const isLead = (contactId: string) => plan.leads.some((name) => idOf(name) === contactId);
  const given = [
    ...programme.cycles.flatMap(({ handovers = [] }) => handovers),
    ...amendments.flatMap((one) =>
      'ref' in one ? [{ ref: one.ref, by: one.by }] : [{ ref: '', by: one.by }],
    ),
  ];
  const givenBy = given.filter(
    ({ ref, by }) => !isLead(by.contactId) && !rights.mayAnswer(plan, ref, by.contactId),
  );
  const events = await Promise.all(
    programme.cycles.map(({ id: cycleId }) =>
      store.cycles.events({ tenantId, programmeId: plan.id, cycleId }),
    ),
  );
  const away = new Set(
    events.flat().flatMap(({ kind, by }) => (kind === 'away' && by ? [by.contactId] : [])),
  );
  const isRunning = programme.cycles.some(({ state }) => state === 'open');
  return [
    ...wrong.map(({ id, state }) => `${plan.id} ${id} became ${state}.`),
    ...givenBy.map(({ ref }) => `${plan.id} ${ref} was given away by somebody who may not.`),
    ...absences
      .filter(({ contactId }) => isRunning && !away.has(contactId))
      .map(() => `In ${plan.id} somebody is away who has not said so.`),
    ...(tenantId === plan.tenantId && registerVersion === '1' ? [] : [`${plan.id} is another one.`]),
    ...(settings.title === `Plan ${plan.id}` &&
    settings.board.channelId === channelId &&
    same(settings.leads, plan.leads.map(emailOf)) &&
    same(settings.chairs, plan.chairs.map(emailOf))
      ? []
      : [`The settings of ${plan.id} changed.`]),
  ];
}

/** Nothing lies where nobody looks for it. */
async function faultsOfPartitions({ store, tables }: Town): Promise<string[]> {
  const known = (await store.programmes.list()).flatMap(({ value }) =>
    value.cycles.map(({ id }) => `${value.tenantId},${value.id},${id}`),
  );
  const rows = await tables.Cycles.list({ keysOnly: true });
  const strange = rows.filter(({ partition }) => !known.includes(partition));
  return strange.map(({ partition, row }) => `There is a row ${row} in ${partition}.`);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Rows of the cycles, as they are. */
export async function cycleRows({ tables }: Town): Promise<StoredRow[]> {
  return tables.Cycles.list({});
}

/** Of words that were sent in this very minute, those that more than one update of this minute holds. */
export function storedTwice({ clock }: Town, rows: readonly StoredRow[], words: readonly string[]): string[] {
  const now = `"at":"${clock.now().toString()}"`;
  const told = rows
    .filter(({ row }) => row.startsWith('event,'))
    .map(({ properties }) => packedText(properties));
  // Sent, taken back or sent back, and sent again, all in a minute: then the same words are in two versions.
  const isAgain = told.some(
    (text) => text.includes(now) && againKinds.some((kind) => text.includes(`"kind":"${kind}"`)),
  );
  if (isAgain) return [];
  const updates = rows.filter(({ row }) => row.startsWith('update,'));
  const texts = updates.map(({ properties }) => packedText(properties)).filter((text) => text.includes(now));
  return words
    .filter((word) => texts.filter((text) => text.includes(word)).length > 1)
    .map((word) => `${word} was stored twice.`);
}

/** A draft that went or changed, though nobody came who wrote it or whose card had shown it. */
export function draftsLost(
  before: readonly StoredRow[],
  after: readonly StoredRow[],
  answers: readonly Answered[],
): string[] {
  const kept = new Map(after.map((one) => [`${one.partition} ${one.row}`, packedText(one.properties)]));
  return before
    .filter(({ row }) => row.startsWith('draft,'))
    .filter(({ partition, row, properties }) => kept.get(`${partition} ${row}`) !== packedText(properties))
    .flatMap(({ row, properties }) => {
      const { by, at } = JSON.parse(packedText(properties)) as { by: { contactId: string }; at: string };
      const shown = `${Temporal.Instant.from(at).epochMilliseconds}-${by.contactId}`;
      const mayHave = answers.some(
        ({ who, sent }) => (who && idOf(who) === by.contactId) || JSON.stringify(sent).includes(shown),
      );
      return mayHave ? [] : [`${row} was lost unseen.`];
    });
}
