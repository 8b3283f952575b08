import { foldText } from '../programme/fold-text.ts';
import { wholeFile, type Findings } from '../programme/problem.ts';
import { recogniseColumns, type HeadingMap } from './columns.ts';
import { registerHeadings, type RegisterField } from './register-headings.ts';

const plainNames: Record<RegisterField, string> = {
  ref: 'Ref',
  priorityNumber: 'Priority no.',
  priority: 'Priority',
  aim: 'Aim',
  action: 'Action',
  owner: 'Owner',
  status: 'Status',
  update: 'Update',
  due: 'Due',
  leadOfficer: 'Lead officer',
  leadOfficerEmail: 'Lead officer e-mail',
};

/**
 * A mapping file: `{"heading in the file": "field"}`. A field is named as in the code (`priorityNumber`), or by one of
 * its usual headings (`Priority no.`); `ignore` leaves a column out without a warning.
 */
export function readMap(raw: unknown, findings: Findings): HeadingMap<RegisterField> {
  const map = new Map<string, RegisterField | 'ignore'>();
  if (raw === undefined) return map;
  if (raw === null || typeof raw !== 'object' || Array.isArray(raw)) {
    findings.errors.push(wholeFile('Mapping file: write an object, {"heading in the file": "field"}.'));
    return map;
  }
  for (const [heading, name] of Object.entries(raw)) {
    const field = typeof name === 'string' ? fieldNamed(name) : undefined;
    if (field) map.set(foldText(heading), field);
    else
      findings.errors.push(
        wholeFile(
          `Mapping file: "${heading}" is mapped to ${JSON.stringify(name)}, which is no field. The fields are ${fieldNames()}.`,
        ),
      );
  }
  return map;
}

function fieldNamed(name: string): RegisterField | 'ignore' | undefined {
  if (name.toLowerCase() === 'ignore') return 'ignore';
  const own = (Object.keys(plainNames) as RegisterField[]).find(
    (field) => field.toLowerCase() === name.toLowerCase(),
  );
  if (own) return own;
  const { found } = recogniseColumns([{ text: name }], registerHeadings(plainLevels));
  return (Object.keys(found) as RegisterField[])[0];
}

const plainLevels = { priority: 'Priority', aim: 'Aim', action: 'Action' };

function fieldNames(): string {
  return `${Object.values(plainNames).join(', ')}, and "ignore"`;
}
