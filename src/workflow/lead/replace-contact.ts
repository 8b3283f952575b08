import { z } from 'zod';
import type { Cycle } from '../../cycle/cycle.ts';
import { routesOf } from '../../cycle/routing.ts';
import type { Amendment } from '../../programme/amendment.ts';
import { placesOf } from '../../programme/place.ts';
import type { Programme } from '../../programme/programme.ts';
import type { Contact, Register } from '../../programme/register.ts';
import type { ActResult } from '../act-result.ts';
import { isAnybody } from '../people/choose-person.ts';
import { choosePerson } from '../people/pick-person.ts';
import { contactIdOf } from '../people/contact-id.ts';
import { handingTo } from '../register/handing-to.ts';
import { handOver, type HandOverDecision, type HandOverFrame, type Handing } from '../register/hand-over.ts';
import { showActForm } from '../replies.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import { goesWords } from '../messages/going-words.ts';
import { listedRefs } from '../overdue/listed-refs.ts';
import { chairsOf, leadsOf } from '../people/programme-people.ts';
import { answeringOf } from '../register/register-in-force.ts';
import type { ReplaceData } from './handover-data.ts';
import type { PeopleStore } from '../ports.ts';
import type { LeadPress } from './lead-press.ts';
import { answerWithOverview } from './overview-reply.ts';
import { likelyLeaver, mostName, replaceForm, successors, type ReplaceProblems } from './replace-form.ts';

/**
 * `lead.replace`: somebody has left, and another takes their place wherever they stood, for good: their requests and drafts
 * move, the successor gets one card with the history, and the leaver nothing more.
 */
export async function replaceContact(press: LeadPress<ReplaceData>): Promise<ActResult> {
  const { deps, chosen, author, data, turn, now } = press;
  const loaded = await loadCycle(deps.store, chosen.key);
  if (!loaded) return answerWithOverview(press);
  if (!data.filled) {
    return { reply: showActForm(replaceForm(loaded, { ...data, leaver: likelyLeaver(loaded, data) })) };
  }
  const already = replacedBefore(loaded, data.leaver);
  if (already !== undefined) return answerWithOverview(press, { notice: already });
  const wish = await wishIn(deps.store.people, loaded, data);
  if ('problems' in wish) return { reply: showActForm(replaceForm(loaded, data, wish.problems)) };

  const { leaver, successor } = wish;
  const card = turn.card?.activityId;
  const done = await handOver(
    deps,
    { cycle: chosen.key, by: author, ...(card !== undefined && { card }) },
    (frame) => decisionOf(frame, wish, author),
  );
  if (!done) return answerWithOverview(press, { notice: await quickerWords(press, leaver) });
  const { refs } = done.changed;
  const moved =
    refs.length === 0 ? 'Nothing of this cycle was with them.' : `${listedRefs(refs)} moved with the drafts.`;
  const isTold = done.told.some(({ contactId }) => contactId === successor.id);
  const goes = goesWords(done.told, now, loaded.planState.calendar);
  const told = isTold ? ` ${successor.name} gets one message about it.${goes}` : '';
  const notice = `${successor.name} has taken the place of ${leaver.name}, from now on and after every import. ${moved}${told}`;
  const answer = await answerWithOverview(press, { notice, refs });
  const formerly = [...(done.changed.formerly ?? []), leaver.id];
  return { ...answer, changed: { ...done.changed, formerly } };
}

/** Of a lead who acts at the same moment. */
async function quickerWords({ deps, chosen }: LeadPress<ReplaceData>, leaver: Contact): Promise<string> {
  const loaded = await loadCycle(deps.store, chosen.key);
  const before = loaded && replacedBefore(loaded, leaver.id);
  return before ?? `Nothing was changed: ${leaver.name} was replaced before.`;
}

/** What another lead did about the same leaver, who is in the register no more; undefined where nobody did. */
function replacedBefore({ register, programme }: LoadedCycle, leaver: string): string | undefined {
  if (register.contacts.some(({ id }) => id === leaver)) return undefined;
  const before = programme.value.amendments?.findLast(
    (one) => one.kind === 'replaced' && one.contactId === leaver,
  );
  if (before?.kind !== 'replaced') return undefined;
  return `Nothing was changed: ${before.by.name} has put ${before.contact.name} in their place already.`;
}

interface Wish {
  leaver: Contact;
  successor: Contact;
}

/** Who leaves and who comes, or what must be put right. */
async function wishIn(
  people: Pick<PeopleStore, 'byId'>,
  loaded: LoadedCycle,
  data: ReplaceData,
): Promise<Wish | { problems: ReplaceProblems }> {
  const { register, programme } = loaded;
  const problems: ReplaceProblems = {};
  const leaver = register.contacts.find(({ id }) => id === data.leaver);
  if (!leaver) problems.leaver = 'Please choose who has left.';
  else if (namedInSettings(programme.value, register, leaver)) {
    problems.leaver = `${leaver.name} is a lead or a chair by the programme’s settings. Ask whoever runs this bot to change those first.`;
  }
  const successor = await successorIn(people, loaded, data, problems);
  if (leaver && successor && leaver.id === successor.id) problems.to = 'Please choose somebody else.';
  return leaver && successor && Object.keys(problems).length === 0 ? { leaver, successor } : { problems };
}

async function successorIn(
  people: Pick<PeopleStore, 'byId'>,
  loaded: LoadedCycle,
  data: ReplaceData,
  problems: ReplaceProblems,
): Promise<Contact | undefined> {
  const { contactName: name, contactEmail: email } = data;
  if (name === '' && email === '') {
    const chosen = await choosePerson(people, successors(loaded, data.leaver), data);
    if (chosen.kind === 'chosen') return chosen.contact;
    problems[chosen.input] = isAnybody(data)
      ? chosen.problem
      : 'Please choose somebody, or name somebody new.';
    return undefined;
  }
  if (isAnybody(data)) problems.to = 'Please choose somebody, or name somebody new, not both.';
  if (name === '') problems.contactName = 'Please give their name.';
  if (name.length > mostName) problems.contactName = 'Please give a shorter name.';
  if (!z.email().safeParse(email).success) {
    problems.contactEmail = 'Please give an e-mail address, such as ben@council.example.';
  }
  if (Object.keys(problems).length > 0) return undefined;
  const id = contactIdOf(loaded.key.tenantId, email);
  const known = loaded.register.contacts.find(
    (contact) => contact.id === id || contact.aliases?.includes(id),
  );
  return known ?? { id, name, email: email.toLowerCase(), reachedBy: 'teams' };
}

/** Leads and chairs are the settings' to say, which no amendment changes. */
function namedInSettings(programme: Programme, register: Register, { id }: Contact): boolean {
  return [...leadsOf(programme, register), ...chairsOf(programme, register)].some((one) => one.id === id);
}

/** Everything that was theirs, in each cycle that is open, as the row has it now. */
function decisionOf(
  { programme, register, cycle, at }: HandOverFrame,
  { leaver, successor }: Wish,
  by: { contactId: string; name: string },
): HandOverDecision | undefined {
  if (!register.contacts.some(({ id }) => id === leaver.id)) return undefined;
  const amendment: Amendment = {
    kind: 'replaced',
    contactId: leaver.id,
    contact: successor,
    places: placesOf(register, leaver.id),
    by,
    at,
  };

  function theirsIn(one: Cycle): Handing[] {
    const routes = routesOf(answeringOf(programme, register, one), register.actions);
    return [...routes.values()]
      .filter(({ messaged }) => messaged === leaver.id)
      .map((route) => ({
        ...handingTo(successor.id, route, 'replaced', one.handovers),
        fromName: leaver.name,
      }));
  }

  return {
    handovers: theirsIn(cycle),
    elsewhere: theirsIn,
    about: successor.id,
    amendments: [amendment],
    also: (next) => withStandIn(next, leaver.id, successor.id),
  };
}

/** Whoever had asked the leaver to stand in has their successor do it; nobody stands in for themselves. */
function withStandIn(programme: Programme, leaver: string, successor: string): Programme {
  if (!programme.absences?.some(({ standIn }) => standIn === leaver)) return programme;
  const absences = programme.absences.map((absence) => {
    if (absence.standIn !== leaver) return absence;
    const { standIn: _leaver, ...rest } = absence;
    return absence.contactId === successor ? rest : { ...rest, standIn: successor };
  });
  return { ...programme, absences };
}
