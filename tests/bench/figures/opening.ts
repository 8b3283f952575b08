import { createLog } from '../../../src/log.ts';
import { tick } from '../../../src/outbox/tick.ts';
import { shardOf } from '../../../src/storage/shard-of.ts';
import { azuriteStores, type AzuriteStores } from '../azurite-stores.ts';
import { cycleOf, opening as opensAt, storeProgramme } from '../council.ts';
import type { Figure, Measurement } from '../figure.ts';
import { median, timed } from '../statistics.ts';

const unit = 'ms an action';

/** So many programmes of so many actions, all due to open in one tick. */
interface Case {
  programmes: number;
  actions: number;
  rounds: number;
}

const small: Case = { programmes: 1, actions: 53, rounds: 12 };
const large: Case = { programmes: 1, actions: 1000, rounds: 4 };
const many: Case = { programmes: 200, actions: 50, rounds: 2 };

interface Opened {
  milliseconds: number;
  roundTrips: number;
  rowsRead: number;
  rowsWritten: number;
  wakes: number;
}

export const opening: Figure = {
  name: 'opening',
  measures:
    'Opening a cycle by a tick on an empty store in Azurite: its requests, its plan in the ledger, and the wake-ups; without delivery',
  against: 'the time an action takes in a cycle of 53',
  async measure() {
    const azurite = await azuriteStores();
    try {
      // Until the code is compiled, ours and Azurite's.
      for (let round = 0; round < 6; round += 1) await opened(azurite, { ...small, actions: 200 });
      const results = new Map<Case, Opened[]>([small, large, many].map((one) => [one, []]));
      for (let round = 0; round < small.rounds; round += 1) {
        for (const one of [small, large, many]) {
          // Interleaved, so that what the machine does otherwise comes to all of them.
          if (round % (small.rounds / one.rounds) === 0) results.get(one)?.push(await opened(azurite, one));
        }
      }
      const baseline = perAction(small, results);
      return [small, large, many].map((one) => line(one, results, baseline));
    } finally {
      await azurite.stop();
    }
  },
};

async function opened(azurite: AzuriteStores, { programmes, actions }: Case): Promise<Opened> {
  const { store, counted, woken, reset } = await azurite.fresh();
  const ids = Array.from({ length: programmes }, (_, n) => `plan-${n}`);
  for (const id of ids) await storeProgramme(store, id, actions);
  await store.agenda.add(...ids.map((id) => ({ ...cycleOf(id), due: opensAt })));
  reset();
  const deps = { store, shardOf, publish: () => Promise.resolve(undefined), log: createLog('error') };
  const milliseconds = await timed(() => tick(deps, opensAt));
  const { roundTrips, rowsRead, rowsWritten } = counted.counts();
  const wakes = woken();
  for (const id of [ids[0] ?? '', ids.at(-1) ?? '']) {
    const requests = await store.cycles.requests(cycleOf(id));
    const messages = await store.ledger.ofCycle(cycleOf(id));
    const state = (await store.programmes.find(id))?.value.cycles[0]?.state;
    if (requests.length !== actions || messages.length === 0 || state !== 'open')
      throw new Error(`The cycle of ${id} was not opened: ${requests.length} requests, ${state ?? 'gone'}.`);
  }
  return { milliseconds, roundTrips: roundTrips + wakes, rowsRead, rowsWritten, wakes };
}

function perAction(one: Case, results: Map<Case, Opened[]>): number {
  const times = results.get(one)?.map(({ milliseconds }) => milliseconds) ?? [];
  return median(times) / (one.programmes * one.actions);
}

function line(one: Case, results: Map<Case, Opened[]>, baseline: number): Measurement {
  const { programmes, actions } = one;
  const [counts] = results.get(one) ?? [];
  const measured = perAction(one, results);
  return {
    case: programmes === 1 ? `a cycle of ${actions}` : `${programmes} cycles of ${actions} in one tick`,
    unit,
    measured,
    baseline,
    ...(one === small ? {} : { reach: { atMost: 1.2 } }),
    beside: {
      'milliseconds in all': Math.round(measured * programmes * actions),
      'round trips': counts?.roundTrips ?? 0,
      'of them wake-ups': counts?.wakes ?? 0,
      'rows read': counts?.rowsRead ?? 0,
      'rows written': counts?.rowsWritten ?? 0,
    },
  };
}
