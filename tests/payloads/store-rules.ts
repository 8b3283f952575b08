import { Temporal } from '../../src/calendar/temporal.ts';
import type { Draft, Update, UpdateRequest } from '../../src/cycle/request.ts';
import { packedText } from '../../src/storage/packing.ts';
import type { StoredRow } from '../../src/storage/table.ts';
import { payloadsFrom, type Town } from './found-town.ts';
import type { Answered } from './send.ts';
import { cycles, idOf, plans, type Plan } from './town.ts';

/**
 * What the store must never hold, whatever came in: the rules of the product, written down a second time and in
 * another way than the code has them.
 */
export async function faultsOfStore(town: Town): Promise<string[]> {
  const faults: string[] = [];
  for (const plan of plans) {
    for (const cycle of Object.keys(cycles) as (keyof typeof cycles)[]) {
      faults.push(...(await faultsOfCycle(town, plan, cycle)));
    }
    faults.push(...(await faultsOfProgramme(town, plan)));
  }
  return [...faults, ...(await faultsOfPartitions(town))];
}

async function faultsOfCycle({ store }: Town, plan: Plan, cycle: keyof typeof cycles): Promise<string[]> {
  const key = { tenantId: plan.tenantId, programmeId: plan.id, cycleId: cycle };
  const requests = (await store.cycles.requests(key)).map(({ value }) => value);
  const updates = await store.cycles.updates(key);
  const drafts = (await store.cycles.drafts(key)).map(({ value }) => value);
  if (cycles[cycle] === 'scheduled') {
    return requests.length + updates.length + drafts.length > 0 ? ['A scheduled cycle holds something.'] : [];
  }
  const submitted = (await store.cycles.events(key)).filter(({ kind }) => kind === 'submitted').length;
  const frozen = await store.cycles.frozenDigest(key);
  const faults = [
    ...(requests.length === Object.keys(plan.actions).length
      ? []
      : ['There are more or fewer requests than actions.']),
    ...(submitted === updates.length ? [] : ['There are more or fewer events than updates.']),
    ...(frozen && cycle === 'autumn' ? ['An open cycle was published.'] : []),
    ...requests.flatMap((request) =>
      faultsOfRequest(
        request,
        updates.filter(({ ref }) => ref === request.ref),
        cycle,
      ),
    ),
    ...updates.flatMap((update) => faultsOfUpdate(plan, cycle, update, requests)),
    ...drafts.flatMap((draft) => faultsOfDraft(plan, draft)),
  ];
  return faults.map((fault) => `${plan.id} ${cycle}: ${fault}`);
}

function faultsOfRequest(
  { ref, state, answer, late }: UpdateRequest,
  unsorted: readonly Update[],
  cycle: keyof typeof cycles,
): string[] {
  const updates = [...unsorted].sort((a, b) => a.version - b.version);
  const faults: string[] = [];
  if (updates.some(({ version }, index) => version !== index + 1))
    faults.push('versions are not consecutive');
  if (
    !same(
      answer,
      updates.findLast((one) => !one.late),
    )
  )
    faults.push('the answer is not the newest update');
  if (
    !same(
      late,
      updates.findLast((one) => one.late),
    )
  )
    faults.push('the late answer is not the newest late update');
  if ((state === 'submitted') !== (answer !== undefined)) faults.push(`the state is ${state}`);
  const sentSince = updates.filter(({ at }) => Temporal.Instant.compare(at, payloadsFrom) >= 0);
  if (sentSince.some((one) => one.late !== (cycle !== 'autumn')))
    faults.push('an answer is on time after the close, or late before it');
  updates.forEach((one, index) => {
    const before = updates[index - 1];
    if (before && one.by.contactId === before.by.contactId && same(content(one), content(before))) {
      faults.push('the same was stored twice');
    }
  });
  return faults.map((fault) => `${ref}: ${fault}`);
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
];

function faultsOfUpdate(
  plan: Plan,
  cycle: keyof typeof cycles,
  update: Update,
  requests: readonly UpdateRequest[],
): string[] {
  const { ref, by, kind } = update;
  const faults: string[] = [];
  const mayAnswer = (plan.actions[ref]?.mayAnswer ?? []).map(idOf);
  if (!mayAnswer.includes(by.contactId)) faults.push('was given by somebody who may not');
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

const inputIds = [...Object.keys(most), 'status', 'revisedDate', 'sayBy', 'why'];

function faultsOfDraft(plan: Plan, { ref, by, inputs }: Draft): string[] {
  const mayAnswer = (plan.actions[ref]?.mayAnswer ?? []).map(idOf);
  const unknown = Object.keys(inputs).filter((input) => !inputIds.includes(input));
  const tooLong = Object.entries(inputs).filter(([input, text]) => text.length > (most[input] ?? 2000));
  return [
    ...(mayAnswer.includes(by.contactId) ? [] : [`the draft of ${ref} was saved by somebody who may not`]),
    ...unknown.map((input) => `the draft of ${ref} holds ${input}`),
    ...tooLong.map(([input, text]) => `the draft of ${ref} has ${text.length} characters in ${input}`),
  ];
}

/** Payloads change no programme, but that a lead may publish what is closed and say which channel is the board's. */
async function faultsOfProgramme({ store, channelId }: Town, plan: Plan): Promise<string[]> {
  const programme = (await store.programmes.find(plan.id))?.value;
  if (!programme) return [`${plan.id} has gone.`];
  const { settings, tenantId, registerVersion } = programme;
  const wrong = programme.cycles.filter(({ id, state }) => {
    const was = cycles[id as keyof typeof cycles];
    return state !== was && !(was === 'closed' && state === 'published');
  });
  return [
    ...wrong.map(({ id, state }) => `${plan.id} ${id} became ${state}.`),
    ...(tenantId === plan.tenantId && registerVersion === '1' ? [] : [`${plan.id} is another one.`]),
    ...(settings.title === `Plan ${plan.id}` && settings.board.channelId === channelId
      ? []
      : [`The settings of ${plan.id} changed.`]),
  ];
}

/** Nothing lies where nobody looks for it. */
async function faultsOfPartitions({ tables }: Town): Promise<string[]> {
  const known = plans.flatMap(({ tenantId, id }) =>
    Object.keys(cycles).map((cycle) => `${tenantId},${id},${cycle}`),
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
