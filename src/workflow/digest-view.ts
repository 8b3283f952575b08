import { localDate } from '../calendar/local-time.ts';
import { longDate } from '../calendar/words.ts';
import type { DigestView } from '../cards/views.ts';
import type { Cycle } from '../cycle/cycle.ts';
import type { Digest } from '../digest/digest.ts';
import type { Programme } from '../programme/programme.ts';
import { resolveScheme } from '../programme/status-scheme.ts';
import type { FrozenDigest } from './ports.ts';

/** A digest as it is shown: as published, with its foreword, once it is `frozen`. */
export function digestView(
  programme: Programme,
  cycle: Cycle,
  digest: Digest,
  frozen?: FrozenDigest,
): DigestView {
  const { settings } = programme;
  return {
    scope: { programme: programme.id, cycle: cycle.id },
    boardName: settings.board.name,
    programmeTitle: settings.title,
    meeting: `${settings.board.name}, ${longDate(cycle.dates.meeting)}`,
    digest,
    statuses: resolveScheme(settings.statusScheme).statuses.map(({ id, label, tone }) => ({
      id,
      label,
      tone,
    })),
    levels: { priority: settings.levels.priority, action: settings.levels.action },
    ...(frozen?.foreword !== undefined && { foreword: frozen.foreword }),
    ...(frozen && {
      publishedLine: `Published on ${longDate(localDate(frozen.publishedAt, settings.calendar.timeZone))}`,
    }),
  };
}
