import { createLog } from '../../../src/log.ts';
import { tick } from '../../../src/outbox/tick.ts';
import { inBatches } from '../../../src/storage/batches.ts';
import { keyOf } from '../../../src/storage/keys.ts';
import { pack } from '../../../src/storage/packing.ts';
import { shardOf } from '../../../src/storage/shard-of.ts';
import { azuriteStores, type CountedStore } from '../azurite-stores.ts';
import { cycleOf, opening, programmeOf, storeProgramme, tenantId } from '../council.ts';
import type { Figure, Measurement } from '../figure.ts';
import { median, timed } from '../statistics.ts';

const sizes = [1, 1000, 10_000];
const rounds = 150;
/** A tick looks through the agenda once an hour, whatever it was told: so many hours are gone through. */
const hours = 9;
const unit = 'ms';

/** A store with so many programmes, and the times of ticks on it. */
interface Side {
  size: number;
  fresh: CountedStore;
  idle: number[];
  looking: number[];
}

export const tickIdle: Figure = {
  name: 'tick-idle',
  measures:
    "The scheduler's tick with nothing due, on Azurite, beside so many programmes with a cycle to come each",
  against: 'the same tick beside one programme',
  async measure() {
    const azurite = await azuriteStores();
    try {
      const sides: Side[] = [];
      for (const size of sizes) sides.push(await filled(await azurite.fresh(), size));
      await ticks(sides, 30);
      for (const side of sides) side.idle = [];
      await ticks(sides, rounds);
      await hourlyTicks(sides);
      const lines: Measurement[] = [];
      for (const side of sides) lines.push(await idleLine(side, sides[0] ?? side));
      for (const side of sides) lines.push(hourLine(side, sides[0] ?? side));
      return [...lines, await busyLine(await azurite.fresh(), sides[0])];
    } finally {
      await azurite.stop();
    }
  },
};

/** The heads go into the table as they are, since ten thousand of them one by one would take minutes. */
async function filled(fresh: CountedStore, size: number): Promise<Side> {
  const ids = Array.from({ length: size }, (_, n) => `plan-${n}`);
  const rows = ids.map((id) => ({
    kind: 'insert' as const,
    row: keyOf('programme', id),
    properties: pack(programmeOf(id)),
  }));
  const { Programmes } = fresh.counted.tables;
  for (const batch of inBatches(rows)) await Programmes.transaction(keyOf(tenantId), batch);
  // Over thirty days, from tomorrow on.
  const entries = ids.map((id, n) => ({ ...cycleOf(id), due: opening.add({ hours: 24 * (1 + (n % 30)) }) }));
  await fresh.store.agenda.add(...entries);
  return { size, fresh, idle: [], looking: [] };
}

/** In turns, so that what the machine does otherwise comes to all of them. */
async function ticks(sides: readonly Side[], times: number): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    for (const side of sides) side.idle.push(await tickAt(side.fresh, 0));
  }
}

async function hourlyTicks(sides: readonly Side[]): Promise<void> {
  for (let hour = 1; hour <= hours; hour += 1) {
    for (const side of sides) side.looking.push(await tickAt(side.fresh, hour));
  }
}

async function tickAt({ store }: CountedStore, hour: number): Promise<number> {
  const deps = { store, shardOf, publish: () => Promise.resolve(undefined), log: createLog('error') };
  return await timed(() => tick(deps, opening.add({ hours: hour })));
}

async function countsOf(fresh: CountedStore, work: () => Promise<unknown>): Promise<Record<string, number>> {
  fresh.reset();
  await work();
  const { roundTrips, rowsRead, rowsWritten } = fresh.counted.counts();
  return {
    'round trips': roundTrips + fresh.woken(),
    'rows read': rowsRead,
    'rows written': rowsWritten,
  };
}

async function idleLine({ size, fresh, idle }: Side, one: Side): Promise<Measurement> {
  // The hours that were gone through lie behind: so this looks once more, and then it is counted.
  await tickAt(fresh, hours);
  return {
    case: `nothing due, ${programmes(size)}`,
    unit,
    measured: median(idle),
    baseline: median(one.idle),
    ...(size === one.size ? {} : { reach: { atMost: 2 } }),
    beside: await countsOf(fresh, () => tickAt(fresh, hours)),
  };
}

/** What an hour of ticks costs on the average, the one that looks among them. */
function hourLine({ size, idle, looking }: Side, one: Side): Measurement {
  const meanOf = (side: Side) => (59 * median(side.idle) + median(side.looking)) / 60;
  return {
    case: `nothing due, mean of an hour, ${programmes(size)}`,
    unit,
    measured: meanOf({ size, idle, looking, fresh: one.fresh }),
    baseline: meanOf(one),
    ...(size === one.size ? {} : { reach: { atMost: 2 } }),
    beside: { 'the one tick an hour that looks, ms': Math.round(median(looking) * 10) / 10 },
  };
}

/** A tick that opens a cycle of 53 actions and plans its requests. */
async function busyLine(fresh: CountedStore, one: Side | undefined): Promise<Measurement> {
  const id = 'plan-0';
  await storeProgramme(fresh.store, id, 53);
  await fresh.store.agenda.add({ ...cycleOf(id), due: opening });
  let measured = 0;
  const beside = await countsOf(fresh, async () => {
    measured = await tickAt(fresh, 0);
  });
  return {
    case: 'a busy tick, which opens a cycle of 53',
    unit,
    measured,
    baseline: median(one?.idle ?? []),
    beside,
  };
}

function programmes(size: number): string {
  return size === 1 ? '1 programme' : `${size.toLocaleString('en-GB')} programmes`;
}
