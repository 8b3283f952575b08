import { foldText } from '../programme/fold-text.ts';
import type { ProgrammeSettings } from '../programme/settings.ts';
import type { FieldHeadings } from './columns.ts';

export type RegisterField =
  | 'ref'
  | 'priorityNumber'
  | 'priority'
  | 'aim'
  | 'action'
  | 'owner'
  | 'status'
  | 'update'
  | 'due'
  | 'leadOfficer'
  | 'leadOfficerEmail';

/** The needed ones, under the names that people know. */
export const neededFields = { priority: 'Priority', action: 'Action', owner: 'Owner' } as const;

/** The headings that councils' registers use, folded (see foldText). */
const usual: FieldHeadings<RegisterField> = {
  ref: [
    'ref',
    'reference',
    'action ref',
    'action reference',
    'ref no',
    'reference no',
    'reference number',
    'action no',
    'action number',
    'action id',
    'id',
    'no',
    'number',
  ],
  priorityNumber: [
    'priority no',
    'priority number',
    'priority ref',
    'outcome no',
    'outcome number',
    'workstream no',
    'workstream number',
    'theme no',
  ],
  priority: [
    'priority',
    'priorities',
    'priority area',
    'priority title',
    'strategic priority',
    'outcome',
    'outcomes',
    'workstream',
    'workstreams',
    'theme',
    'themes',
  ],
  aim: ['aim', 'aims', 'strategic aim', 'objective', 'objectives', 'goal', 'goals'],
  action: [
    'action',
    'actions',
    'action title',
    'action description',
    'commitment',
    'commitments',
    'deliverable',
    'what we will do',
  ],
  owner: [
    'owner',
    'owners',
    'action owner',
    'action owners',
    'lead',
    'leads',
    'lead agency',
    'lead agencies',
    'lead agencies*',
    'lead organisation',
    'lead organisations',
    'lead partner',
    'lead team',
    'responsible',
    'who',
  ],
  status: [
    'status',
    'action status',
    'current status',
    'progress status',
    'rag',
    'rag status',
    'rag rating',
    'brag',
    'brag status',
  ],
  update: [
    'update',
    'updates',
    'progress update',
    'latest update',
    'progress',
    'latest progress',
    'progress to date',
    'latest achievements',
    'latest achievements and activities',
    'achievements',
    'narrative',
    'commentary',
  ],
  due: [
    'due',
    'due date',
    'due by',
    'by when',
    'when',
    'timescale',
    'timescales',
    'timeframe',
    'target date',
    'completion date',
    'deadline',
    'end date',
  ],
  leadOfficer: ['lead officer', 'lead officer name', 'named officer', 'responsible officer'],
  leadOfficerEmail: [
    'lead officer e mail',
    'lead officer email',
    'lead officer e mail address',
    'lead officer email address',
    'lead officer s email',
  ],
};

/** The usual headings, and the names that the programme gives its levels. */
export function registerHeadings(levels: ProgrammeSettings['levels']): FieldHeadings<RegisterField> {
  const { priority, aim, action } = levels;
  return {
    ...usual,
    priority: [...usual.priority, foldText(priority)],
    priorityNumber: [...usual.priorityNumber, `${foldText(priority)} no`, `${foldText(priority)} number`],
    aim: [...usual.aim, foldText(aim)],
    action: [...usual.action, foldText(action)],
  };
}
