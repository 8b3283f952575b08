import { Temporal } from '../../../src/calendar/temporal.ts';
import { openingRequests } from '../../../src/cycle/opening.ts';
import type { Programme } from '../../../src/programme/programme.ts';
import type { Action, Contact, Owner, Register } from '../../../src/programme/register.ts';
import { ProgrammeSettings } from '../../../src/programme/settings.ts';
import { resolveScheme } from '../../../src/programme/status-scheme.ts';
import type { Store } from '../../../src/storage/store.ts';
import { contactIdOf } from '../../../src/workflow/people/contact-id.ts';
import type { CycleKey } from '../../../src/workflow/ports.ts';

/** Somebody with the app, and with the request card of their programme in their chat. */
export interface Answerer {
  tenantId: string;
  aadObjectId: string;
  name: string;
  email: string;
  mri: string;
  chatId: string;
  cardId: string;
}

/** One submission to come: who presses the button of which action. */
export interface Submission {
  by: Answerer;
  key: CycleKey;
  ref: string;
}

/** The owner of the most actions in the sample has so many. */
const mostActions = 18;
const fewActions = 5;

export const botId = '28:board-updates';

/**
 * Stores an open cycle with so many actions, as an opening leaves it: an owner of 18, others of five, each with a lead
 * contact and a deputy whom the bot has met. Returns a submission for every action, each owner's spread over them all.
 */
export async function openProgramme(
  store: Store,
  {
    tenantId,
    id,
    actions,
    serviceUrl,
  }: { tenantId: string; id: string; actions: number; serviceUrl: string },
): Promise<Submission[]> {
  const key: CycleKey = { tenantId, programmeId: id, cycleId: 'autumn' };
  const owners = Array.from({ length: 1 + Math.ceil((actions - mostActions) / fewActions) }, (_, n) => n);
  const leads = owners.map((n) => answerer(key, `lead-${n}`));
  const deputies = owners.map((n) => answerer(key, `deputy-${n}`));
  const register = registerOf(actions, leads, deputies);
  await store.registers.write(tenantId, id, register);
  await store.cycles.open(
    key,
    openingRequests(register, resolveScheme('five-category'), new Map(), 'Europe/London'),
  );
  await addProgramme(store, tenantId, id, {
    registerVersion: register.version,
    cycles: [{ id: key.cycleId, state: 'open', dates }],
  });
  for (const person of leads) await meet(store, person, key, serviceUrl, true);
  for (const person of deputies) await meet(store, person, key, serviceUrl, false);
  return register.actions
    .map(({ ref, owners: [owner] }) => ({ ref, owner: Number(owner) }))
    .map(({ ref, owner }, n, all) => {
      const own = all.filter((one) => one.owner === owner);
      const by = leads[owner];
      if (!by) throw new Error(`The action ${ref} has no owner.`);
      return { by, key, ref, place: (own.findIndex((one) => one.ref === ref) + 0.5) / own.length, n };
    })
    .sort((a, b) => a.place - b.place || a.n - b.n)
    .map(({ by, ref }) => ({ by, key, ref }));
}

/** A programme as its row has it; without more, one whose register is still to come. */
export async function addProgramme(
  store: Store,
  tenantId: string,
  id: string,
  more: Partial<Programme> = {},
): Promise<void> {
  const settings = ProgrammeSettings.parse({
    title: 'Better Lives Strategy',
    tenantId,
    board: { name: 'Health and Wellbeing Board' },
    leads: [`priya@${id}.council.example`],
  });
  await store.programmes.insert({ id, tenantId, settings, cycles: [], ...more });
}

const dates = {
  meeting: Temporal.PlainDate.from('2026-11-19'),
  opens: Temporal.PlainDate.from('2026-10-08'),
  deadline: Temporal.PlainDate.from('2026-10-26'),
  closes: Temporal.PlainDate.from('2026-10-29'),
  clearance: Temporal.PlainDate.from('2026-11-02'),
  final: Temporal.PlainDate.from('2026-11-09'),
  publish: Temporal.PlainDate.from('2026-11-11'),
  closeAt: Temporal.PlainTime.from('17:00'),
};

function answerer({ tenantId, programmeId }: CycleKey, role: string): Answerer {
  const aadObjectId = `${programmeId}-${role}`;
  return {
    tenantId,
    aadObjectId,
    name: `Sam ${role}`,
    email: `${role}@${programmeId}.council.example`,
    mri: `29:${aadObjectId}`,
    chatId: `a:${aadObjectId}`,
    cardId: `card-${aadObjectId}`,
  };
}

function registerOf(size: number, leads: Answerer[], deputies: Answerer[]): Register {
  const contactOf = ({ tenantId, email, name }: Answerer): Contact => ({
    id: contactIdOf(tenantId, email),
    name,
    email,
    reachedBy: 'teams',
  });
  const owners = leads.map((lead, n): Owner => {
    const deputy = deputies[n];
    return {
      id: String(n),
      name: `Neighbourhood Partnership ${n}`,
      aliases: [],
      leadContact: contactOf(lead).id,
      ...(deputy && { deputy: contactOf(deputy).id }),
    };
  });
  const actions = Array.from({ length: size }, (_, order): Action => {
    const owner = order < mostActions ? 0 : 1 + ((order - mostActions) % (owners.length - 1));
    return {
      ref: `${1 + (order % 4)}.${1 + Math.floor(order / 4)}`,
      refAssigned: false,
      order,
      title: `Open a walk-in clinic in ward ${order + 1} and offer it to every family within a year of moving in`,
      priority: { number: 1 + (order % 4), title: 'Start well' },
      aim: 'Support families where they live',
      owners: [String(owner)],
      imported: {
        status: 'on_track',
        narrative: 'The lease is signed and the first two rooms are fitted out. '.repeat(4),
        asOf: 'March 2026',
      },
    };
  });
  return { version: '1', actions, owners, contacts: [...leads, ...deputies].map(contactOf) };
}

async function meet(
  store: Store,
  person: Answerer,
  { programmeId, cycleId }: CycleKey,
  serviceUrl: string,
  hasCard: boolean,
): Promise<void> {
  const { tenantId, aadObjectId, name, email, mri, chatId, cardId } = person;
  await store.people.upsert({ tenantId, aadObjectId }, () => ({
    tenantId,
    aadObjectId,
    name,
    email,
    upn: email,
    metAt: Temporal.Instant.from('2026-10-01T09:00:00Z'),
    address: {
      kind: 'personal',
      conversationId: chatId,
      serviceUrl,
      tenantId,
      botId,
      aadObjectId,
      userMri: mri,
    },
  }));
  const card = { conversationId: chatId, activityId: cardId, serviceUrl, programmeId, cycleId };
  const contactId = contactIdOf(tenantId, email);
  if (hasCard) await store.ledger.keepNewestCard(tenantId, { ...card, contactId });
}
