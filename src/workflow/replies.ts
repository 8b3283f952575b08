import type { ActFormView } from '../cards/views/act-form.ts';
import type { FormView } from '../cards/views/form.ts';
import type { ActReply } from './desk.ts';

export function showForm(view: FormView): ActReply {
  return { kind: 'views', views: [{ kind: 'form', view }] };
}

export function showActForm(view: ActFormView): ActReply {
  return { kind: 'views', views: [{ kind: 'act-form', view }] };
}
