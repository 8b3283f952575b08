import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import writeXlsxFile from 'write-excel-file/node';
import { readTable, largestFile } from '../../src/intake/read-table.ts';
import type { Cell } from '../../src/intake/table.ts';
import { csvFile } from '../builders/register.ts';

const names = ['action', 'owner', 'notes'];
const counted = (cells: readonly Cell[]) =>
  cells.filter(({ text }) => names.includes(text.toLowerCase())).length;

async function read(bytes: Uint8Array | string, name = 'register.csv') {
  const result = await readTable(
    { name, bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes },
    counted,
  );
  if ('unreadable' in result) return result.unreadable;
  return result.table.rows.map(({ row, cells }) => [row, ...cells.map(({ text }) => text)]);
}

const mac = [[2, 'Paint', 'Café team']];

describe('a CSV file', () => {
  it.each([
    ['commas', 'Action,Owner\nPaint,Café team\n'],
    ['semicolons', 'Action;Owner\nPaint;Café team\n'],
    ['tabs', 'Action\tOwner\nPaint\tCafé team\n'],
    ['a byte order mark', '\ufeffAction,Owner\r\nPaint,Café team\r\n'],
    ['old line ends', 'Action,Owner\rPaint,Café team\r'],
    ['no line end', 'Action,Owner\nPaint,Café team'],
  ])('is read with %s', async (_what, text) => {
    expect(await read(text)).toEqual(mac);
  });

  it('is read in Windows-1252 and in UTF-16, as Excel saves it', async () => {
    expect(await read(Buffer.from('Action,Owner\nPaint,Caf\xe9 team\n', 'latin1'))).toEqual(mac);
    expect(await read(Buffer.from('\ufeffAction\tOwner\nPaint\tCafé team\n', 'utf16le'))).toEqual(mac);
  });

  it('counts rows as a spreadsheet does: quoted line breaks are inside a row, empty lines are rows', async () => {
    expect(await read('Action,Owner\n"Paint\r\nand sand",A\n\n,\nSand,B\n')).toEqual([
      [2, 'Paint\nand sand', 'A'],
      [5, 'Sand', 'B'],
    ]);
  });

  it('may have a title above its headings, and `sep=` above that', async () => {
    expect(await read('sep=;\nPlan, with commas, 2024\n\nAction;Owner\nPaint;"a, b; c"\n')).toEqual([
      [5, 'Paint', 'a, b; c'],
    ]);
  });

  it('keeps text that looks like a formula as text', async () => {
    expect(await read('Action,Owner\n=1+1,@A\n')).toEqual([[2, '=1+1', '@A']]);
  });

  it('may have quotation marks inside a cell', async () => {
    expect(await read('Action,Owner\nLay 5" pipes,"the ""new"" team"\n')).toEqual([
      [2, 'Lay 5" pipes', 'the "new" team'],
    ]);
  });
});

describe('a workbook', () => {
  it('gives the same table as CSV, with dates in words and numbers as printed', async () => {
    const bytes = await writeXlsxFile([
      [{ value: 'Action' }, { value: 'Owner' }],
      [],
      [{ value: 'Paint\nand sand' }, { value: 'A' }],
      [
        { value: 1.1, type: Number },
        { value: new Date(Date.UTC(2026, 2, 31)), type: Date, format: 'dd/mm/yyyy' },
      ],
    ]).toBuffer();
    expect(await read(bytes, 'register.XLSX')).toEqual([
      [3, 'Paint\nand sand', 'A'],
      [4, '1.1', '31 March 2026'],
    ]);
  });

  it('is read from the sheet that has the headings', async () => {
    const result = await readTable(
      {
        name: 'x.xlsx',
        bytes: readFileSync(new URL('./fixtures/merged-cells-libreoffice.xlsx', import.meta.url)),
      },
      (cells) => cells.filter(({ text }) => ['Ref', 'Theme', 'Aim'].includes(text)).length,
    );
    expect(result).toMatchObject({ sheet: 'Register', passedOver: ['Notes'] });
  });
});

describe('a file that cannot be read says what to do', () => {
  it.each([
    ['nothing', '', 'register.csv', /empty/],
    ['blanks', '\n ,\n', 'register.csv', /empty/],
    ['no headings', 'one,two\nthree,four\n', 'register.csv', /first row reads: "one", "two"/],
    [
      'an open quotation mark',
      'Action,Owner\n"Paint,A\nSand,B\n',
      'register.csv',
      /quotation mark .*never closed/,
    ],
    [
      'an open quotation mark after other cells',
      'Action,Owner\nPaint,"A\nSand,B\n',
      'register.csv',
      /quotation mark .*never closed/,
    ],
    ['another kind of file', 'Action,Owner\n', 'register.xls', /save it as "Excel workbook/],
    ['no extension', 'Action,Owner\n', 'register', /neither \.csv nor \.xlsx/],
    ['CSV named as a workbook', 'Action,Owner\n', 'register.xlsx', /no \.xlsx workbook/],
    [
      'a damaged workbook',
      'PK\u0003\u0004 and then nothing',
      'register.xlsx',
      /cannot be read.*save it again/,
    ],
    ['a workbook named as CSV', 'PK\u0003\u0004', 'register.csv', /Name it \.xlsx/],
    ['no text', 'a\u0000b', 'register.csv', /not a text file/],
  ])('%s', async (_what, text, name, message) => {
    expect(await read(text, name)).toMatch(message);
  });

  it('more than 5 MB', async () => {
    expect(await read(new Uint8Array(largestFile + 1).fill(65))).toMatch(/5\.0 MB, and the limit is 5 MB/);
  });

  it('but a file of nearly 5 MB is read', async () => {
    const rows = Array.from({ length: 4000 }, (_, index) => [`Action ${index}`, 'x'.repeat(1200)]);
    expect(await read(csvFile([['Action', 'Owner'], ...rows]).bytes)).toHaveLength(4000);
  });
});

it('the table is the same whatever the delimiter, the mark or the order of columns', async () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'B', 'é', ',', ';', '\t', '"', ' ', '\n', '=', '1'),
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(',', ';', '\t'),
      fc.boolean(),
      fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      async (rows, delimiter, mark, order) => {
        const table = [['Action', 'Owner', 'Notes'], ...rows];
        const plain = await read(csvFile(table).bytes);
        const turned = csvFile(
          table.map((cells) => order.map((index) => cells[index]!)),
          delimiter,
        ).bytes;
        const other = await read(mark ? Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), turned]) : turned);
        const backInOrder =
          typeof other === 'string'
            ? other
            : other.map(([row, ...cells]) => [row, ...[0, 1, 2].map((index) => cells[order.indexOf(index)])]);
        expect(backInOrder).toEqual(plain);
      },
    ),
    { numRuns: 60 },
  );
});
