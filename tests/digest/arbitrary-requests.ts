import fc from 'fast-check';
import type { UpdateRequest } from '../../src/cycle/request.ts';
import { fiveCategory } from '../../src/programme/status-scheme.ts';
import { row } from './digest-input.ts';

const status = fc.constantFrom(...fiveCategory.statuses.map(({ id }) => id));

const fields = fc.record(
  {
    priority: fc.integer({ min: 1, max: 4 }).map((number) => ({ number, title: `Priority ${number}` })),
    owner: fc.constantFrom('', 'housing', 'police', 'transport', 'schools'),
    last: fc.option(fc.oneof(status, fc.constant('purple')), { nil: undefined }),
    state: fc.constantFrom('requested', 'excused', 'retired'),
    answer: fc.record({ status, kind: fc.constantFrom('answer', 'no-change') }),
    late: fc.record({ status }),
  },
  { requiredKeys: ['priority', 'owner'] },
);

/** Any register's rows, in order, each in any state that can be stored. */
export const someRequests: fc.Arbitrary<UpdateRequest[]> = fc.array(fields, { maxLength: 30 }).map((all) =>
  all.map(({ last, state, answer, ...rest }, index) => {
    const answered = state === 'requested' ? undefined : answer;
    return row({
      ref: `${rest.priority.number}.${index}`,
      order: index,
      ...rest,
      ...(last !== undefined && { last }),
      ...(answered && { answer: answered }),
      ...(state && { state }),
    });
  }),
);
