import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { boardChannel, chairPersona, leadPersona, ownerPersona } from '../../src/local/personas.ts';
import { localTenantId } from '../../src/programme/local-tenant.ts';
import { ProgrammeSettings } from '../../src/programme/settings.ts';
import { memoryStore } from '../../src/storage/memory-store.ts';
import { importRegister } from '../../src/workflow/register/import-register.ts';

type Row = Record<string, string>;

function sampleFile(name: string): string {
  return readFileSync(new URL(`../../src/local/sample/${name}`, import.meta.url), 'utf8');
}

function rowsOf(name: string): Row[] {
  return parse(sampleFile(name), { columns: true });
}

function countBy(rows: Row[], column: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[row[column]!] = (counts[row[column]!] ?? 0) + 1;
  return counts;
}

function distinct(rows: Row[], column: string): number {
  return new Set(rows.map((row) => row[column])).size;
}

const register = rowsOf('register.csv');
const owners = rowsOf('owners.csv');
const settings = ProgrammeSettings.parse(JSON.parse(sampleFile('settings.json')));
const status = 'Status (March 2026)';
const narrative = 'Progress update (March 2026)';

describe("the sample programme's register", () => {
  it('has 53 actions under 5 priorities and 23 aims, each with a ref of its own', () => {
    expect(register).toHaveLength(53);
    expect(distinct(register, 'Ref')).toBe(53);
    expect(distinct(register, 'Priority')).toBe(5);
    expect(distinct(register, 'Aim')).toBe(23);
    expect(countBy(register, 'Priority no.')).toEqual({ 1: 11, 2: 13, 3: 13, 4: 8, 5: 8 });
  });

  it('numbers each action under its priority', () => {
    for (const row of register)
      expect(row['Ref']).toMatch(new RegExp(`^${row['Priority no.']!}\\.\\d\\.\\d$`));
  });

  it('gives every action a last status, in the proportions of a strategy three years old', () => {
    expect(countBy(register, status)).toEqual({
      Completed: 28,
      'On track': 15,
      'Minor slippage': 6,
      'Significant delay': 2,
      Closed: 2,
    });
  });

  it('gives every action a last update of 99 to 859 characters, about 500 on average', () => {
    const lengths = register.map((row) => row[narrative]!.length);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(99);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(859);
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    expect(mean).toBeGreaterThan(450);
    expect(mean).toBeLessThan(550);
  });

  it('repeats no update', () => {
    expect(distinct(register, narrative)).toBe(53);
  });

  it('has one owner with 18 actions alone, of which six to nine are outstanding', () => {
    const own = register.filter((row) => row['Owner'] === 'Public Health');
    expect(own).toHaveLength(18);
    const outstanding = own.filter((row) => !['Completed', 'Closed'].includes(row[status]!));
    expect(outstanding.length).toBeGreaterThanOrEqual(6);
    expect(outstanding.length).toBeLessThanOrEqual(9);
    expect(new Set(outstanding.map((row) => row[status]))).toEqual(
      new Set(['On track', 'Minor slippage', 'Significant delay']),
    );
  });

  it('has one action with two owners and one with none', () => {
    expect(register.filter((row) => row['Owner']!.includes(' / '))).toHaveLength(1);
    expect(register.filter((row) => row['Owner'] === '')).toHaveLength(1);
  });
});

describe("the sample programme's people", () => {
  it('names 18 owners, every one of whom has an action, and nobody else has one', () => {
    const printed = register.flatMap((row) => row['Owner']!.split(' / ')).filter((name) => name !== '');
    expect(owners).toHaveLength(18);
    expect(new Set(printed)).toEqual(new Set(owners.map((row) => row['Owner'])));
  });

  it('reaches 13 owners in Teams and 5 by e-mail, at addresses that belong to nobody', () => {
    expect(countBy(owners, 'Reached by')).toEqual({ teams: 13, email: 5 });
    const addresses = owners
      .flatMap((row) => [row['Lead email']!, row['Deputy email']!])
      .filter((address) => address);
    for (const address of addresses) expect(address).toMatch(/^[a-z.-]+@(council|nhs|voluntary)\.example$/);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it('lets a visitor be the contact of the owner with 18 actions, the lead, or the chair', () => {
    const publicHealth = owners.find((row) => row['Owner'] === 'Public Health');
    expect(publicHealth).toMatchObject({
      'Lead contact': ownerPersona.name,
      'Lead email': ownerPersona.email,
    });
    expect(settings.leads).toEqual([leadPersona.email]);
    expect(settings.chairs).toEqual([chairPersona.email]);
  });
});

describe("the sample programme's settings", () => {
  it('belong to the local tenant and to the channel that the Playgrounds have', () => {
    expect(settings.tenantId).toBe(localTenantId);
    expect(settings.board).toMatchObject({ channelId: boardChannel.channelId, teamId: boardChannel.teamId });
  });
});

describe('importing the sample programme', () => {
  it('gives 53 actions and 18 owners; the one without an owner is the only warning', async () => {
    const file = (name: string) => ({ name, bytes: Buffer.from(sampleFile(name)) });
    const result = await importRegister(memoryStore(), {
      programmeId: 'sample',
      file: file('register.csv'),
      owners: file('owners.csv'),
      settings: JSON.parse(sampleFile('settings.json')),
      production: false,
    });
    expect(result).toMatchObject({ actions: 53, owners: 18, added: 53, errors: [] });
    expect(result.warnings).toEqual([expect.objectContaining({ column: 'Owner' })]);
  });
});
