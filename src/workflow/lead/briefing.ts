import type { DigestView, View } from '../../cards/views.ts';
import type { ActResult } from '../act-result.ts';
import type { Actor } from '../actor.ts';
import { assembleDigest } from '../assemble-digest.ts';
import { briefingView } from '../briefing-view.ts';
import { findCycle } from '../choose-cycle.ts';
import { digestView } from '../digest-view.ts';
import { CycleOnlyData } from '../lead-data.ts';
import { redrawnWords, redrawPublished } from '../redraw-published.ts';
import { refuse } from '../refusals.ts';
import { malformed, type LeadAct, type LeadDeskDeps } from './lead-act.ts';
import type { LeadPress } from './lead-press.ts';
import { answerWithPreview } from './preview-reply.ts';

/** `digest.briefing`, `digest.chart` and `digest.full`: a digest in a chair's three ways of reading it. */
export const showBriefing = forReaders((digest) => ({ kind: 'briefing', view: briefingView(digest) }));
export const showChart = forReaders((digest) => ({ kind: 'briefing', view: briefingView(digest, true) }));
export const showFull = forReaders((digest) => ({
  kind: 'digest',
  view: { ...digest, back: digest.scope },
}));

/** `digest.redraw`: the channel's post and the chairs' briefings once more, where that failed before. */
export async function redrawAgain(press: LeadPress<CycleOnlyData>): Promise<ActResult> {
  const words = redrawnWords(await redrawPublished(press.deps, press.chosen.key));
  return answerWithPreview(press, { notice: words === '' ? 'Nothing has been posted yet.' : words });
}

/** For the chairs once it is published, and for the leads at any time; in place, and for nobody else. */
function forReaders(draw: (digest: DigestView) => View): LeadAct {
  return async (deps, actor, _turn, data) => {
    const parsed = CycleOnlyData.safeParse(data);
    if (!parsed.success) return { reply: malformed };
    const digest = await readableBy(deps, actor, parsed.data);
    return { reply: digest ? { kind: 'views', views: [draw(digest)] } : forReadersOnly(data) };
  };
}

async function readableBy(
  { store, clock }: LeadDeskDeps,
  actor: Actor,
  { programme, cycle }: CycleOnlyData,
): Promise<DigestView | undefined> {
  const of = actor.programmes.find((one) => one.programme.id === programme);
  const chosen = of && (of.isLead || of.isChair) ? findCycle(of, cycle) : undefined;
  const assembled = chosen && (await assembleDigest(store, chosen.key, clock.now()));
  if (!of || !assembled) return undefined;
  const { loaded, digest, frozen, addenda } = assembled;
  if (!of.isLead && !frozen) return undefined;
  return digestView(loaded.programme.value, loaded.cycle, digest, frozen, addenda);
}

function forReadersOnly(data: unknown) {
  return refuse(
    'This is for the board’s chair and the programme lead',
    'There is nothing to show you here. Nothing was changed.',
    data,
  );
}
