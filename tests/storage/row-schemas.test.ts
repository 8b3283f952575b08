import { describe, expect, it } from '@jest/globals';
import { pack, unpack } from '../../src/storage/packing.ts';
import { requestRow } from '../../src/storage/schemas/cycle.ts';
import { fullRequest, request } from '../contract/examples.ts';

const roundTrip = (value: unknown) =>
  unpack({ name: 'Cycles' }, { partition: 'p', row: 'r', etag: 'e', properties: pack(value) }, requestRow);

describe('a row’s schema', () => {
  it('gives days and moments back as such', () => {
    expect(roundTrip(fullRequest('1.1'))).toEqual(fullRequest('1.1'));
  });

  it('keeps a field of a newer release, so that an older process does not lose it by writing the row back', () => {
    expect(roundTrip({ ...request(), addedLater: { x: 1 } })).toEqual({ ...request(), addedLater: { x: 1 } });
  });

  it.each([
    ['a day that is none', { ...request(), due: { printed: 'x', date: '2026-02-30' } }],
    ['a state that is none', { ...request(), state: 'lost' }],
    ['a missing field', { ...request(), title: undefined }],
  ])('refuses %s', (_, value) => {
    expect(() => roundTrip(value)).toThrow(/not as expected/);
  });
});
