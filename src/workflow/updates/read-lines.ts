import type { RequestLine } from '../../cycle/request-line.ts';
import type { CycleFrame } from '../rounds/load-cycle.ts';
import type { CycleStore } from '../ports.ts';

/** More owners than this, or more requests that are not among their lines: then the cycle is read whole. */
const mostOwners = 4;
const mostMissing = 8;

/**
 * The lines of the wanted requests, in the register's order, with others of the same owners among them. Who owned an
 * action at the opening is nearly always who owns it in the register in force: those owners' lines are read, and what
 * is not among them (another owner since; not in this cycle at all) one by one.
 */
export async function readLines(
  cycles: Pick<CycleStore, 'lines' | 'request' | 'requests'>,
  { key, register }: CycleFrame,
  refs: ReadonlySet<string>,
): Promise<RequestLine[]> {
  const wanted = register.actions.filter(({ ref }) => refs.has(ref));
  const owners = [...new Set(wanted.map(({ owners: [first = ''] }) => first))];
  if (owners.length > mostOwners) return whole();
  const lines = (await Promise.all(owners.map((owner) => cycles.lines(key, owner)))).flat();
  const found = new Set(lines.map(({ ref }) => ref));
  const missing = wanted.filter(({ ref }) => !found.has(ref));
  if (missing.length > mostMissing) return whole();
  const others = await Promise.all(missing.map(({ ref }) => cycles.request(key, ref)));
  return [...lines, ...others.flatMap((other) => other?.value ?? [])].sort((a, b) => a.order - b.order);

  async function whole(): Promise<RequestLine[]> {
    return (await cycles.requests(key)).map(({ value }) => value);
  }
}
