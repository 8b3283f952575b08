import type { View } from '../../cards/views/view.ts';
import { listed } from '../../cycle/date-names.ts';
import type { Delivery } from '../../outbox/ledger.ts';
import type { LeadDeskDeps } from '../lead/lead-act.ts';
import { loadCycle, type LoadedCycle } from '../rounds/load-cycle.ts';
import type { CycleKey, Stored } from '../ports.ts';
import { unnamedChair } from '../people/programme-people.ts';
import { publishedDigest, publishedView } from './published-view.ts';
import { sendAnewOnce } from './send-anew-once.ts';

type Redrawer = Pick<LeadDeskDeps, 'store' | 'clock' | 'redraw' | 'sendAnew'>;

/** What came of drawing published posts again; each is named as a lead knows it. */
export interface PublishedRedrawn {
  redrawn: string[];
  /** Were not there any more, and stand in a new message now. */
  anew: string[];
  /** Could not be drawn again just now. */
  failed: string[];
}

/**
 * Draws the channel's post and each chair's briefing again, in place, with what stands beneath the figures now. One that
 * is not there any more is sent anew: whoever read the figures is to have what came since. What has not been sent yet
 * needs none of this: it is drawn when it goes.
 */
export async function redrawPublished(deps: Redrawer, key: CycleKey): Promise<PublishedRedrawn> {
  const result: PublishedRedrawn = { redrawn: [], anew: [], failed: [] };
  const loaded = await loadCycle(deps.store, key);
  const digest = loaded && (await publishedDigest(deps.store.cycles, loaded));
  if (!digest) return result;
  const rows = await deps.store.ledger.ofCycle(key, () => undefined);
  const sent = rows.filter(
    ({ value: { sections, activity } }) => activity && sections.some(({ kind }) => kind === 'digest'),
  );
  const outcomes = await Promise.all(
    sent.map((row) => redrawOne(deps, loaded, row, publishedView(digest, row.value.recipient))),
  );
  sent.forEach(({ value: { recipient } }, index) => {
    const name = nameOf(recipient, loaded.contacts.get(contactOf(recipient))?.name);
    result[outcomes[index] ?? 'failed'].push(name);
  });
  return result;
}

async function redrawOne(
  deps: Redrawer,
  { programme }: LoadedCycle,
  row: Stored<Delivery>,
  view: View,
): Promise<keyof PublishedRedrawn> {
  const { activity } = row.value;
  const outcome = activity && (await deps.redraw?.(activity, [view]));
  if (outcome !== 'gone') return outcome ?? 'failed';
  return (await sendAnewOnce(deps, programme.value, row, view)) ? 'anew' : 'failed';
}

/** `Drawn again: the channel’s post and the briefing of Jo Ash.`, and what could not be drawn again. */
export function redrawnWords({ redrawn, anew, failed }: PublishedRedrawn): string {
  return [
    ...(redrawn.length > 0 ? [`Drawn again: ${listed(redrawn)}.`] : []),
    ...(anew.length > 0 ? [`Not there any more, so sent anew: ${listed(anew)}.`] : []),
    ...(failed.length > 0
      ? [`Could not be drawn again just now: ${listed(failed)}. Please press “${refreshPublished}” later.`]
      : []),
  ].join(' ');
}

/** The button that does all of this once more. */
export const refreshPublished = 'Refresh the published posts';

function contactOf(recipient: Delivery['recipient']): string {
  return recipient.kind === 'board' ? '' : recipient.contactId;
}

function nameOf(recipient: Delivery['recipient'], name: string | undefined): string {
  if (recipient.kind === 'board') return 'the channel’s post';
  return name === undefined || name === unnamedChair ? 'the chair’s briefing' : `the briefing of ${name}`;
}
