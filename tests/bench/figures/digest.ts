import { mostBytes, sizeOf } from '../../../src/cards/check-card.ts';
import { renderViews } from '../../../src/cards/render.ts';
import { openingRequests } from '../../../src/cycle/opening.ts';
import type { Update } from '../../../src/cycle/answer.ts';
import type { UpdateRequest } from '../../../src/cycle/request.ts';
import { computeDigest } from '../../../src/digest/compute-digest.ts';
import type { Programme } from '../../../src/programme/programme.ts';
import { resolveScheme } from '../../../src/programme/status-scheme.ts';
import { digestView } from '../../../src/workflow/publication/digest-view.ts';
import { azuriteStores, type AzuriteStores } from '../azurite-stores.ts';
import { cycleOf, opening, programmeOf, registerOf } from '../council.ts';
import type { Figure, Measurement } from '../figure.ts';
import { median, timed } from '../statistics.ts';

const sizes = [53, 1000, 10_000];
const rounds = 15;
/** The most that the digest of the largest may take, in milliseconds. */
const most = 300;

interface Side {
  requests: UpdateRequest[];
  digests: number[];
  counts: number[];
  cardBytes: number;
  reading: number;
}

const programme = programmeOf('plan', 'closed');
const scheme = resolveScheme(programme.settings.statusScheme);

export const digest: Figure = {
  name: 'digest',
  measures: "A digest's figures and its card, from rows already read",
  against: 'a bare loop that counts the same rows by status; or as the line says',
  async measure() {
    const azurite = await azuriteStores();
    try {
      const sides: Side[] = [];
      for (const size of sizes) sides.push(await sideOf(azurite, size));
      for (let round = 0; round < 2 * rounds; round += 1) {
        for (const side of sides) {
          measureOnce(side);
          // The first half is for compiling the code.
          if (round === rounds) [side.digests, side.counts] = [[], []];
        }
      }
      return linesOf(sides);
    } finally {
      await azurite.stop();
    }
  },
};

async function sideOf(azurite: AzuriteStores, size: number): Promise<Side> {
  const register = registerOf('plan', size);
  const requests = openingRequests(register, scheme, new Map(), 'Europe/London').map(answered);
  const { store } = await azurite.fresh();
  await store.cycles.open(cycleOf('plan'), requests);
  const readings: number[] = [];
  for (let n = 0; n < 3; n += 1) readings.push(await timed(() => store.cycles.requests(cycleOf('plan'))));
  return { requests, digests: [], counts: [], cardBytes: 0, reading: median(readings) };
}

/** Two of three have answered; every other of them says that something changed. */
function answered(request: UpdateRequest, n: number): UpdateRequest {
  if (!request.asked || n % 3 === 0) return request;
  const answer: Update = {
    ref: request.ref,
    version: 1,
    kind: 'answer',
    status: n % 2 === 0 ? (request.baseline.status ?? 'on_track') : 'minor_slippage',
    narrative: 'The seventh room opened in May, and the eighth has its licence. '.repeat(6),
    nextSteps: 'Fit the fire doors, then hire two more people for the evenings.',
    reason: 'The supplier of the fire doors is eight weeks late, and the second quote was too high. '.repeat(
      2,
    ),
    recoveryAction: 'Borrow doors from the depot until ours arrive.',
    by: { contactId: 'c0ffee0000000001', name: 'Ama Okoro' },
    at: opening,
    late: false,
  };
  return { ...request, state: 'submitted', answer };
}

function measureOnce(side: Side): void {
  const started = performance.now();
  const card = cardOf(side.requests, programme);
  const drawn = performance.now();
  const counted = countOf(side.requests);
  const ended = performance.now();
  if (counted.size === 0) throw new Error('Nothing was counted.');
  side.digests.push(drawn - started);
  side.counts.push(ended - drawn);
  side.cardBytes = sizeOf(card);
}

function cardOf(requests: readonly UpdateRequest[], { id, cycles, settings, ...rest }: Programme): object {
  const [cycle] = cycles;
  if (!cycle) throw new Error('There is no cycle.');
  const figures = computeDigest({
    programme: id,
    cycle: cycle.id,
    asOf: opening,
    scheme,
    requests,
    notReached: new Set(),
  });
  const view = digestView({ id, cycles, settings, ...rest }, cycle, figures);
  return renderViews([{ kind: 'digest', view }]).card;
}

function countOf(requests: readonly UpdateRequest[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { answer, baseline } of requests) {
    const status = answer?.status ?? baseline.status ?? 'none';
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return counts;
}

function linesOf(sides: readonly Side[]): Measurement[] {
  const perAction = ({ requests, digests }: Side) => (1000 * median(digests)) / requests.length;
  const [, middle, largest] = sides;
  if (!middle || !largest) throw new Error('There are three sizes.');
  return [
    ...sides.map((side) => ({
      case: `${actions(side)} beside a bare count`,
      unit: 'ms',
      measured: median(side.digests),
      baseline: median(side.counts),
      beside: {
        'microseconds an action': round(perAction(side)),
        'reading the rows from Azurite, ms': round(side.reading),
        'bytes of the card': side.cardBytes,
      },
    })),
    ...sides.map((side) => ({
      case: `the card of ${actions(side)} beside the most that it may have`,
      unit: 'bytes',
      measured: side.cardBytes,
      baseline: mostBytes,
      reach: { atMost: 1 },
    })),
    {
      case: `an action among ${actions(largest)} beside one among ${actions(middle)}`,
      unit: 'microseconds',
      measured: perAction(largest),
      baseline: perAction(middle),
      reach: { atMost: 1.2 },
    },
    {
      case: `${actions(largest)} beside the most that they may take`,
      unit: 'ms',
      measured: median(largest.digests),
      baseline: most,
      reach: { atMost: 1 },
    },
  ];
}

function actions({ requests }: Side): string {
  return `${requests.length.toLocaleString('en-GB')} actions`;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
