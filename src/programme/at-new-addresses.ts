import type { Cycle } from '../cycle/cycle.ts';
import type { Absence } from './absence.ts';
import type { Amendment } from './amendment.ts';
import type { NewAddresses } from './new-addresses.ts';
import type { Programme } from './programme.ts';
import { sayOfDecisions } from './say-of-decisions.ts';

/** A programme in which all that was decided about people who have another address now goes on with them there. */
export function atNewAddresses(programme: Programme, moved: NewAddresses): Programme {
  if (moved.size === 0) return programme;
  const { amendments, absences, cycles, newContactIds = [] } = programme;
  return {
    ...programme,
    cycles: cycles.map((cycle) => withHandovers(cycle, moved)),
    newContactIds: [...newContactIds, ...[...moved].map(([was, { id }]) => ({ was, now: id }))],
    ...(amendments && { amendments: amendments.flatMap((one) => carriedOver(one, moved)) }),
    ...(absences && { absences: absences.map((one) => withPeople(one, moved)) }),
  };
}

/** Whoever imports is told of each decision that goes on so, and of whom else something is known that does. */
export function carriedOverWords(
  { amendments = [], absences = [], cycles }: Pick<Programme, 'amendments' | 'absences' | 'cycles'>,
  moved: NewAddresses,
  timeZone: string,
): string[] {
  const decisions = sayOfDecisions(
    amendments,
    timeZone,
    (amendment) => peopleIn(amendment).flatMap((id) => moved.get(id)?.name ?? []),
    (name, by, day) => takenForSame(name, `what ${by} decided on ${day} goes on`),
  );
  const handed = cycles.flatMap(({ handovers = [] }) => handovers);
  const known = new Set([
    ...absences.flatMap(({ contactId, standIn }) => [contactId, standIn]),
    ...handed.flatMap(({ contactId, from }) => [contactId, from]),
  ]);
  const others = [...moved].filter(([id]) => known.has(id));
  return [
    ...decisions,
    ...others.map(([, { name }]) => takenForSame(name, 'days away and what was handed over go on')),
  ];
}

function takenForSame(name: string, what: string): string {
  return `${name} has another address in the file than before, and is taken for the same person: ${what} with them there.`;
}

function peopleIn(amendment: Amendment): string[] {
  switch (amendment.kind) {
    case 'owner':
      return [];
    case 'address':
      return [amendment.contactId];
    case 'replaced':
      return [amendment.contactId, amendment.contact.id];
    case 'officer':
    case 'contact':
    case 'colleague':
      return [amendment.contact.id];
  }
}

/** Nothing where it joined the address that is now their own. */
function carriedOver(amendment: Amendment, moved: NewAddresses): Amendment[] {
  switch (amendment.kind) {
    case 'owner':
      return [amendment];
    case 'address': {
      const contactId = idNow(amendment.contactId, moved);
      return contactId === amendment.alias ? [] : [{ ...amendment, contactId }];
    }
    case 'replaced': {
      const { contactId, contact } = amendment;
      return [
        {
          ...amendment,
          contactId: idNow(contactId, moved),
          contact: moved.get(contact.id) ?? contact,
        },
      ];
    }
    case 'officer':
    case 'contact':
    case 'colleague':
      return [{ ...amendment, contact: moved.get(amendment.contact.id) ?? amendment.contact }];
  }
}

function withHandovers(cycle: Cycle, moved: NewAddresses): Cycle {
  const { handovers } = cycle;
  if (!handovers) return cycle;
  return {
    ...cycle,
    handovers: handovers.map(({ contactId, from, ...handover }) => ({
      ...handover,
      ...(contactId !== undefined && { contactId: idNow(contactId, moved) }),
      ...(from !== undefined && { from: idNow(from, moved) }),
    })),
  };
}

function withPeople({ contactId, standIn, ...absence }: Absence, moved: NewAddresses): Absence {
  return {
    ...absence,
    contactId: idNow(contactId, moved),
    ...(standIn !== undefined && { standIn: idNow(standIn, moved) }),
  };
}

function idNow(contactId: string, moved: NewAddresses): string {
  return moved.get(contactId)?.id ?? contactId;
}
