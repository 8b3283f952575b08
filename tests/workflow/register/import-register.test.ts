import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Temporal } from '../../../src/calendar/temporal.ts';
import { systemClock } from '../../../src/clock.ts';
import type { InputFile } from '../../../src/intake/table.ts';
import { memoryStore } from '../../../src/storage/memory-store.ts';
import { addCycle } from '../../../src/workflow/rounds/add-cycle.ts';
import { contactIdOf } from '../../../src/workflow/people/contact-id.ts';
import { importRegister } from '../../../src/workflow/register/import-register.ts';
import type { ImportInput } from '../../../src/workflow/register/read-import.ts';
import { setCycleState } from '../../../src/workflow/rounds/set-cycle-state.ts';
import { csvFile, ownersFile, registerFile, registerOf, row } from '../../builders/register.ts';

const twoOwners = ownersFile([
  {
    Owner: 'Housing Team',
    'Lead contact': 'Ama Okoro',
    'Lead email': 'Ama.Okoro@Council.example',
    'Deputy contact': 'Sam Lee',
    'Deputy email': 'sam.lee@council.example',
  },
  {
    Owner: 'Parks Team',
    'Lead contact': 'Ama Okoro',
    'Lead email': 'ama.okoro@council.example',
    'Reached by': 'Microsoft Teams',
    Aliases: 'Green Team; Open Spaces',
  },
]);
const settings = { title: 'A warm and green plan', leads: ['lead@council.example'] };

function importer(store = memoryStore()) {
  function run(file: InputFile, given: Partial<ImportInput> = {}) {
    return importRegister(store, { programmeId: 'plan', file, production: false, ...given });
  }
  return { store, run, register: () => registerOf(store, 'plan') };
}

describe('importing a register', () => {
  it('takes in actions, owners and the people behind them', async () => {
    const { run, register, store } = importer();
    const file = registerFile([
      row({
        Ref: '1.1',
        Aim: 'Roofs',
        'Status (Nov 2024)': 'On track',
        'Update (Nov 2024)': 'Nine of ten.\nOne waits.',
        Due: '31/03/2026',
      }),
      row({
        Ref: '1.2',
        Priority: '',
        Action: 'Sweep the flues',
        Owner: 'Green Team; Housing Team',
        Due: 'Spring 2026',
      }),
      row({ Ref: '2.1', Priority: '2. Green streets', Action: 'Plant limes', Owner: '' }),
    ]);
    const result = await run(file, { owners: twoOwners, settings });
    expect(result).toEqual({
      programme: 'plan',
      actions: 3,
      owners: 2,
      contacts: 2,
      added: 3,
      changed: 0,
      retired: 0,
      unchanged: 0,
      warnings: [
        { row: 4, column: 'Owner', message: "This action has no owner: the programme's leads are asked." },
      ],
      errors: [],
    });

    const { actions, owners, contacts } = await register();
    const [housing, parks] = ['Housing Team', 'Parks Team'].map((name) =>
      owners.find((owner) => owner.name === name)!,
    );
    const [ama, sam] = ['ama.okoro@council.example', 'sam.lee@council.example'].map((email) =>
      contactIdOf('local', email),
    );
    expect(housing).toMatchObject({ leadContact: ama, deputy: sam, aliases: [] });
    expect(parks).toMatchObject({ leadContact: ama, aliases: ['Green Team', 'Open Spaces'] });
    expect(contacts.find(({ id }) => id === ama)).toEqual({
      id: ama,
      name: 'Ama Okoro',
      email: 'ama.okoro@council.example',
      reachedBy: 'teams',
    });
    expect(actions).toMatchObject([
      {
        ref: '1.1',
        refAssigned: false,
        order: 0,
        priority: { number: 1, title: 'Warm homes' },
        aim: 'Roofs',
        owners: [housing!.id],
        due: { printed: '31/03/2026' },
        imported: { status: 'on_track', narrative: 'Nine of ten.\nOne waits.', asOf: 'Nov 2024' },
      },
      {
        ref: '1.2',
        priority: { number: 1 },
        aim: 'Roofs',
        owners: [parks!.id, housing!.id],
        due: { printed: 'Spring 2026' },
      },
      { ref: '2.1', priority: { number: 2, title: 'Green streets' }, owners: [] },
    ]);
    expect(actions[0]?.due?.date?.toString()).toBe('2026-03-31');
    expect((await store.programmes.find('plan'))?.value).toMatchObject({
      tenantId: 'local',
      settings: { title: 'A warm and green plan' },
      cycles: [],
    });
  });

  it.each(['openpyxl', 'libreoffice'])(
    'reads a workbook of %s: merged cells, date cells, numbers, a title, other sheets',
    async (program) => {
      const { run, register } = importer();
      const bytes = readFileSync(
        new URL(`../../intake/fixtures/merged-cells-${program}.xlsx`, import.meta.url),
      );
      const result = await run(
        { name: 'plan.xlsx', bytes },
        { settings: { ...settings, statusScheme: 'rag' } },
      );
      expect(result).toMatchObject({ actions: 5, owners: 4, errors: [] });
      expect(result.warnings).toContainEqual({
        row: 4,
        column: 'Ref',
        message: expect.stringContaining('loses the zero of 1.10') as unknown,
      });
      expect(
        (await register()).actions.map(({ ref, priority, aim, due, imported }) => [
          ref,
          priority.number,
          priority.title,
          aim,
          due?.printed,
          due?.date?.toString(),
          imported?.status,
        ]),
      ).toEqual([
        ['1.1', 1, 'Streets to walk in', 'Safer crossings', '31 March 2026', '2026-03-31', 'green'],
        ['1.2', 1, 'Streets to walk in', 'Safer crossings', 'Spring 2026', undefined, 'amber'],
        ['1.3', 1, 'Streets to walk in', 'Shade', '15 November 2026', '2026-11-15', 'green'],
        ['2.1', 2, 'Kitchens that feed', 'Growing', undefined, undefined, 'complete'],
        ['2.2', 2, 'Kitchens that feed', 'Growing', '31/12/2026', '2026-12-31', 'red'],
      ]);
    },
  );

  it('carries a priority down from a heading row', async () => {
    const { run, register } = importer();
    const file = csvFile([
      ['Ref', 'Priority', 'Action', 'Owner'],
      ['Priority 1: Warm homes', '', '', ''],
      ['1.1', '', 'Insulate', 'A'],
      ['', 'Priority 2: Green streets', '', ''],
      ['2.1', '', 'Plant', 'B'],
      ['Ref', 'Priority', 'Action', 'Owner'],
      ['2.2', '', 'Water', 'B'],
    ]);
    expect((await run(file, { settings })).errors).toEqual([]);
    expect((await register()).actions.map(({ ref, priority }) => [ref, priority])).toEqual([
      ['1.1', { number: 1, title: 'Warm homes' }],
      ['2.1', { number: 2, title: 'Green streets' }],
      ['2.2', { number: 2, title: 'Green streets' }],
    ]);
  });

  it('takes a mapping file for headings of its own', async () => {
    const { run, register } = importer();
    const file = csvFile([
      ['Big idea', 'What', 'By whom', 'Cost'],
      ['Warm homes', 'Insulate', 'A', '9'],
    ]);
    expect((await run(file)).errors[0]?.message).toMatch(
      /No row of headings was recognised. The first row reads: "Big idea", "What"/,
    );
    const result = await run(file, {
      settings,
      map: { 'big idea': 'priority', What: 'Action', 'By whom': 'owner', Cost: 'ignore' },
    });
    expect(result).toMatchObject({ actions: 1, errors: [] });
    expect(result.warnings.filter(({ message }) => message.includes('Cost'))).toEqual([]);
    expect((await register()).actions[0]).toMatchObject({
      title: 'Insulate',
      priority: { number: 1, title: 'Warm homes' },
    });
    expect((await run(file, { map: { What: 'colour' } })).errors[0]?.message).toMatch(
      /"What" is mapped to "colour", which is no field/,
    );
  });

  it('makes a contact of a lead officer', async () => {
    const { run, register } = importer();
    const file = registerFile(
      [
        row({ 'Lead officer': 'Kit Marsh', 'Lead officer e-mail': 'Kit@Council.example' }),
        row({ Action: 'Sweep', 'Lead officer': 'Jo Webb' }),
      ],
      ['Lead officer', 'Lead officer e-mail'],
    );
    const { warnings } = await run(file, { settings, owners: twoOwners });
    expect(warnings).toContainEqual({
      row: 3,
      column: 'Lead officer e-mail',
      message: expect.stringContaining('has no e-mail address') as unknown,
    });
    expect((await register()).actions.map(({ leadOfficer }) => leadOfficer)).toEqual([
      contactIdOf('local', 'kit@council.example'),
      undefined,
    ]);
    expect((await register()).contacts.map(({ name }) => name)).toContain('Kit Marsh');
  });
});

describe('what is wrong is said with row and column, and nothing changes', () => {
  const cases: [
    string,
    InputFile,
    Partial<ImportInput>,
    { row: number | null; column: string | null; message: RegExp },
  ][] = [
    [
      'an unknown status',
      registerFile([row({ 'Status (Nov 2024)': 'Fine' })]),
      {},
      {
        row: 2,
        column: 'Status (Nov 2024)',
        message: /"Fine" is none of the programme's statuses: Completed, On track/,
      },
    ],
    [
      'an action without priority',
      registerFile([row({ Priority: '' })]),
      {},
      { row: 2, column: 'Priority', message: /no priority/ },
    ],
    [
      'a row without action',
      registerFile([row(), row({ Action: '' })]),
      {},
      { row: 3, column: 'Action', message: /no action/ },
    ],
    [
      'a ref twice',
      registerFile([row({ Ref: '1' }), row({ Ref: '1', Action: 'Sweep' })]),
      {},
      { row: 3, column: 'Ref', message: /Rows 2 and 3/ },
    ],
    [
      'a narrative too long',
      registerFile([row({ 'Update (Nov 2024)': 'x'.repeat(4001) })]),
      {},
      { row: 2, column: 'Update (Nov 2024)', message: /4,001 characters, and the limit is 4,000/ },
    ],
    [
      'a title too long',
      registerFile([row({ Action: 'x'.repeat(2001) })]),
      {},
      { row: 2, column: 'Action', message: /the limit is 2,000/ },
    ],
    [
      "one of Excel's errors",
      registerFile([row({ Owner: '#REF!' })]),
      {},
      { row: 2, column: 'Owner', message: /Excel's error #REF!/ },
    ],
    [
      'a priority number in words',
      csvFile([
        ['Priority no.', 'Priority', 'Action', 'Owner'],
        ['first', 'P', 'A', 'O'],
      ]),
      {},
      { row: 2, column: 'Priority no.', message: /"first" is no number/ },
    ],
    [
      'a priority with two numbers',
      csvFile([
        ['Priority no.', 'Priority', 'Action', 'Owner'],
        ['1', 'P', 'A', 'O'],
        ['2', 'P', 'B', 'O'],
      ]),
      {},
      { row: 3, column: 'Priority no.', message: /number 2 here and 1 in row 2/ },
    ],
    [
      'a missing column',
      csvFile([
        ['Ref', 'Action', 'Status'],
        ['1', 'A', ''],
      ]),
      {},
      {
        row: null,
        column: null,
        message: /Priority, Owner: no such column. The headings found are "Ref", "Action", "Status"/,
      },
    ],
    [
      'headings only',
      csvFile([['Priority', 'Action', 'Owner']]),
      {},
      { row: null, column: null, message: /no action below/ },
    ],
    [
      'an empty file',
      { name: 'r.csv', bytes: new Uint8Array() },
      {},
      { row: null, column: null, message: /empty/ },
    ],
    [
      'a lead officer with a bad address',
      registerFile([row({ 'Lead officer e-mail': 'kit at council' })], ['Lead officer e-mail']),
      {},
      { row: 2, column: 'Lead officer e-mail', message: /no e-mail address/ },
    ],
    [
      'a bad address in the owners file',
      registerFile([row()]),
      { owners: ownersFile([{ Owner: 'Housing Team', 'Lead email': 'ama@' }]) },
      { row: 2, column: 'Lead email', message: /Owners file: "ama@" is no e-mail address/ },
    ],
    [
      'a channel unheard of',
      registerFile([row()]),
      { owners: ownersFile([{ Owner: 'Housing Team', 'Reached by': 'pigeon' }]) },
      { row: 2, column: 'Reached by', message: /Owners file: "pigeon"/ },
    ],
    [
      'an owner twice',
      registerFile([row()]),
      { owners: ownersFile([{ Owner: 'A' }, { Owner: 'B', Aliases: 'a' }]) },
      { row: 3, column: null, message: /Rows 2 and 3 both go by the name "a"/ },
    ],
    [
      'an owners file without owners',
      registerFile([row()]),
      { owners: csvFile([['Lead email'], ['a@b.example']]) },
      { row: null, column: null, message: /Owners file: There is no column Owner/ },
    ],
    [
      'a setting unheard of',
      registerFile([row()]),
      { settings: { title: 'x', colour: 'red' } },
      { row: null, column: null, message: /Settings: .*"colour" is not a setting/ },
    ],
    [
      'a setting deep down',
      registerFile([row()]),
      { settings: { title: 'x', calendar: { sendAt: '9.30' } } },
      { row: null, column: null, message: /Settings: calendar\.sendAt: write a time as 09:30/ },
    ],
    [
      'a time zone unheard of',
      registerFile([row()]),
      { settings: { title: 'x', calendar: { timeZone: 'Europe/Southwold' } } },
      { row: null, column: null, message: /calendar\.timeZone: "Europe\/Southwold"/ },
    ],
    [
      'a quiet period backwards',
      registerFile([row()]),
      { settings: { title: 'x', calendar: { quietPeriods: [{ from: '2027-01-03', to: '2026-12-21' }] } } },
      { row: null, column: null, message: /quietPeriods\[0\]: starts on 2027-01-03, after/ },
    ],
    [
      'a ladder that asks nobody',
      registerFile([row()]),
      { settings: { title: 'x', ladder: [{ rung: 'close', kind: 'close', to: 'leads' }] } },
      { row: null, column: null, message: /ladder: The ladder writes to no contacts/ },
    ],
    [
      'no tenant in production',
      registerFile([row()]),
      { production: true, settings: { title: 'x' } },
      { row: null, column: null, message: /tenantId: name the Microsoft 365 tenant/ },
    ],
    [
      'a programme id with a capital',
      registerFile([row()]),
      { programmeId: 'Plan B' },
      { row: null, column: null, message: /lower-case letters, digits and hyphens/ },
    ],
  ];
  it.each(cases)('%s', async (_what, file, given, problem) => {
    const { run, store } = importer();
    const { errors } = await run(file, { settings, ...given });
    expect(errors).toContainEqual({ ...problem, message: expect.stringMatching(problem.message) as unknown });
    expect(await store.programmes.list()).toEqual([]);
  });

  it('every problem of a settings file at once', async () => {
    const { errors } = await importer().run(registerFile([row()]), {
      settings: {
        leads: ['me'],
        dates: { opens: -1 },
        statusScheme: { id: 'own', statuses: [{ id: 'Bad' }] },
      },
    });
    const messages = errors.map(({ message }) => message).join('\n');
    for (const path of [
      'title',
      'leads[0]',
      'dates.opens',
      'statusScheme.statuses[0].id',
      'statusScheme.statuses[0].label',
    ]) {
      expect(messages).toContain(`Settings: ${path}: `);
    }
  });

  it('a row that a comma outside quotation marks has pushed out of its columns', async () => {
    const bytes = new TextEncoder().encode(
      'Priority,Action,Owner\nWarm homes,Insulate, then paint,Housing Team\nWarm homes,Sweep,Housing Team,\n',
    );
    const { errors } = await importer().run({ name: 'register.csv', bytes }, { settings });
    expect(errors).toEqual([
      { row: 2, column: null, message: expect.stringContaining('"Housing Team" stands beyond') as unknown },
    ]);
  });

  it('a second error does not hide behind the first', async () => {
    const file = registerFile([
      row({ 'Status (Nov 2024)': 'Fine' }),
      row({ Priority: '', Action: '', 'Status (Nov 2024)': 'On track' }),
      row({ Action: 'Sweep', 'Status (Nov 2024)': 'Grand' }),
    ]);
    expect((await importer().run(file, { settings })).errors.map((error) => error.row).sort()).toEqual([
      2, 3, 4,
    ]);
  });
});

describe('what is doubtful is a warning', () => {
  it('columns that are not read, owners who are not listed, names that look alike', async () => {
    const file = csvFile([
      ['Priority', 'Action', 'Owner', 'Budget'],
      ['Warm homes', 'Insulate', 'Housing Teams', ''],
      ['Warm homes', 'Sweep', 'TBC', '3'],
    ]);
    const { warnings, errors } = await importer().run(file, { settings, owners: twoOwners });
    expect(errors).toEqual([]);
    expect(
      warnings.map(({ row: number, column, message }) => [number, column, message.replace(/[:.,;].*/s, '')]),
    ).toEqual([
      [null, null, 'These columns are not read'],
      [2, 'Owner', '"Housing Teams" is not in the owners file'],
      [3, 'Owner', '"TBC" is read as no owner yet'],
      [2, 'Owner', '"Housing Team" and "Housing Teams" look like the same owner'],
    ]);
  });

  it('a person who is reached in two ways', async () => {
    const owners = ownersFile([
      { Owner: 'Housing Team', 'Lead contact': 'Ama', 'Lead email': 'ama@council.example' },
      {
        Owner: 'Parks Team',
        'Lead email': 'AMA@council.example',
        'Lead contact': 'Ama',
        'Reached by': 'email',
      },
    ]);
    const { run, register } = importer();
    const { warnings } = await run(registerFile([row({})]), { settings, owners });
    expect(warnings).toEqual([
      {
        row: 3,
        column: null,
        message: 'Owners file: Ama is reached by email here and by teams in row 2: teams it is.',
      },
    ]);
    expect((await register()).contacts.map(({ reachedBy }) => reachedBy)).toEqual(['teams']);
  });

  it('a status scheme that takes away the statuses of a cycle that runs', async () => {
    const { run, store } = importer();
    const file = registerFile([row({ 'Status (Nov 2024)': '' })]);
    await run(file, { settings, owners: twoOwners });
    const rag = { settings: { ...settings, statusScheme: 'rag' }, dryRun: true };
    expect((await run(file, rag)).warnings).toEqual([]);

    const meeting = Temporal.PlainDate.from('2026-11-19');
    await addCycle(store, systemClock, { programmeId: 'plan', cycleId: 'autumn', meeting, given: {} });
    const key = { tenantId: 'local', programmeId: 'plan', cycleId: 'autumn' };
    await setCycleState(store.programmes, key, 'scheduled', 'open');
    expect((await run(file, rag)).warnings).toEqual([
      { row: null, column: null, message: expect.stringContaining('Minor slippage') as unknown },
    ]);
  });

  it('a column without a heading, once', async () => {
    const file = csvFile([
      ['Priority', 'Action', '', 'Owner'],
      ['Warm homes', 'Insulate', 'ask Jo', 'Housing Team'],
      ['Warm homes', 'Sweep', 'ask Al', 'Housing Team'],
    ]);
    const { warnings, errors } = await importer().run(file, { settings, owners: twoOwners });
    expect(errors).toEqual([]);
    expect(warnings).toEqual([
      {
        row: 2,
        column: null,
        message: 'Column 3 holds text from here and has no heading, so it is not read.',
      },
    ]);
  });

  it('at most fifty pairs of names are listed, then counted', async () => {
    const words = Array.from(
      { length: 60 },
      (_, index) => `${'abcdefghij'[index % 10]!.repeat(5)}${'klmnop'[Math.floor(index / 10)]!.repeat(5)}`,
    );
    const rows = words
      .flatMap((word) => [`Board of ${word} & Sons`, `Board of ${word} Sons`])
      .map((Owner, index) => row({ Action: `Do ${index}`, Owner }));
    const { warnings } = await importer().run(registerFile(rows), { settings });
    const alike = warnings.filter(({ message }) => message.includes('look'));
    expect(alike).toHaveLength(51);
    expect(alike.at(-1)?.message).toBe("10 more pairs of owners' names look alike.");
  });
});

describe('importing again', () => {
  const ten = Array.from({ length: 10 }, (_, index) =>
    row({ Action: `Insulate the homes in street ${'ABCDEFGHIJ'[index]!.repeat(4)}` }),
  );

  it('the same file changes nothing, not even the pointer', async () => {
    const { run, store } = importer();
    await run(registerFile(ten), { settings, owners: twoOwners });
    const before = await store.programmes.find('plan');
    expect(await run(registerFile(ten), { settings, owners: twoOwners })).toMatchObject({
      added: 0,
      changed: 0,
      retired: 0,
      unchanged: 10,
    });
    expect(await run(registerFile(ten))).toMatchObject({ unchanged: 10, owners: 2, contacts: 2 });
    expect(await store.programmes.find('plan')).toEqual(before);
  });

  it('says what was added, changed and retired', async () => {
    const { run, register } = importer();
    await run(registerFile(ten), { settings });
    const result = await run(
      registerFile([
        ...ten.slice(2),
        { ...ten[1]!, Owner: 'Parks Team' },
        row({ Action: 'Count the bats at dusk' }),
      ]),
    );
    expect(result).toMatchObject({ actions: 10, added: 1, changed: 1, retired: 1, unchanged: 8 });
    expect((await register()).actions.map(({ ref }) => ref)).toEqual([
      'P1-03',
      'P1-04',
      'P1-05',
      'P1-06',
      'P1-07',
      'P1-08',
      'P1-09',
      'P1-10',
      'P1-02',
      'P1-11',
    ]);
  });

  it('a retired action keeps its ref to itself, and has it back when it returns', async () => {
    const { run, register } = importer();
    await run(registerFile(ten), { settings });
    await run(registerFile(ten.slice(0, 9)));
    await run(registerFile([...ten.slice(0, 9), row({ Action: 'Count the bats at dusk' })]));
    expect((await register()).actions.at(-1)?.ref).toBe('P1-11');
    const before = await register();
    expect(
      await run(registerFile([...ten.slice(0, 9), row({ Action: 'Count the bats at dusk' })])),
    ).toMatchObject({ unchanged: 10 });
    expect(await register()).toEqual(before);
    await run(registerFile(ten));
    expect((await register()).actions.at(-1)?.ref).toBe('P1-10');
  });

  it('a file that would retire more than a fifth is refused, unless that is meant', async () => {
    const { run, register } = importer();
    await run(registerFile(ten), { settings });
    const before = await register();
    const refused = await run(registerFile(ten.slice(0, 7)));
    expect(refused).toMatchObject({
      retired: 3,
      errors: [{ row: null, column: null, message: expect.stringContaining('3 of 10 actions') as unknown }],
    });
    expect(await register()).toEqual(before);
    expect(await run(registerFile(ten.slice(0, 8)))).toMatchObject({ retired: 2, errors: [] });
    expect(await run(registerFile(ten.slice(0, 3)), { retire: true })).toMatchObject({
      retired: 5,
      errors: [],
    });
  });

  it('takes in settings or owners alone', async () => {
    const { run, register, store } = importer();
    await run(registerFile(ten), { settings });
    expect(await run(registerFile(ten), { settings: { ...settings, title: 'Renamed' } })).toMatchObject({
      unchanged: 10,
    });
    expect((await store.programmes.find('plan'))?.value.settings.title).toBe('Renamed');
    expect(await run(registerFile(ten), { owners: twoOwners })).toMatchObject({ unchanged: 10, contacts: 2 });
    expect((await register()).contacts).toHaveLength(2);
  });

  it('the channel that a lead has chosen stays, unless the settings name one', async () => {
    const { run, store } = importer();
    const file = registerFile([row({ Ref: '1.1' })]);
    await run(file, { settings });
    const programme = (await store.programmes.find('plan'))!;
    const board = { ...programme.value.settings.board, channelId: '19:papers', teamId: '19:team' };
    const value = { ...programme.value, settings: { ...programme.value.settings, board } };
    await store.programmes.replace({ ...programme, value });

    await run(file, { settings: { ...settings, board: { name: 'Green Board' } } });
    const kept = (await store.programmes.find('plan'))?.value.settings.board;
    expect(kept).toEqual({ name: 'Green Board', channelId: '19:papers', teamId: '19:team' });
    await run(file, { settings: { ...settings, board: { channelId: '19:other' } } });
    expect((await store.programmes.find('plan'))?.value.settings.board.channelId).toBe('19:other');
  });

  it('an owner who was renamed stays the same owner', async () => {
    const { run, register } = importer();
    await run(registerFile(ten), { settings, owners: twoOwners });
    const before = (await register()).owners.find(({ name }) => name === 'Housing Team');
    const renamed = ownersFile([
      {
        Owner: 'Homes Service',
        'Lead email': 'ama.okoro@council.example',
        'Lead contact': 'Ama Okoro',
        Aliases: 'Housing Team',
      },
    ]);
    expect(await run(registerFile(ten), { owners: renamed })).toMatchObject({ unchanged: 10, owners: 1 });
    expect((await register()).owners).toEqual([
      expect.objectContaining({ id: before?.id, name: 'Homes Service' }),
    ]);
  });

  it('a programme cannot move to another tenant', async () => {
    const { run } = importer();
    await run(registerFile(ten), { settings });
    expect(
      (await run(registerFile(ten), { settings: { ...settings, tenantId: 'elsewhere' } })).errors[0]?.message,
    ).toMatch(/cannot move/);
  });

  it('a dry run says everything and writes nothing', async () => {
    const { run, store } = importer();
    expect(await run(registerFile(ten), { settings, dryRun: true })).toMatchObject({ added: 10, errors: [] });
    expect(await store.programmes.list()).toEqual([]);
  });
});

describe('all or nothing', () => {
  const file = registerFile([row(), row({ Action: 'Sweep the flues' })]);

  it.each(['write', 'replace'] as const)(
    'a death at %s leaves the register as it was, and the next import finishes',
    async (step) => {
      const { run, store, register } = importer();
      await run(registerFile([row()]), { settings });
      const before = await register();
      const dying = {
        programmes: {
          ...store.programmes,
          ...(step === 'replace' ? { replace: () => Promise.reject(new Error('power cut')) } : {}),
        },
        registers: {
          ...store.registers,
          ...(step === 'write' ? { write: () => Promise.reject(new Error('power cut')) } : {}),
        },
        cycles: store.cycles,
      };
      await expect(importRegister(dying, { programmeId: 'plan', file, production: false })).rejects.toThrow(
        'power cut',
      );
      expect(await register()).toEqual(before);
      expect(await run(file)).toMatchObject({ added: 1, unchanged: 1 });
      expect((await register()).actions).toHaveLength(2);
    },
  );

  it('looks again when the programme was changed in between, and keeps that change', async () => {
    const { run, store, register } = importer();
    await run(registerFile([row()]), { settings });
    let others = 0;
    const busy = {
      ...store,
      registers: {
        ...store.registers,
        async write(...args: Parameters<typeof store.registers.write>) {
          await store.registers.write(...args);
          if (others++ > 0) return;
          const stored = (await store.programmes.find('plan'))!;
          await store.programmes.replace({
            ...stored,
            value: { ...stored.value, settings: { ...stored.value.settings, title: 'Theirs' } },
          });
        },
      },
    };
    expect(await importRegister(busy, { programmeId: 'plan', file, production: false })).toMatchObject({
      added: 1,
    });
    expect((await store.programmes.find('plan'))?.value.settings.title).toBe('Theirs');
    expect((await register()).actions).toHaveLength(2);
  });
});

describe('for any register', () => {
  const word = fc.constantFrom(
    'Plant',
    'mend',
    'trees',
    'roof',
    'school',
    'path',
    'and',
    'with',
    'open',
    'the',
    'library',
    'ward',
  );
  const phrase = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
  const anyRow = fc.record({
    Priority: fc.constantFrom('Warm homes', 'Green streets', '3. Food'),
    Aim: fc.constantFrom('', 'Roofs', 'Shade'),
    Action: phrase,
    Owner: fc.constantFrom(
      '',
      'Housing Team',
      'Parks Team and Tree Wardens',
      'Parks Team',
      'Roads, Rails with Rivers',
      'Green Team / Parks Team',
    ),
    'Status (Nov 2024)': fc.constantFrom('', 'On track', 'Completed'),
    'Update (Nov 2024)': fc.constantFrom('', 'Going well.'),
    Due: fc.constantFrom('', 'Spring 2026', '31/03/2026'),
  });
  const anyRegister = fc.array(anyRow, { minLength: 1, maxLength: 8 });
  const anyOwners = fc.constantFrom(undefined, twoOwners);

  it('the second import of the same files changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(anyRegister, anyOwners, async (rows, owners) => {
        const { run, store } = importer();
        const given = { settings, ...(owners ? { owners } : {}) };
        expect((await run(registerFile(rows), given)).errors).toEqual([]);
        const before = await store.programmes.find('plan');
        expect(await run(registerFile(rows), given)).toMatchObject({
          added: 0,
          changed: 0,
          retired: 0,
          unchanged: rows.length,
        });
        expect(await store.programmes.find('plan')).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it('a ref stays with its action wherever the row moves', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyRegister.chain((rows) =>
          fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
        ),
        async ([rows, shuffled]) => {
          const { run, register } = importer();
          await run(registerFile(rows), { settings });
          const before = byRef((await register()).actions);
          expect(await run(registerFile(shuffled))).toMatchObject({ unchanged: rows.length });
          expect(byRef((await register()).actions)).toEqual(before);
        },
      ),
      { numRuns: 60 },
    );
  });
});

function byRef(actions: { ref: string; title: string }[]) {
  return actions.map(({ ref, title }) => `${ref} ${title}`).sort();
}
