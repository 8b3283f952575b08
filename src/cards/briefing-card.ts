import { headline } from '../digest/sentences.ts';
import { addendaIn } from './addenda.ts';
import { dotColour, type CardPart, type Place } from './card.ts';
import { chartByPriority } from './chart.ts';
import { cutAtWord, firstOf } from './cut.ts';
import { escapeMarkdown, escapeOneLine, oneLine } from './escape.ts';
import { loadTemplate } from './template.ts';
import type { BriefingView } from './views/digest.ts';

const fill = loadTemplate('briefing');

/** What a chair leads the item by: a sentence of counts, what is off track, what was completed; the rest by a button. */
export function drawBriefing(view: BriefingView, place: Place): CardPart {
  const { digest, offTrack, completed, asked } = view;
  const { room } = place;
  const sentence = headline(digest.digest, digest.statuses);
  const total = offTrack.length + view.offTrackMore;
  const short = (text: string) => escapeOneLine(cutAtWord(oneLine(text), room.detail));
  const title = (text: string) => escapeOneLine(cutAtWord(text, room.title));
  const chart = view.showsChart ? chartByPriority(digest, place) : [];
  return {
    body: fill({
      meeting: escapeOneLine(digest.meeting),
      programmeTitle: escapeOneLine(digest.programmeTitle),
      published: [escapeOneLine(digest.publishedLine ?? 'Not published yet: for the leads only.')],
      foreword: digest.foreword?.trim() ? [escapeMarkdown(digest.foreword)] : [],
      headline: escapeOneLine(sentence),
      offTrack: sectionOf(offTrack, `Off track (${total})`, andMore(view.offTrackMore), (row) => ({
        colour: dotColour(row.status.tone),
        status: oneLine([row.status.label, row.since].filter(Boolean).join(', ')),
        title: title(row.title),
        lines: [...row.lines.map(short), short(row.answers)],
      })),
      asked: folded(asked, room.items, (row) => ({
        title: title(row.title),
        question: escapeOneLine(`Asked: ${oneLine(row.question)}`),
        answer: short(row.answer),
      })),
      completed: folded(completed, room.items, (row) => ({
        colour: dotColour('done'),
        title: oneLine(cutAtWord(row.title, room.title)),
        outcome: row.outcome === '' ? '.' : `: ${cutAtWord(oneLine(row.outcome), room.detail)}`,
      })),
      nothing: total + completed.length === 0 ? ['Nothing is off track, and nothing was completed.'] : [],
      addenda: addendaIn(digest, room),
      chart,
      words: chart.map(({ words }) => ({ words })),
      buttons: buttonsOf(view),
    }),
    summary: oneLine(`${digest.meeting}. ${sentence}`),
    wide: true,
  };
}

function buttonsOf({ digest: { scope, digest }, showsChart, preview }: BriefingView) {
  const hasChart = digest.byPriority.some(({ total }) => total > 0);
  const data = preview ?? { ...scope };
  const chart = showsChart
    ? { title: 'Hide the chart', verb: 'digest.briefing', data }
    : { title: 'Show the chart', verb: 'digest.chart', data };
  return [
    ...(hasChart ? [chart] : []),
    { title: 'See the full digest', verb: 'digest.full', data },
    ...(preview ? [{ title: 'Back to the preview', verb: 'digest.preview', data }] : []),
  ];
}

function andMore(count: number): string[] {
  return count > 0 ? [`and ${count} more, in the full digest`] : [];
}

function folded<T, Row>(all: readonly T[], most: number, draw: (one: T) => Row) {
  const { shown } = firstOf(all, most);
  return sectionOf(shown, '', andMore(all.length - shown.length), draw);
}

function sectionOf<T, Row>(
  rows: readonly T[],
  title: string,
  more: string[],
  draw: (one: T) => Row,
): { title: string; items: Row[]; more: string[] }[] {
  return rows.length === 0 ? [] : [{ title, items: rows.map(draw), more }];
}
