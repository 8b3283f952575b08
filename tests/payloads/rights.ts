import { packedText } from '../../src/storage/packing.ts';
import type { Programme } from '../../src/programme/programme.ts';
import type { Town } from './found-town.ts';
import { cycles, idOf, names, people, plans, type Name, type Plan, type Secret } from './town.ts';

/**
 * Who may answer and read what, by now: what the town began with, and what was given since by handing over, replacing,
 * joining and standing in. Worked out from what is stored, in another way than the code does it: whatever was given once
 * is never taken away here, since it has been seen. That only those gave it who may is for the rules of the store.
 */
export interface Rights {
  /** By contact id. */
  mayAnswer(plan: Plan, ref: string, contactId: string): boolean;
  /** The names and addresses of others: of those who work on the same plan. */
  knows(reader: Name, other: Name): boolean;
  /** What others type: of those who share an action, and between leads and those who work on their plan. */
  mayReadWordsOf(reader: Name, author: Name): boolean;
  mayRead(reader: Name, secret: Secret): boolean;
}

/** Who was given which action, by plan and ref; added to as long as a town stands. */
export type Given = Map<string, Set<string>>;

export async function rightsIn({ store, tables }: Town, given: Given): Promise<Rights> {
  for (const plan of plans) {
    const programme = (await store.programmes.find(plan.id))?.value;
    if (programme) addGiven(given, plan, programme);
  }
  const rows = (await tables.Cycles.list({})).map(({ row, properties }) => ({
    kind: row.slice(0, row.indexOf(',')),
    text: packedText(properties),
  }));
  const isIn = (kind: string, word: string) =>
    rows.some((one) => one.kind === kind && one.text.includes(word));
  return rightsBy(given, isIn);
}

function rightsBy(given: Given, isIn: (kind: string, word: string) => boolean): Rights {
  const answers = (plan: Plan, ref: string, contactId: string): boolean =>
    given.get(keyOf(plan, ref))?.has(contactId) ?? false;
  const mayAnswer = (plan: Plan, ref: string, name: Name) => answers(plan, ref, idOf(name));
  const refsOf = (plan: Plan) => Object.keys(plan.actions);
  const worksOn = (plan: Plan, name: Name) =>
    plan.leads.includes(name) || refsOf(plan).some((ref) => mayAnswer(plan, ref, name));
  const leadsOrChairs = (plan: Plan, name: Name) => plan.leads.includes(name) || plan.chairs.includes(name);
  const isStranger = (name: Name) => !plans.some((plan) => worksOn(plan, name) || leadsOrChairs(plan, name));

  function knows(reader: Name, other: Name): boolean {
    if (reader === other) return true;
    return plans.some((plan) => {
      if (worksOn(plan, other)) return worksOn(plan, reader) || leadsOrChairs(plan, reader);
      // Whoever writes and is in no register is shown to the leads of their tenant.
      return plan.leads.includes(reader) && isStranger(other) && people[other].tenantId === plan.tenantId;
    });
  }

  function mayReadWordsOf(reader: Name, author: Name): boolean {
    if (reader === author) return true;
    return plans.some((plan) => {
      if (leadsOrChairs(plan, reader) && worksOn(plan, author)) return true;
      if (plan.leads.includes(author)) return worksOn(plan, reader);
      return refsOf(plan).some((ref) => mayAnswer(plan, ref, reader) && mayAnswer(plan, ref, author));
    });
  }

  function mayRead(reader: Name, secret: Secret): boolean {
    if (secret.of === 'person') return knows(reader, secret.name);
    const { plan, word } = secret;
    if (secret.of === 'owner') return worksOn(plan, reader) || leadsOrChairs(plan, reader);
    const isTheirs = mayAnswer(plan, secret.ref, reader);
    switch (secret.of) {
      case 'title':
        return isTheirs || leadsOrChairs(plan, reader);
      case 'answer':
        return isTheirs || plan.leads.includes(reader) || isOut(reader, secret);
      case 'draft':
        // Sent since, it is an answer as any other.
        return isTheirs || (isIn('update', word) && (plan.leads.includes(reader) || isOut(reader, secret)));
      case 'note':
        // Taken back, it is in the draft that they share.
        return reader === secret.by || plan.leads.includes(reader) || (isTheirs && isIn('draft', word));
    }
  }

  /** A chair reads what was published, or is added to it. */
  function isOut(reader: Name, { plan, cycle }: { plan: Plan; cycle: keyof typeof cycles }): boolean {
    return plan.chairs.includes(reader) && cycles[cycle] !== 'open';
  }

  return { mayAnswer: answers, knows, mayReadWordsOf, mayRead };
}

function keyOf({ id }: Plan, ref: string): string {
  return `${id} ${ref}`;
}

function addGiven(
  given: Given,
  plan: Plan,
  { cycles: rounds, amendments = [], absences = [] }: Programme,
): void {
  function give(ref: string, contactIds: readonly (string | undefined)[]): void {
    const there = given.get(keyOf(plan, ref)) ?? new Set<string>();
    for (const id of contactIds) if (id !== undefined) there.add(id);
    given.set(keyOf(plan, ref), there);
  }
  function giveTo(contactId: string | undefined, whatOf: string): void {
    for (const ref of Object.keys(plan.actions)) {
      if (given.get(keyOf(plan, ref))?.has(whatOf)) give(ref, [contactId]);
    }
  }
  function peopleOf(owner: string | undefined): string[] {
    const { lead, deputy } = plan.owners[owner ?? ''] ?? {};
    return [lead, deputy].flatMap((name) => (name === undefined ? [] : [idOf(name)]));
  }

  for (const [ref, { mayAnswer }] of Object.entries(plan.actions)) give(ref, mayAnswer.map(idOf));
  for (const handover of rounds.flatMap((round) => round.handovers ?? [])) {
    give(handover.ref, [handover.contactId, ...peopleOf(handover.ownerId)]);
  }
  for (const one of amendments) {
    if (one.kind === 'officer') give(one.ref, [one.contact.id]);
    if (one.kind === 'owner') give(one.ref, peopleOf(one.ownerId));
  }
  // Each of these can rest on another.
  for (const _each of [...amendments, ...absences]) {
    for (const one of amendments) {
      if (one.kind === 'replaced') giveTo(one.contact.id, one.contactId);
      if (one.kind === 'address') giveTo(one.alias, one.contactId);
    }
    for (const { standIn, contactId } of absences) giveTo(standIn, contactId);
  }
}

/** Somebody's name by their contact id. */
export function nameOf(contactId: string): Name | undefined {
  return names.find((name) => idOf(name) === contactId);
}
