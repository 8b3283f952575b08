import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { createHash } from 'node:crypto';
import type { App } from '../app.ts';
import { localDate } from '../calendar/local-time.ts';
import { addWorkingDays, workingCalendar } from '../calendar/working-days.ts';
import { addCycle } from '../workflow/add-cycle.ts';
import { importRegister } from '../workflow/import-register.ts';
import { simulatedAddress } from './colleagues.ts';
import { localTenantId, personas } from './personas.ts';

const programmeId = 'ashenford';
const folder = new URL('../../src/local/sample/', import.meta.url);

/**
 * Loads the sample programme into an empty store, with a cycle that opens now, and has the bot meet the simulated
 * colleagues. True when it did; false when there was something in the store already.
 */
export async function loadSample(app: App): Promise<boolean> {
  if ((await app.store.programmes.list()).length > 0) return false;
  const [register, owners, settings] = await Promise.all([
    fileAt('register.csv'),
    fileAt('owners.csv'),
    fileAt('settings.json'),
  ]);
  const result = await importRegister(app.store, {
    programmeId,
    file: register,
    owners,
    settings: JSON.parse(new TextDecoder().decode(settings.bytes)) as unknown,
    production: false,
  });
  if (result.errors.length > 0)
    throw new Error(`The sample cannot be read: ${result.errors[0]?.message ?? ''}`);
  await meetColleagues(app, owners.bytes);
  await openRound(app);
  return true;
}

/** A cycle counted so that it opens on the local clock's day. */
async function openRound(app: App): Promise<void> {
  const programme = await app.store.programmes.find(programmeId);
  if (!programme) throw new Error('The sample programme is not there.');
  const { calendar: calendarSettings, dates } = programme.value.settings;
  const calendar = workingCalendar(calendarSettings);
  const today = localDate(app.clock.now(), calendar.timeZone);
  const meeting = addWorkingDays(calendar, today, dates.opens);
  const cycleId = meeting.toString().slice(0, 7);
  const added = await addCycle(app.store, app.clock, { programmeId, cycleId, meeting, given: {} });
  if (added.kind === 'refused')
    throw new Error(`The sample's cycle was refused: ${added.problems.join(' ')}`);
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

async function fileAt(name: string): Promise<{ name: string; bytes: Uint8Array }> {
  return { name, bytes: await readFile(new URL(name, folder)) };
}
