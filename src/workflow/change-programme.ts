import type { Programme } from '../programme/programme.ts';
import type { ProgrammeStore, Stored } from './ports.ts';

/** Each conflict is a new look: so many others at once are more than people are. */
const tries = 8;

/**
 * Changes a programme's row under its tag, reading it again on a conflict. `change` returns undefined to leave it as it is;
 * then so does this, as it does where there is no such programme.
 *
 * @throws when the row keeps changing under it, or the store fails
 */
export async function changeProgramme(
  programmes: ProgrammeStore,
  programmeId: string,
  change: (programme: Programme) => Programme | undefined | Promise<Programme | undefined>,
): Promise<Programme | undefined> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const stored: Stored<Programme> | undefined = await programmes.find(programmeId);
    const value = stored && (await change(stored.value));
    if (!stored || !value) return undefined;
    if ((await programmes.replace({ ...stored, value })) === 'written') return value;
  }
  throw new Error(`The programme ${programmeId} was changed by others ${tries} times.`);
}
