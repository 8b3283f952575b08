import type { Update } from '../../cycle/answer.ts';
import { lineOf } from '../../cycle/request-line.ts';
import type { ActResult } from '../act-result.ts';
import type { DeskDeps } from '../desk-deps.ts';
import type { FoundRequest } from './find-request.ts';
import { formView, type FormContent } from './form-view.ts';
import { listSource } from './list-updates.ts';
import { listView, receiptOf } from './list-view.ts';
import type { ListSource } from './list-source.ts';
import { recordUpdate, type NewUpdate } from './record-update.ts';
import { showForm } from '../replies.ts';

/**
 * Records an update, and says what to show for it; undefined asks for another try. The rest of the list is read while
 * the update is stored, so that the receipt waits for nothing more.
 */
export async function recordAndAnswer(
  deps: Pick<DeskDeps, 'store' | 'clock'>,
  found: FoundRequest,
  next: NewUpdate,
  form: FormContent,
): Promise<ActResult | undefined> {
  const [recorded, source] = await Promise.all([
    recordUpdate(deps, found, next),
    listSource(deps, found.part, found.loaded.cycle),
  ]);
  switch (recorded.kind) {
    case 'stored': {
      const { ref } = recorded.request;
      const line = lineOf(recorded.request);
      const requests = source.loaded.requests.map((one) => (one.ref === ref ? line : one));
      const reply = receipt({ ...source, loaded: { ...source.loaded, requests } }, recorded.update);
      return { reply, changed: { part: found.part, cycle: found.loaded.cycle, refs: [ref] } };
    }
    case 'already':
      return { reply: receipt(source, recorded.update) };
    case 'overtaken':
      return { reply: showForm(formView(found, form)) };
    case 'conflict':
      return undefined;
  }
}

/** The list again, with the receipt; the next outstanding action is its first row. */
function receipt(source: ListSource, sent: Update): ActResult['reply'] {
  const view = listView(source, 1, { receipt: receiptOf(source, sent) });
  return { kind: 'views', views: [{ kind: 'list', view }] };
}
