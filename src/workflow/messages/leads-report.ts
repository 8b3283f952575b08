import type { Temporal } from '../../calendar/temporal.ts';
import type { View } from '../../cards/views/view.ts';
import { isOutstanding } from '../../cycle/outstanding.ts';
import type { Delivery } from '../../outbox/ledger.ts';
import { overdueView } from '../overdue/overdue.ts';
import { deliveriesOf } from '../overdue/overdue-state.ts';
import { assembleDigest, type DigestReader } from '../publication/assemble-digest.ts';
import { previewView } from '../publication/preview-digest.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import { audienceOf } from './audience.ts';
import { newsLines } from './leads-news.ts';

/**
 * What a message tells a lead: the summary while anything is outstanding, whatever its rung is called; the preview once
 * the cycle has closed. Either opens with the news; on other days the overview comes for the news alone.
 */
export async function leadsReport(
  store: DigestReader,
  loaded: LoadedCycle,
  delivery: Delivery,
  now: Temporal.Instant,
): Promise<View[]> {
  const kinds = new Set(delivery.sections.map(({ kind }) => kind));
  const { state } = loaded.cycle;
  const isPreview = kinds.has('close') && state === 'closed';
  const isSummary = state === 'open' && hasSummary(loaded, delivery);
  if (!isPreview && !isSummary && !kinds.has('news')) return [];
  const messages = await deliveriesOf(store.ledger, loaded.key);
  const news = newsLines(loaded, messages.deliveries, delivery, now);
  const notice = news.length === 0 ? undefined : ['New since you last heard:', ...news].join('\n');
  if (isPreview) return preview(store, loaded, now, notice);
  if (news.length === 0 && !(isSummary && loaded.requests.some(isOutstanding))) return [];
  const wish = notice === undefined ? {} : { notice };
  return [{ kind: 'overdue', view: overdueView({ loaded, ...messages, now }, wish) }];
}

function hasSummary(loaded: LoadedCycle, { sections }: Delivery): boolean {
  return sections.some(
    (section) =>
      section.kind !== 'close' && section.kind !== 'news' && audienceOf(loaded, section) === 'leads',
  );
}

async function preview(
  store: DigestReader,
  { key }: LoadedCycle,
  now: Temporal.Instant,
  news: string | undefined,
): Promise<View[]> {
  const assembled = await assembleDigest(store, key, now);
  if (!assembled) return [];
  const view = previewView(assembled, now);
  const notice = [news, view.notice].filter((line) => line !== undefined).join('\n');
  return [{ kind: 'preview', view: notice === '' ? view : { ...view, notice } }];
}
