import { Temporal } from '../../src/calendar/temporal.ts';
import type { Answer, Update } from '../../src/cycle/answer.ts';
import type { Baseline } from '../../src/cycle/baseline.ts';
import type { UpdateRequest } from '../../src/cycle/request.ts';
import { computeDigest, type DigestInput } from '../../src/digest/compute-digest.ts';
import type { Digest } from '../../src/digest/digest.ts';
import { fiveCategory, isAskedAbout } from '../../src/programme/status-scheme.ts';

interface Row extends Partial<Omit<UpdateRequest, 'baseline' | 'answer' | 'late' | 'owners'>> {
  owner?: string;
  contributors?: string[];
  last?: string;
  baseline?: Partial<Baseline>;
  answer?: Partial<Answer> & { kind?: Update['kind'] };
  late?: Partial<Answer>;
}

/** A request of which a test names only what matters. Without an answer it is asked about as its last status says. */
export function row(fields: Row = {}): UpdateRequest {
  const { owner = 'housing', contributors = [], last, baseline, answer, late, ...rest } = fields;
  const ref = rest.ref ?? '1.1';
  return {
    order: 0,
    title: `Action ${ref}`,
    priority: { number: 1, title: 'Warm homes' },
    owners: [owner, ...contributors].filter((id) => id !== '').map((id) => ({ id, name: named(id) })),
    asked: isAskedAbout(fiveCategory, last),
    state: answer ? 'submitted' : 'requested',
    ...rest,
    ref,
    baseline: { ...(last !== undefined && { status: last }), unchangedRuns: 0, ...baseline },
    ...(answer && { answer: update(ref, answer, false) }),
    ...(late && { late: update(ref, late, true) }),
  };
}

/** Rows in this order, with refs `1`, `2`, … where they have none. */
export function rows(...fields: Row[]): UpdateRequest[] {
  return fields.map((field, index) => row({ ref: String(index + 1), order: index, ...field }));
}

export function digestOf(requests: UpdateRequest[], input: Partial<DigestInput> = {}): Digest {
  return computeDigest({
    programme: 'hws',
    cycle: '2026-q4',
    asOf: Temporal.Instant.from('2026-10-29T17:00:00Z'),
    scheme: fiveCategory,
    requests,
    notReached: new Set(),
    ...input,
  });
}

export function update(
  ref: string,
  answer: Partial<Answer> & { kind?: Update['kind'] },
  late: boolean,
): Update {
  return {
    ref,
    version: 1,
    kind: 'answer',
    by: { contactId: 'c0ffee', name: 'Ama Okoro' },
    at: Temporal.Instant.from('2026-10-20T09:00:00Z'),
    narrative: 'The first homes are done.',
    ...answer,
    late,
  };
}

function named(id: string): string {
  return id.charAt(0).toUpperCase() + id.slice(1);
}
