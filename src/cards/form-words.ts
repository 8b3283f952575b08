import type { Demand } from '../programme/status-scheme.ts';
import { oneLine } from './escape.ts';
import type { FormView } from './views/form.ts';

/** What is asked of whoever keeps their words from being published. */
export const whyNotPublishedLabel = 'Why it is not for publication (only the leads see this)';

const labels: Record<string, string> = {
  sayBy: 'New date not known yet? Say by when you will know',
  outcome: 'What has come of it (needed)',
  noteToLead: 'Note to the lead (not published)',
  source: 'How it reached you, such as “by phone” (needed)',
};

/** What an input is called, for somebody who is tired: "(needed)" stands where it is, and only there. */
export function labelOf(view: FormView, input: string): string {
  const chosen = view.statuses.find(({ id }) => id === view.values['status']);
  const finished = chosen?.finished === true;
  const demands = (demand: Demand) => chosen?.demands?.includes(demand) === true;
  const needed = (isNeeded: boolean) => (isNeeded ? ' (needed)' : '');
  switch (input) {
    case 'narrative':
      // What has been completed or closed is told by its outcome or its reason.
      return `What has happened since${needed(!finished)}`;
    case 'nextSteps':
      return `What happens next${neededFor(view)}`;
    case 'reason':
      return finished
        ? 'Why it is closed, and who decided (needed)'
        : `What has held it up${needed(demands('reason'))}`;
    case 'recoveryAction':
      return demands('recoveryActionOrRevisedDate')
        ? 'What is being done about it (this, or a new date)'
        : `What is being done about it${needed(demands('recoveryAction'))}`;
    case 'revisedDate':
      return `New date${demands('revisedDate') ? ' (needed, or the line below)' : ''}`;
    case 'whyNotPublished':
      return whyNotPublishedLabel;
    default:
      return labels[input] ?? input;
  }
}

/** ` (needed for “On track”)`: it is asked for by some statuses only, and another may be chosen at any moment. */
function neededFor({ statuses }: FormView): string {
  const which = statuses.filter(({ demands }) => demands?.includes('nextSteps'));
  if (which.length === 0) return '';
  return which.length === statuses.length
    ? ' (needed)'
    : ` (needed for ${which.map(({ label }) => `“${oneLine(label)}”`).join(', ')})`;
}

/** Said beneath the statuses, so that what a slippage or a delay asks for comes as no surprise. */
export function demandsInWords({ statuses }: FormView): string[] {
  const which = statuses.filter(({ demands }) =>
    demands?.some((demand) => demand === 'recoveryAction' || demand === 'recoveryActionOrRevisedDate'),
  );
  if (which.length === 0) return [];
  const names = which.map(({ label }) => `“${oneLine(label)}”`).join(' or ');
  return [`With ${names} I also ask what has held it up, and what is being done about it.`];
}
