import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import type { App } from '../app.ts';
import { localDate } from '../calendar/local-time.ts';
import type { Temporal } from '../calendar/temporal.ts';
import { addWorkingDays, workingCalendar } from '../calendar/working-days.ts';
import { localTenantId } from '../programme/local-tenant.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';
import { addCycle } from '../workflow/rounds/add-cycle.ts';
import { importRegister } from '../workflow/register/import-register.ts';
import { simulatedAddress } from './colleagues.ts';
import { leadPersona, personas } from './personas.ts';
import { sampleFiles } from './sample-files.ts';

const programmeId = 'ashenford';

/**
 * Loads the sample programme into an empty store, with a cycle that opens now, and has the bot meet the simulated
 * colleagues. True when it did; false when there was something in the store already. A load that was broken off is
 * completed.
 */
export async function loadSample(app: App): Promise<boolean> {
  if (!(await isWanted(app))) return false;
  const { register, owners, settings } = await sampleFiles();
  const imported = await importRegister(app.store, {
    programmeId,
    file: register,
    owners,
    settings,
    production: false,
  });
  const [problem] = imported.errors;
  if (problem) throw new Error(`The sample cannot be read: ${problem.message}`);
  await nameLead(app);
  await meetColleagues(app, owners.bytes);
  // Last: a cycle is the sign that the sample is whole.
  await openRound(app);
  return true;
}

async function isWanted(app: App): Promise<boolean> {
  const programmes = await app.store.programmes.list();
  return programmes.every(({ value }) => value.id === programmeId && value.cycles.length === 0);
}

async function openRound(app: App): Promise<void> {
  const programme = await app.store.programmes.find(programmeId);
  if (!programme) throw new Error('The sample programme is not there.');
  const { settings } = programme.value;
  const meeting = meetingFor(settings, localDate(app.clock.now(), settings.calendar.timeZone));
  const cycleId = meeting.toString().slice(0, 7);
  const added = await addCycle(app.store, app.clock, { programmeId, cycleId, meeting, given: {} });
  if (added.kind === 'refused')
    throw new Error(`The sample's cycle was refused: ${added.problems.join(' ')}`);
}

/** The meeting whose cycle opens on a given working day. */
export function meetingFor(
  { calendar, dates }: ProgrammeSettings,
  opens: Temporal.PlainDate,
): Temporal.PlainDate {
  return addWorkingDays(workingCalendar(calendar), opens, dates.opens);
}

/** So that cards name the one who asks before she has looked in: settings know her by her address only. */
async function nameLead({ store, clock }: App): Promise<void> {
  const { name, email, aadObjectId } = leadPersona;
  const id = { tenantId: localTenantId, aadObjectId };
  await store.people.upsert(id, () => ({ ...id, name, email, metAt: clock.now() }));
}

/** Everybody in the owners file who is reached by Teams, but for the personas, who are real, and one absentee. */
async function meetColleagues(app: App, owners: Uint8Array): Promise<void> {
  const rows = parse<Record<string, string>>(Buffer.from(owners), { columns: true, bom: true });
  const people = rows
    .filter((row) => row['Reached by'] === 'teams')
    .flatMap((row) => [
      { name: row['Lead contact'] ?? '', email: row['Lead email'] ?? '' },
      { name: row['Deputy contact'] ?? '', email: row['Deputy email'] ?? '' },
    ])
    .filter(({ email }) => email !== '' && !personas.some((persona) => persona.email === email));
  const absent = people.at(-2);
  for (const person of people) {
    if (person === absent) continue;
    const aadObjectId = createHash('sha256').update(person.email).digest('hex').slice(0, 32);
    await app.store.people.upsert({ tenantId: localTenantId, aadObjectId }, () => ({
      ...person,
      tenantId: localTenantId,
      aadObjectId,
      metAt: app.clock.now(),
      address: simulatedAddress(localTenantId, aadObjectId),
    }));
  }
}
