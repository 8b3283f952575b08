import { isOutstanding } from '../../cycle/outstanding.ts';
import type { UpdateRequest } from '../../cycle/request.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import { ownerChoice } from '../overdue/awaited-owners.ts';
import type { OverviewData } from './act-data.ts';

/**
 * The requests that a lead has chosen: by ref, whatever has become of them meanwhile; else all that is outstanding with
 * the chosen owners; else, on an owner's page, all of theirs. In the register's order; empty where nothing was chosen.
 */
export function chosenRequests({ requests }: LoadedCycle, data: OverviewData): UpdateRequest[] {
  const { refs, owner } = data;
  if (refs.length > 0) return requests.filter(({ ref }) => refs.includes(ref));
  const owners = data.owners.length > 0 ? data.owners : owner === undefined ? [] : [owner];
  return requests.filter((request) => isOutstanding(request) && owners.includes(ownerChoice(request)));
}

/** A request that a button is about by itself, or else those that were chosen. */
export function requestsIn(
  loaded: LoadedCycle,
  { ref, ...data }: OverviewData & { ref?: string | undefined },
): UpdateRequest[] {
  return chosenRequests(loaded, ref === undefined ? data : { ...data, refs: [ref] });
}

/** What was chosen, as the next button is to send it again; and where it was chosen. */
export function chosenAgain(data: OverviewData): Record<string, string | number> {
  const { programme, cycle, page, owner, ownerPage, owners, refs, seen } = data;
  return {
    programme,
    cycle,
    page,
    ...(owner !== undefined && { owner, ownerPage }),
    ...(owners.length > 0 && { owners: owners.join(',') }),
    ...(refs.length > 0 && { refs: refs.join(',') }),
    ...(seen !== undefined && { seen }),
  };
}

/** What a form's own button sends. */
export function filledIn(data: OverviewData): Record<string, string | number> {
  return { ...chosenAgain(data), filled: 'yes' };
}

/** Where the overview, or the owner's page, is to be drawn again: what was chosen there is over. */
export function wayBack(data: OverviewData): Record<string, string | number> {
  return chosenAgain({ ...data, owners: [], refs: [] });
}
