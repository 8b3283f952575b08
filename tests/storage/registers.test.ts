import { beforeEach, describe, expect, it } from '@jest/globals';
import { memoryStore, memoryTables } from '../../src/storage/memory-store.ts';
import type { Table } from '../../src/storage/table.ts';
import { countedTables } from '../bench/counted-tables.ts';

const register = { version: '1', actions: [], owners: [], contacts: [] };

describe('a version of a register', () => {
  const counted = { now: countedTables(memoryTables()) };
  beforeEach(() => {
    counted.now = countedTables(memoryTables());
  });

  it('is read once for all who ask for it at one moment, and for whoever comes after them', async () => {
    const { tables } = counted.now;
    await memoryStore({ tables }).registers.write('harbour', 'wellbeing', register);
    counted.now.reset();
    const { registers } = memoryStore({ tables });
    const read = () => registers.read('harbour', 'wellbeing', '1');
    const together = await Promise.all([read(), read(), read()]);
    expect([...together, await read()]).toEqual([register, register, register, register]);
    expect(counted.now.counts().calls.get).toBe(1);
  });

  it('is read again after a read that failed', async () => {
    const { tables } = counted.now;
    let fails = true;
    const Register: Table = {
      ...tables.Register,
      get: (...key) => (fails ? Promise.reject(new Error('away')) : tables.Register.get(...key)),
    };
    const { registers } = memoryStore({ tables: { ...tables, Register } });
    await registers.write('harbour', 'wellbeing', register);
    await expect(registers.read('harbour', 'wellbeing', '1')).rejects.toThrow('away');
    fails = false;
    expect(await registers.read('harbour', 'wellbeing', '1')).toEqual(register);
  });
});
