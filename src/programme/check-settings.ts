import { Temporal } from '../calendar/temporal.ts';
import { validateLadder } from '../cycle/rungs.ts';
import { foldText } from './fold-text.ts';
import { isRealTenant } from './local-tenant.ts';
import { ProgrammeSettings } from './settings.ts';

/** The key under which a digest counts actions that have no status. */
const uncounted = 'none';

export type CheckedSettings = { settings: ProgrammeSettings; problems?: never } | { problems: string[] };

/**
 * A programme's settings as they were written, checked whole: every problem in words, each with where it stands.
 * Beyond the schema: the time zone exists, periods run forwards, the ladder works, each word stands for one status, and in
 * production the tenant is named.
 */
export function checkSettings(raw: unknown, production: boolean): CheckedSettings {
  const parsed = ProgrammeSettings.safeParse(raw);
  if (!parsed.success) return { problems: parsed.error.issues.flatMap(inWords) };
  const settings = parsed.data;
  const problems = [
    ...timeZoneProblems(settings.calendar.timeZone),
    ...settings.calendar.quietPeriods.flatMap(({ from, to }, index) =>
      from <= to ? [] : [`calendar.quietPeriods[${index}]: starts on ${from}, after its end on ${to}`],
    ),
    ...validateLadder(settings.ladder).map((problem) => `ladder: ${problem.replace(/\.$/, '')}`),
    ...schemeProblems(settings.statusScheme),
  ];
  if (production && !isRealTenant(settings.tenantId)) {
    problems.push('tenantId: name the Microsoft 365 tenant that the programme belongs to');
  }
  return problems.length > 0 ? { problems } : { settings };
}

interface Issue {
  code?: string | undefined;
  path: PropertyKey[];
  message: string;
  keys?: string[];
  errors?: Issue[][];
}

function inWords(issue: Issue): string[] {
  const where = pathInWords(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map(
      (key) => `${where}: "${key}" is not a setting; check the spelling, or leave it out`,
    );
  }
  if (issue.code === 'invalid_union' && issue.errors) {
    const written = issue.errors.find((branch) => branch.some((inner) => inner.path.length > 0));
    if (written)
      return written.flatMap((inner) => inWords({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  return [`${where}: ${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`];
}

function pathInWords(path: PropertyKey[]): string {
  if (path.length === 0) return 'the settings';
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');
}

/** A name such as Europe/London; a bare offset has no clock changes, and is refused. */
function timeZoneProblems(timeZone: string): string[] {
  const unknown = [`calendar.timeZone: "${timeZone}" is no time zone; write one such as Europe/London`];
  if (!/^[A-Za-z]/.test(timeZone)) return unknown;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return [];
  } catch {
    return unknown;
  }
}

function schemeProblems(scheme: ProgrammeSettings['statusScheme']): string[] {
  if (typeof scheme === 'string') return [];
  const { statuses } = scheme;
  const wordings = statuses.flatMap(({ id, label, words }) => [
    ...new Set([id, label, ...words].map(foldText)),
  ]);
  return [
    ...twins(statuses.map(({ id }) => id)).map((id) => `the status "${id}" is there twice`),
    ...twins(wordings).map((words) => `"${words}" stands for more than one status`),
    ...(statuses.some(({ id }) => id === uncounted)
      ? [`"${uncounted}" is what actions without a status are counted under; give the status another id`]
      : []),
  ].map((problem) => `statusScheme: ${problem}`);
}

function twins(values: string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
