import type { Update } from '../cycle/request.ts';
import type { ActResult } from './act-result.ts';
import type { Actor } from './actor.ts';
import type { DeskDeps } from './desk-deps.ts';
import type { FoundRequest } from './find-request.ts';
import { formView, type FormContent } from './form-view.ts';
import { listOf } from './list-updates.ts';
import type { Recorded } from './record-update.ts';
import { showForm } from './replies.ts';

type Deps = Pick<DeskDeps, 'store' | 'clock'>;

/** What to show when an update was recorded or was not; undefined asks for another try. */
export async function afterRecording(
  deps: Deps,
  actor: Actor,
  found: FoundRequest,
  recorded: Recorded,
  form: FormContent,
): Promise<ActResult | undefined> {
  switch (recorded.kind) {
    case 'stored':
      return receipt(deps, actor, found, recorded.update, true);
    case 'already':
      return receipt(deps, actor, found, recorded.update, false);
    case 'overtaken':
      return { reply: showForm(formView(found, form)) };
    case 'conflict':
      return undefined;
  }
}

/** The list again, with the receipt; the next outstanding action is its first row. */
async function receipt(
  deps: Deps,
  actor: Actor,
  { loaded }: FoundRequest,
  sent: Update,
  isNew: boolean,
): Promise<ActResult> {
  const list = await listOf(deps, actor, loaded.key, { sent });
  if (!list) throw new Error(`The cycle ${loaded.key.cycleId} went away while an update was stored.`);
  return {
    reply: { kind: 'views', views: [{ kind: 'list', view: list.view }] },
    ...(isNew ? { changed: { key: loaded.key, ref: sent.ref } } : {}),
  };
}
