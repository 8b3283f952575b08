import type { DigestView } from '../../cards/views/digest.ts';
import type { View } from '../../cards/views/view.ts';
import type { Recipient } from '../../cycle/message.ts';
import { briefingView } from './briefing-view.ts';
import { digestView } from './digest-view.ts';
import { readPublished } from './read-published.ts';
import type { LoadedCycle } from '../rounds/load-cycle.ts';
import type { CycleStore } from '../ports.ts';

/** A cycle's published digest with what stands beneath it; undefined before it is published. */
export async function publishedDigest(
  cycles: Pick<CycleStore, 'frozenDigest' | 'addenda'>,
  loaded: LoadedCycle,
): Promise<DigestView | undefined> {
  const { frozen, addenda } = await readPublished(cycles, loaded);
  return frozen && digestView(loaded.programme.value, loaded.cycle, frozen.digest, frozen, addenda);
}

/** What is sent of it: the whole to the board's channel, a briefing to each chair. */
export function publishedView(digest: DigestView, recipient: Recipient): View {
  return recipient.kind === 'board'
    ? { kind: 'digest', view: digest }
    : { kind: 'briefing', view: briefingView(digest) };
}
