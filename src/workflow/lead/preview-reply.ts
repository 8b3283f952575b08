import type { RefusalView } from '../../cards/views/refusal.ts';
import type { View } from '../../cards/views/view.ts';
import type { ActResult } from '../act-result.ts';
import { assembleDigest, type AssembledDigest } from '../publication/assemble-digest.ts';
import { previewView, type PreviewExtras } from '../publication/preview-digest.ts';
import { forLeadsOnly } from './lead-act.ts';
import type { LeadPress } from './lead-press.ts';

/** What came of an act on a digest, and what was typed with it. */
export interface Said extends Omit<PreviewExtras, 'notice'> {
  notice?: string | ((assembled: AssembledDigest) => string);
  /** Something was done for good: the message changes for every device and reader. */
  done?: boolean;
  /** The requests that are otherwise now. */
  refs?: readonly string[];
}

/** The preview as it stands now, with what came of an act and what was typed. */
export async function answerWithPreview(
  { deps, chosen, raw, turn }: LeadPress<unknown>,
  { notice, foreword, nameAwaited, done = false, refs = [] }: Said = {},
): Promise<ActResult> {
  const now = deps.clock.now();
  const assembled = await assembleDigest(deps.store, chosen.key, now);
  if (!assembled) return { reply: forLeadsOnly(raw) };
  const said = typeof notice === 'function' ? notice(assembled) : notice;
  const view = previewView(assembled, now, {
    ...(said !== undefined && { notice: said }),
    ...(foreword !== undefined && foreword !== '' && { foreword }),
    ...(nameAwaited && { nameAwaited }),
  });
  const views: View[] = [{ kind: 'preview', view }, ...tooLate(assembled, foreword)];
  if (done && turn.card) await deps.redraw?.(turn.card, views);
  const reply = { kind: 'views' as const, views };
  return refs.length === 0
    ? { reply }
    : { reply, changed: { part: chosen.of, cycle: assembled.loaded.cycle, refs } };
}

/** A foreword that was typed while somebody else published comes back, so that no word of it is lost. */
function tooLate({ frozen }: AssembledDigest, foreword = ''): View[] {
  if (!frozen || foreword === '' || foreword === frozen.foreword) return [];
  const view: RefusalView = {
    title: 'Your foreword was not published',
    message: 'The digest was published before you pressed the button. Your words are below, to copy.',
    typed: [{ label: 'Foreword', text: foreword }],
    backToList: false,
  };
  return [{ kind: 'refusal', view }];
}
