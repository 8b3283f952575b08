import { z } from 'zod';
import type {
  Action,
  Contact,
  DueDate,
  ImportedAnswer,
  Owner,
  Priority,
  Register,
} from '../../programme/register.ts';
import { rowOf } from './row-of.ts';
import { PlainDate } from './temporal.ts';

export const dueDateRow = rowOf<DueDate>({ printed: z.string(), date: PlainDate.exactOptional() });

export const priorityRow = rowOf<Priority>({ number: z.number(), title: z.string() });

const importedRow = rowOf<ImportedAnswer>({
  status: z.string().exactOptional(),
  narrative: z.string().exactOptional(),
  asOf: z.string().exactOptional(),
});

const actionRow = rowOf<Action>({
  ref: z.string(),
  refAssigned: z.boolean(),
  order: z.number(),
  title: z.string(),
  priority: priorityRow,
  aim: z.string().exactOptional(),
  owners: z.array(z.string()),
  leadOfficer: z.string().exactOptional(),
  due: dueDateRow.exactOptional(),
  imported: importedRow.exactOptional(),
});

const ownerRow = rowOf<Owner>({
  id: z.string(),
  name: z.string(),
  organisation: z.string().exactOptional(),
  aliases: z.array(z.string()),
  leadContact: z.string().exactOptional(),
  deputy: z.string().exactOptional(),
});

export const contactRow = rowOf<Contact>({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  reachedBy: z.enum(['teams', 'email']),
  aliases: z.array(z.string()).exactOptional(),
});

export const registerRow = rowOf<Register>({
  version: z.string(),
  actions: z.array(actionRow),
  owners: z.array(ownerRow),
  contacts: z.array(contactRow),
  retired: z.array(actionRow).exactOptional(),
});
