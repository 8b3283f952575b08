import { listed } from '../../cycle/date-names.ts';
import type { Delivery } from '../../outbox/ledger.ts';
import type { LeadDeskDeps } from '../lead/lead-act.ts';
import { loadCycle } from '../rounds/load-cycle.ts';
import type { CycleKey } from '../ports.ts';
import { unnamedChair } from '../people/programme-people.ts';
import { publishedDigest, publishedView } from './published-view.ts';

/** What came of drawing published posts again; each is named as a lead knows it. */
export interface PublishedRedrawn {
  redrawn: string[];
  /** Could not be drawn again just now. */
  failed: string[];
  /** Not there any more: somebody has deleted it. */
  gone: string[];
}

/**
 * Draws the channel's post and each chair's briefing again, in place, with what stands beneath the figures now. What has
 * not been sent yet needs none of this: it is drawn when it goes.
 */
export async function redrawPublished(
  { store, redraw }: Pick<LeadDeskDeps, 'store' | 'redraw'>,
  key: CycleKey,
): Promise<PublishedRedrawn> {
  const result: PublishedRedrawn = { redrawn: [], failed: [], gone: [] };
  const loaded = await loadCycle(store, key);
  const digest = loaded && (await publishedDigest(store.cycles, loaded));
  if (!digest) return result;
  const rows = await store.ledger.ofCycle(key, () => undefined);
  const sent = rows
    .map(({ value }) => value)
    .filter(({ sections }) => sections.some(({ kind }) => kind === 'digest'));
  await Promise.all(
    sent.map(async ({ recipient, activity }) => {
      if (!activity) return;
      const outcome = await redraw?.(activity, [publishedView(digest, recipient)]);
      const into = outcome === 'redrawn' || outcome === 'gone' ? outcome : 'failed';
      result[into].push(nameOf(recipient, loaded.contacts.get(contactOf(recipient))?.name));
    }),
  );
  return result;
}

/** `Drawn again: the channel’s post and the briefing of Jo Ash.`, and what could not be drawn again. */
export function redrawnWords({ redrawn, failed, gone }: PublishedRedrawn): string {
  return [
    ...(redrawn.length > 0 ? [`Drawn again: ${listed(redrawn)}.`] : []),
    ...(failed.length > 0
      ? [
          `Could not be drawn again just now: ${listed(failed)}. Please press “Draw the published posts again” later.`,
        ]
      : []),
    ...(gone.length > 0 ? [`Not there any more: ${listed(gone)}.`] : []),
  ].join(' ');
}

function contactOf(recipient: Delivery['recipient']): string {
  return recipient.kind === 'board' ? '' : recipient.contactId;
}

function nameOf(recipient: Delivery['recipient'], name: string | undefined): string {
  if (recipient.kind === 'board') return 'the channel’s post';
  return name === undefined || name === unnamedChair ? 'the chair’s briefing' : `the briefing of ${name}`;
}
