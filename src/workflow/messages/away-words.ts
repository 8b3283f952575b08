import { localDate } from '../../calendar/local-time.ts';
import type { Temporal } from '../../calendar/temporal.ts';
import { dayAndMonth } from '../../calendar/words.ts';
import { listed } from '../../cycle/date-names.ts';
import type { RequestLine, UpdateLine } from '../../cycle/request-line.ts';
import { coveredBy, type Route } from '../../cycle/routing.ts';
import { absenceOn } from '../../programme/absence.ts';
import { groupedBy } from '../../programme/grouped.ts';
import { newestUpdate } from '../../cycle/newest-update.ts';

/**
 * Why somebody is asked for what is others', one sentence for each who is away:
 * `Ama Okoro is away until Friday 30 October and has asked you to stand in.`
 */
export function inPlaceOfAway(
  routes: readonly Route[],
  contactId: string,
  today: Temporal.PlainDate,
  nameOf: (contactId: string) => string | undefined,
): string[] {
  const sentences = routes.flatMap((route) => {
    const absence = coveredBy(route, [contactId], today);
    const name = absence && nameOf(absence.contactId);
    if (!absence || name === undefined) return [];
    const away = `${name} is away until ${dayAndMonth(absence.to)}`;
    if (absence.standIn === contactId) return [`${away} and has asked you to stand in.`];
    return route.deputies.includes(contactId)
      ? [`${away}, so we ask you as the deputy.`]
      : [`${away} and has no deputy here, so this comes to you.`];
  });
  return [...new Set(sentences)];
}

/**
 * What others have answered for somebody while they were away, until they answer something themselves:
 * `While you were away, Sam Lee answered 1.4 and 2.3.`
 */
export function doneMeanwhile(
  requests: readonly RequestLine[],
  routes: ReadonlyMap<string, Route>,
  about: { readers: readonly string[]; now: Temporal.Instant; timeZone: string },
): string | undefined {
  const { readers, now, timeZone } = about;
  const newest = requests.flatMap((request) => {
    const update = newestUpdate(request);
    return update ? [{ ref: request.ref, update }] : [];
  });
  const isOwn = ({ by }: UpdateLine) => readers.includes(by.contactId);
  const seen = newest
    .filter(({ update }) => isOwn(update))
    .reduce((latest, { update: { at } }) => Math.max(latest, at.epochMilliseconds), 0);
  const others = newest.filter(({ ref, update }) => {
    const route = routes.get(ref);
    if (!route?.away || route.messaged === undefined || !readers.includes(route.messaged)) return false;
    const { absences } = route.away;
    const wasAway = absenceOn(absences, route.messaged, localDate(update.at, timeZone), update.at);
    const isAway = absenceOn(absences, route.messaged, localDate(now, timeZone));
    return !isOwn(update) && update.at.epochMilliseconds > seen && wasAway && !isAway;
  });
  if (others.length === 0) return undefined;
  const who = [...groupedBy(others, ({ update }) => update.by.name)].map(
    ([name, answered]) => `${name} answered ${listed(answered.map(({ ref }) => ref))}`,
  );
  return `While you were away, ${listed(who)}.`;
}
