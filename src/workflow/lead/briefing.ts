import type { DigestView } from '../../cards/views/digest.ts';
import type { FormButton } from '../../cards/views/parts.ts';
import type { View } from '../../cards/views/view.ts';
import type { ActResult } from '../act-result.ts';
import type { Actor } from '../people/actor.ts';
import { assembleDigest } from '../publication/assemble-digest.ts';
import { briefingView } from '../publication/briefing-view.ts';
import { findCycle } from '../rounds/choose-cycle.ts';
import { digestView } from '../publication/digest-view.ts';
import { PublishData, type CycleOnlyData } from '../lead-data.ts';
import { redrawnWords, redrawPublished } from '../publication/redraw-published.ts';
import { refuse } from '../refusals.ts';
import { malformed, type LeadAct, type LeadDeskDeps } from './lead-act.ts';
import type { LeadPress } from './lead-press.ts';
import { answerWithPreview } from './preview-reply.ts';

/** `digest.briefing`, `digest.chart` and `digest.full`: a digest in a chair's three ways of reading it. */
export const showBriefing = forReaders((digest, preview) => briefing(digest, false, preview));
export const showChart = forReaders((digest, preview) => briefing(digest, true, preview));
export const showFull = forReaders((digest, preview) => ({
  kind: 'digest',
  view: { ...digest, back: preview ?? { ...digest.scope } },
}));

function briefing(digest: DigestView, showsChart: boolean, preview: FormButton['data'] | undefined): View {
  return { kind: 'briefing', view: { ...briefingView(digest, showsChart), ...(preview && { preview }) } };
}

/** `digest.redraw`: the channel's post and the chairs' briefings once more, where that failed before. */
export async function redrawAgain(press: LeadPress<CycleOnlyData>): Promise<ActResult> {
  const words = redrawnWords(await redrawPublished(press.deps, press.chosen.key));
  return answerWithPreview(press, { notice: words === '' ? 'Nothing has been posted yet.' : words });
}

/** For the chairs once it is published, and for the leads at any time; in place, and for nobody else. */
function forReaders(draw: (digest: DigestView, preview: FormButton['data'] | undefined) => View): LeadAct {
  return async (deps, actor, _turn, data) => {
    const parsed = PublishData.safeParse(data);
    if (!parsed.success) return { reply: malformed };
    const digest = await readableBy(deps, actor, parsed.data);
    if (!digest) return { reply: forReadersOnly(data) };
    const { programme } = parsed.data;
    const isLead = actor.programmes.some((of) => of.isLead && of.programme.id === programme);
    return { reply: { kind: 'views', views: [draw(digest, isLead ? wayBack(parsed.data) : undefined)] } };
  };
}

/** A lead comes from the preview, and finds there again what they typed. */
function wayBack({ programme, cycle, foreword, nameAwaited }: PublishData): FormButton['data'] {
  return {
    ...{ programme, cycle },
    ...(foreword !== '' && { foreword }),
    ...(nameAwaited && { nameAwaited: 'true' }),
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
