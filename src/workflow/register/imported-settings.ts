import { checkSettings } from '../../programme/check-settings.ts';
import { wholeFile, type Findings } from '../../programme/problem.ts';
import type { Programme } from '../../programme/programme.ts';
import { ProgrammeSettings } from '../../programme/settings.ts';
import { resolveScheme, statusById } from '../../programme/status-scheme.ts';

export interface GivenSettings {
  programmeId: string;
  /** The settings file, parsed as JSON. Absent: the settings stay as they are. */
  settings?: unknown;
  production: boolean;
}

/** The settings given, else those stored, else the defaults. What is wrong with them is reported. */
export function importedSettings(
  input: GivenSettings,
  stored: Programme | undefined,
  findings: Findings,
): ProgrammeSettings {
  const fallback = stored?.settings ?? ProgrammeSettings.parse({ title: input.programmeId });
  if (input.settings === undefined && stored) return stored.settings;
  if (input.settings === undefined) {
    findings.warnings.push(
      wholeFile(
        'There are no settings yet: the programme goes by its id, and has no leads. Give them with --settings.',
      ),
    );
  }
  const checked = checkSettings(input.settings ?? fallback, input.production);
  if (checked.problems) {
    findings.errors.push(...checked.problems.map((problem) => wholeFile(`Settings: ${problem}.`)));
    return fallback;
  }
  if (stored && stored.tenantId !== checked.settings.tenantId) {
    findings.errors.push(
      wholeFile(
        `Settings: tenantId: the programme belongs to the tenant ${stored.tenantId}, and cannot move. Use another programme id.`,
      ),
    );
  }
  const lost = stored ? lostStatuses(stored, checked.settings) : [];
  if (lost.length > 0) {
    findings.warnings.push(
      wholeFile(
        `Settings: statusScheme: a cycle that is not published yet has answers under ${lost.join(', ')}, which the new scheme does not have: those actions would count as having no status.`,
      ),
    );
  }
  if (input.settings !== undefined && checked.settings.leads.length === 0) {
    findings.warnings.push(
      wholeFile('Settings: leads: there are none, so nobody can see who is late or publish the digest.'),
    );
  }
  return withChannel(checked.settings, stored);
}

/** A channel that a lead has chosen in Teams stays the board's, unless the settings name another. */
function withChannel(settings: ProgrammeSettings, stored: Programme | undefined): ProgrammeSettings {
  const { channelId, teamId } = stored?.settings.board ?? {};
  if (channelId === undefined || settings.board.channelId !== undefined) return settings;
  const board = { ...settings.board, channelId, ...(teamId === undefined ? {} : { teamId }) };
  return { ...settings, board };
}

/** Labels of statuses that a running cycle's answers may have, and that new settings take away. */
function lostStatuses({ cycles, settings: before }: Programme, after: ProgrammeSettings): string[] {
  if (!cycles.some(({ state }) => state === 'open' || state === 'closed')) return [];
  const scheme = resolveScheme(after.statusScheme);
  return resolveScheme(before.statusScheme)
    .statuses.filter(({ id }) => !statusById(scheme, id))
    .map(({ label }) => label);
}
