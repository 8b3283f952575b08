import { localDate } from '../../calendar/local-time.ts';
import { longDate } from '../../calendar/words.ts';
import type { DigestView } from '../../cards/views/digest.ts';
import type { Cycle } from '../../cycle/cycle.ts';
import type { Addendum } from '../../digest/addendum.ts';
import type { Digest, DigestWords } from '../../digest/digest.ts';
import type { Programme } from '../../programme/programme.ts';
import type { ProgrammeSettings } from '../../programme/settings.ts';
import { resolveScheme } from '../../programme/status-scheme.ts';
import { addendaView } from './addenda-view.ts';
import type { FrozenDigest } from '../ports.ts';

/** A digest as it is shown: as published, in the words of that day and with its foreword, once it is `frozen`. */
export function digestView(
  programme: Programme,
  cycle: Cycle,
  digest: Digest,
  frozen?: FrozenDigest,
  addenda: readonly Addendum[] = [],
): DigestView {
  const { settings } = programme;
  const words = frozen?.words ?? digestWords(settings);
  const { timeZone } = settings.calendar;
  return {
    ...words,
    scope: { programme: programme.id, cycle: cycle.id },
    meeting: `${words.boardName}, ${longDate(cycle.dates.meeting)}`,
    digest,
    ...(frozen?.foreword !== undefined && { foreword: frozen.foreword }),
    ...(frozen?.awaited && { awaited: frozen.awaited }),
    ...(addenda.length > 0 && { addenda: addendaView(addenda, words, timeZone, frozen) }),
    ...(frozen && {
      publishedLine: `Published on ${longDate(localDate(frozen.publishedAt, timeZone))}`,
    }),
  };
}

/** The words that a programme's settings give its digest. */
export function digestWords({ title, board, statusScheme, levels }: ProgrammeSettings): DigestWords {
  return {
    programmeTitle: title,
    boardName: board.name,
    statuses: resolveScheme(statusScheme).statuses.map(({ id, label, counted, tone }) => ({
      id,
      label,
      ...(counted !== undefined && { counted }),
      tone,
    })),
    levels: { priority: levels.priority, action: levels.action },
  };
}
