import { expect, it } from '@jest/globals';
import type { DeliveryState } from '../../src/outbox/ledger.ts';
import { triesOf } from '../../src/outbox/policy/tries.ts';
import { instant } from '../builders/dates.ts';

const at = instant('2026-05-13T08:30:00Z');

const told: [string, DeliveryState[], number][] = [
  ['none before the first', [], 0],
  ['every one, whatever came of it', ['retry', 'unknown', 'retry'], 3],
  ['anew from where the operator asked again', ['retry', 'failed', 'planned', 'retry'], 1],
  ['anew from where it was given up', ['retry', 'failed', 'retry', 'unreachable', 'retry'], 1],
  ['none right after that', ['failed', 'planned'], 0],
  ['not what somebody stopped', ['retry', 'skipped'], 1],
];

it.each(told)('tries are counted: %s', (_, outcomes, tries) => {
  expect(triesOf({ attempts: outcomes.map((outcome) => ({ at, outcome })) })).toBe(tries);
});
