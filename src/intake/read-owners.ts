import { z } from 'zod';
import { nameKey } from '../programme/fold-text.ts';
import { wholeFile, type Findings, type Problem } from '../programme/problem.ts';
import type { Channel } from '../programme/register.ts';
import { countHeadings, recogniseColumns, type FieldHeadings } from './columns.ts';
import { listed, readTable } from './read-table.ts';
import { oneLine, textAt, type InputFile } from './table.ts';

type OwnersField =
  | 'owner'
  | 'organisation'
  | 'aliases'
  | 'leadName'
  | 'leadEmail'
  | 'deputyName'
  | 'deputyEmail'
  | 'reachedBy';

const headings: FieldHeadings<OwnersField> = {
  owner: ['owner', 'owner name', 'action owner', 'name'],
  organisation: ['organisation', 'organization', 'agency', 'partner'],
  aliases: ['aliases', 'alias', 'also known as', 'other names', 'former names'],
  leadName: ['lead contact', 'lead', 'lead name', 'contact', 'contact name'],
  leadEmail: ['lead email', 'lead e mail', 'lead contact email', 'lead contact e mail', 'email', 'e mail'],
  deputyName: ['deputy contact', 'deputy', 'deputy name'],
  deputyEmail: ['deputy email', 'deputy e mail', 'deputy contact email', 'deputy contact e mail'],
  reachedBy: ['reached by', 'reach by', 'channel', 'contact by'],
};

/** A person as a file names them. */
export interface ReadContact {
  name: string;
  email: string;
  reachedBy: Channel;
}

/** One row of the owners file. */
export interface ReadOwner {
  row: number;
  name: string;
  organisation?: string;
  aliases: string[];
  lead?: ReadContact;
  deputy?: ReadContact;
}

const emailAddress = z.email();

/** Reads the owners file: who answers, and who is written to for them. */
export async function readOwners(file: InputFile, findings: Findings): Promise<ReadOwner[]> {
  const own: Findings = { warnings: [], errors: [] };
  const owners = await readRows(file, own);
  reportSharedNames(owners, own);
  reportTwoChannels(owners, own);
  findings.warnings.push(...own.warnings.map(inOwnersFile));
  findings.errors.push(...own.errors.map(inOwnersFile));
  return owners;
}

async function readRows(file: InputFile, findings: Findings): Promise<ReadOwner[]> {
  const read = await readTable(file, (cells) => countHeadings(cells, headings));
  if ('unreadable' in read) {
    findings.errors.push(wholeFile(read.unreadable));
    return [];
  }
  const { found, unread, contested } = recogniseColumns(read.table.headings, headings);
  for (const {
    headings: [one, other],
  } of contested)
    findings.errors.push(wholeFile(`"${one}" and "${other}" are columns for the same thing. Rename one.`));
  if (unread.length > 0)
    findings.warnings.push(
      wholeFile(`These columns are not read: ${unread.map((heading) => `"${heading}"`).join(', ')}.`),
    );
  if (!found.owner) {
    findings.errors.push(
      wholeFile(`There is no column Owner. The headings found are ${listed(read.table.headings)}.`),
    );
    return [];
  }
  if (read.table.rows.length === 0)
    findings.errors.push(wholeFile('There are headings and nothing below them.'));

  return read.table.rows.flatMap(({ row, cells }) => {
    const text = (field: OwnersField) => oneLine(textAt(cells, found[field]?.index));
    const heading = (field: OwnersField) => found[field]?.heading ?? null;
    const name = text('owner');
    if (name === '') {
      findings.errors.push({ row, column: heading('owner'), message: 'This row names no owner.' });
      return [];
    }
    const reachedBy = channelOf(text('reachedBy'));
    if (!reachedBy) {
      findings.errors.push({
        row,
        column: heading('reachedBy'),
        message: `"${text('reachedBy')}" is no way to reach somebody. Write teams or email.`,
      });
      return [];
    }
    const contact = (nameField: OwnersField, emailField: OwnersField) =>
      readContact(
        {
          row,
          name: text(nameField),
          email: text(emailField),
          reachedBy,
          nameColumn: heading(nameField),
          emailColumn: heading(emailField),
        },
        findings,
      );
    const lead = contact('leadName', 'leadEmail');
    const deputy = contact('deputyName', 'deputyEmail');
    if (!lead)
      findings.warnings.push({
        row,
        column: heading('leadEmail'),
        message: `${name} has no lead contact with an e-mail address: the programme's leads are written to instead.`,
      });
    return [
      {
        row,
        name,
        aliases: textAt(cells, found.aliases?.index).split(/[;\n]/).map(oneLine).filter(Boolean),
        ...(text('organisation') === '' ? {} : { organisation: text('organisation') }),
        ...(lead ? { lead } : {}),
        ...(deputy && deputy.email !== lead?.email ? { deputy } : {}),
      },
    ];
  });
}

/** A person named in two cells; undefined when there is no address, or none that could be written to. */
export function readContact(
  given: ReadContact & { row: number; nameColumn: string | null; emailColumn: string | null },
  findings: Findings,
): ReadContact | undefined {
  const { row, name, reachedBy } = given;
  const email = given.email.replace(/^mailto:/i, '').toLowerCase();
  if (email === '' && name !== '') {
    findings.warnings.push({
      row,
      column: given.emailColumn ?? given.nameColumn,
      message: `${name} has no e-mail address, and cannot be written to.`,
    });
  }
  if (email === '') return undefined;
  if (!emailAddress.safeParse(email).success) {
    findings.errors.push({
      row,
      column: given.emailColumn,
      message: `"${given.email}" is no e-mail address. Write one, such as sam.lee@council.example.`,
    });
    return undefined;
  }
  if (name === '')
    findings.warnings.push({
      row,
      column: given.nameColumn,
      message: `There is no name for ${email}; the address stands in for it.`,
    });
  return { name: name === '' ? email : name, email, reachedBy };
}

function channelOf(text: string): Channel | undefined {
  const folded = text.toLowerCase().replace(/[^a-z]/g, '');
  if (['', 'teams', 'microsoftteams', 'msteams'].includes(folded)) return 'teams';
  return ['email', 'mail'].includes(folded) ? 'email' : undefined;
}

/** A name or alias must lead to one owner. */
function reportSharedNames(owners: readonly ReadOwner[], findings: Findings): void {
  const holders = new Map<string, ReadOwner>();
  for (const owner of owners) {
    for (const name of new Set([owner.name, ...owner.aliases].map(nameKey))) {
      const holder = holders.get(name);
      if (holder)
        findings.errors.push({
          row: owner.row,
          column: null,
          message: `Rows ${holder.row} and ${owner.row} both go by the name "${name}". Keep one of them.`,
        });
      else holders.set(name, owner);
    }
  }
}

/** A person is reached in one way: the first row that names them decides. */
function reportTwoChannels(owners: readonly ReadOwner[], findings: Findings): void {
  const first = new Map<string, ReadContact & { row: number }>();
  for (const { row, lead, deputy } of owners) {
    for (const contact of [lead, deputy]) {
      const known = contact && first.get(contact.email);
      if (contact && !known) first.set(contact.email, { ...contact, row });
      if (known && known.reachedBy !== contact.reachedBy)
        findings.warnings.push({
          row,
          column: null,
          message: `${contact.name} is reached by ${contact.reachedBy} here and by ${known.reachedBy} in row ${known.row}: ${known.reachedBy} it is.`,
        });
    }
  }
}

function inOwnersFile(problem: Problem): Problem {
  return { ...problem, message: `Owners file: ${problem.message}` };
}
