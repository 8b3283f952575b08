import { Temporal } from '../../calendar/temporal.ts';
import { dayAndMonth } from '../../calendar/words.ts';
import type { ActFormView, FormInput } from '../../cards/views/act-form.ts';
import type { FormButton } from '../../cards/views/parts.ts';
import { awayInputs } from '../../cycle/acts/away.ts';
import { daysAwayFrom, type DaysAway } from '../../programme/absence.ts';
import type { Contact } from '../../programme/register.ts';
import type { ActorProgramme } from '../people/actor.ts';
import { emailOnlyHint } from '../people/email-only.ts';
import { personInputs, type Choosable } from '../people/choose-person.ts';
import { chairsOf, leadsOf } from '../people/programme-people.ts';

/** The choice of nobody in particular. */
export const noStandIn = 'nobody';

/** A card has room for so many buttons. */
const mostToChange = 3;

export interface AwayTyped {
  awayFrom: string;
  awayTo: string;
  to: string;
  colleague: string;
  picked?: string | undefined;
}

interface Stands {
  parts: readonly ActorProgramme[];
  today: Temporal.PlainDate;
  /** What is set already. */
  set: readonly DaysAway[];
}

/** The form of one's days away, with what is set already. */
export function awayForm(
  state: Stands & {
    /** The list to go back to. */
    data: { programme?: string | undefined; cycle?: string | undefined };
    typed: AwayTyped;
    changing: DaysAway | undefined;
    problem?: { input: string; message: string };
    notice?: string;
  },
): ActFormView {
  const { parts, today, set, data, typed, changing, problem, notice } = state;
  const { programme, cycle } = data;
  const scope = programme === undefined || cycle === undefined ? {} : { programme, cycle };
  const ids = { ...scope, ...(changing && { change: changing.from.toString() }) };
  const button = (title: string, verb: string, more: FormButton['data']): FormButton => ({
    title,
    verb,
    data: { ...more },
  });
  return {
    title: changing ? `Change: ${shortDays(changing)}` : 'I’m away',
    paragraphs: [
      ...(changing ? [] : set.map((days) => setLine(state, days))),
      'While you are away, what would come to you goes to whoever stands in for you, else to your deputy, else to the programme lead. When you are back you hear what was done.',
      ...emailOnlyHint(choosableStandIns(parts).register.contacts),
    ],
    ...(notice !== undefined && { notice }),
    inputs: [
      dateInput(awayInputs.from, 'First day away', typed.awayFrom, { today, problem }),
      dateInput(awayInputs.to, 'Last day away', typed.awayTo, { today, problem }),
      ...standInInputs(parts, typed, problem),
    ],
    buttons: [
      button('Save', 'me.away.save', ids),
      ...(changing ? [button('Take it back', 'me.away.save', { ...ids, takeBack: 'yes' })] : []),
      ...(changing ? [] : set.slice(0, mostToChange)).map((days) =>
        button(`Change ${shortDays(days)}`, 'me.away', { ...scope, change: days.from.toString() }),
      ),
      button('Back to my updates', 'updates.list', scope),
    ],
  };
}

/** That it was done; what was set stands beneath it. Where the stand-in is away as well, who is asked on those days. */
export function savedNotice(stands: Stands, days: DaysAway | undefined): string {
  if (!days) return 'Taken back. What falls due from now on comes to you.';
  const { standIn } = days;
  const alsoAway = standIn === undefined ? undefined : awayMeanwhile(stands, standIn, days);
  if (!alsoAway || standIn === undefined) return 'Saved.';
  return `Saved. ${nameOf(stands.parts, standIn)} is away too ${inWords(alsoAway, stands.today)}: then your deputy is asked, or the programme lead.`;
}

/** First whoever is in the register or among the leads of the programmes in which they are a contact; but not themselves. */
export function choosableStandIns(parts: readonly ActorProgramme[]): Choosable {
  const contacts = new Map(
    parts
      .flatMap(({ programme, register }) => [...leadsOf(programme, register), ...register.contacts])
      .map((contact): [string, Contact] => [contact.id, contact]),
  );
  const chairs = parts.flatMap(({ programme, register }) => chairsOf(programme, register));
  const owners = parts.flatMap(({ register }) => register.owners);
  const without = parts.flatMap(({ contactIds }) => contactIds);
  const near = owners
    .filter(({ leadContact, deputy }) => [leadContact, deputy].some((one) => one && without.includes(one)))
    .map(({ id }) => id);
  const tenantId = parts[0]?.programme.tenantId;
  return {
    register: { contacts: [...contacts.values()], owners },
    near,
    without,
    ...(tenantId !== undefined && { picker: { tenantId, known: [...contacts.values(), ...chairs] } }),
  };
}

function standInInputs(
  parts: readonly ActorProgramme[],
  typed: AwayTyped,
  problem: { input: string; message: string } | undefined,
): FormInput[] {
  const who = choosableStandIns(parts);
  const about = personProblem(problem);
  return personInputs(who, 'Who stands in for you', typed, about).map((input) => {
    if (input.kind !== 'choice') return input;
    const nobody = { title: 'My deputy, or the programme lead', value: noStandIn };
    return { ...input, choices: [nobody, ...withChosen(input.choices, who, typed.to)] };
  });
}

function personProblem(problem: { input: string; message: string } | undefined) {
  const input = (['to', 'colleague', 'picked'] as const).find((one) => one === problem?.input);
  return problem && input && { kind: 'problem' as const, input, problem: problem.message };
}

/** Whoever was chosen by name before is not among the first of a long register, and is still to be seen. */
function withChosen(
  choices: { title: string; value: string }[],
  { register, without }: Choosable,
  chosen: string,
): { title: string; value: string }[] {
  const contact = register.contacts.find(({ id }) => id === chosen && !without.includes(id));
  if (!contact || choices.some(({ value }) => value === chosen)) return choices;
  return [...choices, { title: contact.name, value: contact.id }];
}

function dateInput(
  id: string,
  label: string,
  value: string,
  { today, problem }: { today: Temporal.PlainDate; problem: { input: string; message: string } | undefined },
): FormInput {
  return {
    id,
    label,
    kind: 'date',
    value,
    min: today.toString(),
    ...(problem?.input === id && { problem: problem.message }),
  };
}

function setLine({ parts, today }: Stands, days: DaysAway): string {
  const { standIn } = days;
  const who = standIn === undefined ? undefined : nameOf(parts, standIn);
  const covered = who === undefined ? 'your deputy stands in, or the programme lead' : `${who} stands in`;
  return `You are away ${inWords(days, today)}; ${covered}.`;
}

/** `until Friday 16 October`, `on Monday 12 October`, `from Monday 12 October to Friday 16 October` */
export function inWords({ from, to }: Pick<DaysAway, 'from' | 'to'>, today: Temporal.PlainDate): string {
  if (from.equals(to)) return from.equals(today) ? 'today' : `on ${dayAndMonth(from)}`;
  if (Temporal.PlainDate.compare(from, today) <= 0) return `until ${dayAndMonth(to)}`;
  return `from ${dayAndMonth(from)} to ${dayAndMonth(to)}`;
}

/** `12 to 16 October`, for a button. */
function shortDays({ from, to }: DaysAway): string {
  const short = (day: Temporal.PlainDate) => dayAndMonth(day).replace(/^\w+ /, '');
  if (from.equals(to)) return short(from);
  const isOneMonth = from.month === to.month && from.year === to.year;
  return `${isOneMonth ? String(from.day) : short(from)} to ${short(to)}`;
}

/** The first days on which the stand-in is away as well. */
function awayMeanwhile({ parts }: Stands, standIn: string, { from, to }: DaysAway): DaysAway | undefined {
  return parts
    .flatMap(({ programme: { absences = [] } }) => daysAwayFrom(absences, standIn, from))
    .find((one) => Temporal.PlainDate.compare(one.from, to) <= 0);
}

function nameOf(parts: readonly ActorProgramme[], contactId: string): string {
  const contact = choosableStandIns(parts).register.contacts.find(({ id }) => id === contactId);
  return contact?.name ?? 'Somebody';
}
