import type { SectionKind } from '../../src/cycle/message.ts';
import type { FakePerson } from '../fakes/teams-server.ts';
import { answers, answersAll, buttonsOf, wholeAnswers, type Filled } from './answers.ts';
import { atNewest, type AtCard } from './at-card.ts';
import { startCouncil, type Council } from './council.ts';
import { isAsked, ownerOf, readPaperPlan } from './paper-plan.ts';
import { sampleFiles } from './sample-files.ts';

/** One message that was due to somebody. */
export interface LoggedMessage {
  /** The day on which it came, or was tried: `2026-05-13`. */
  day: string;
  kinds: SectionKind[];
  /** False where the ledger says that it could not be delivered. */
  came: boolean;
  /** What its notification says: the board and the meeting, then why it has come. */
  summary: string;
  /** What its reader had to answer when it came, by the test's own book. */
  owed: string[];
}

export interface CastLog {
  /** Of everybody, also of those who got nothing. */
  messages: Map<string, LoggedMessage[]>;
  /** What somebody saw that is in no row of the ledger, and what the ledger says was sent and nobody saw. */
  disagreements: string[];
  /** Rows that have not come to an end. */
  unfinished: string[];
}

/** Everybody in the sample programme, each with their own Teams, and what a clerk would note of who owes which update. */
export interface Cast {
  council: Council;
  who(name: string): FakePerson;
  /** Who has to answer what; whoever acts keeps it, and no code of the product's. */
  owe(ref: string, ...names: string[]): void;
  owedBy(name: string): string[];
  /** A moment comes, and what is due by then is sent. */
  comes(now: string): Promise<void>;
  /** The same, where nothing is due: so nothing need look. */
  passes(now: string): Promise<void>;
  /** What people have done is sent, on the same day. */
  goesOut(): Promise<void>;
  /** Somebody answers one action from the card that they got last. */
  answers(name: string, ref: string, filled?: Filled): Promise<void>;
  /** Somebody answers all that is left, as their card leads them. */
  answersTheRest(name: string, filled?: Filled): Promise<void>;
  /** Before the form of an action on somebody's newest card. */
  opens(name: string, ref: string): Promise<AtCard>;
  leadAsks(text: string): Promise<AtCard>;
  /** The page of the overview on which an owner can be chosen. */
  overviewWith(owner: string): Promise<AtCard>;
  /** From this day on, whoever is late has their deputy asked as well. */
  deputiesJoin(): void;
  log(): Promise<CastLog>;
}

export const lead = 'Priya Raman';
const finalStates = ['sent', 'unreachable', 'superseded', 'skipped'];

/** The sample programme with its cycle `june`; everybody who is reached by Teams has the app, and `newcomers` have. */
export async function gatherCast(newcomers: { name: string; email: string }[]): Promise<Cast> {
  const council = await startCouncil();
  const files = await sampleFiles();
  const plan = readPaperPlan(files.register, files.owners);
  await council.serve('off');
  await council.importFiles(files);
  await council.addCycle('june', '2026-06-25');

  const owners = [...plan.owners.values()];
  const contactsOf = (some: typeof owners) =>
    some.flatMap(({ lead: contact, deputy }) => [contact, ...(deputy ? [deputy] : [])]);
  const names = new Map(contactsOf(owners).map(({ email, name }) => [email, name]));
  const people = new Map<string, FakePerson>();
  for (const { name, email } of [
    { name: lead, email: 'priya.raman@council.example' },
    { name: 'Dilys Hartnoll', email: 'dilys.hartnoll@council.example' },
    ...contactsOf(owners.filter(({ by }) => by === 'teams')),
    ...newcomers,
  ]) {
    people.set(name, council.teams.person({ name, email }));
    names.set(email, name);
  }
  await council.install(people.values());

  const book = new Map(
    plan.actions.filter(isAsked).map((action) => [action.ref, [ownerOf(plan, action)?.lead.name ?? lead]]),
  );
  /** By activity id, with whoever saw it. */
  const came = new Map<string, { to: string; summary: string; owed: string[] }>();
  const askedFor = new Set<string>();
  let looked = council.teams.seen.length;

  /** Notes what has come since it last looked, and what its readers owe now. */
  function look(): void {
    const news = council.teams.seen.slice(looked).filter(({ kind }) => kind === 'message');
    looked = council.teams.seen.length;
    for (const { by, activityId, summary = '' } of news.filter((one) => !askedFor.has(one.activityId))) {
      const reader = [...people.values()].find(({ aadObjectId }) => by.includes(aadObjectId));
      const to = reader?.name ?? 'nobody';
      came.set(activityId, { to, summary, owed: cast.owedBy(to) });
    }
  }

  const cast: Cast = {
    council,
    who(name) {
      const person = people.get(name);
      if (!person) throw new Error(`There is no ${name}.`);
      return person;
    },
    owe(ref, ...debtors) {
      if (debtors.length > 0) book.set(ref, debtors);
      else book.delete(ref);
    },
    owedBy: (name) => [...book].flatMap(([ref, debtors]) => (debtors.includes(name) ? [ref] : [])),
    async comes(now) {
      await council.tick(now);
      look();
    },
    passes: (now) => council.setClock(now),
    async goesOut() {
      await council.tick();
      look();
    },
    async answers(name, ref, filled = wholeAnswers.onTrack) {
      const button = buttonsOf(cast.who(name).cards().at(-1), 'update.open').find(
        (data) => data['ref'] === ref,
      );
      if (!button) throw new Error(`${name} is not asked about ${ref}.`);
      await answers(cast.who(name), button, filled);
      cast.owe(ref);
    },
    async answersTheRest(name, filled = wholeAnswers.onTrack) {
      const refs = cast.owedBy(name);
      await answersAll(cast.who(name), refs, () => filled);
      for (const ref of refs) cast.owe(ref);
    },
    opens: (name, ref) => atNewest(cast.who(name)).press('update.open', {}, { ref }),
    async leadAsks(text) {
      const { meanwhile } = await cast.who(lead).says(text);
      for (const { kind, activityId } of meanwhile) if (kind === 'message') askedFor.add(activityId);
      return atNewest(cast.who(lead));
    },
    async overviewWith(owner) {
      let overview = await cast.leadAsks('overdue');
      for (let page = 2; !overview.offers('owners', owner); page += 1) {
        overview = await overview.press('lead.overview', {}, { page, owner: undefined });
      }
      return overview;
    },
    deputiesJoin() {
      for (const [ref, [name = '']] of book) {
        const deputy = owners.find(({ lead: contact }) => contact.name === name)?.deputy;
        if (deputy) cast.owe(ref, name, deputy.name);
      }
    },
    async log() {
      const rows = await council.deliveries('june');
      const messages = new Map<string, LoggedMessage[]>([...names.values()].map((name) => [name, []]));
      const disagreements: string[] = [];
      for (const { to, state, activityId, sections, sentAt, at } of rows) {
        if (state === 'superseded' || state === 'skipped') continue;
        const name = names.get(to) ?? to;
        const seen = came.get(activityId ?? '');
        came.delete(activityId ?? '');
        if (state === 'sent' && seen?.to !== name) disagreements.push(`${to} has not seen ${at}`);
        messages.get(name)?.push({
          day: (sentAt ?? at).slice(0, 10),
          kinds: [...new Set(sections.map(({ kind }) => kind))],
          came: state === 'sent',
          summary: seen?.summary ?? '',
          owed: seen?.owed ?? [],
        });
      }
      disagreements.push(...[...came.values()].map(({ to, summary }) => `${to} saw: ${summary}`));
      const unfinished = rows.filter(({ state }) => !finalStates.includes(state)).map(({ key }) => key);
      return { messages, disagreements, unfinished };
    },
  };
  return cast;
}
