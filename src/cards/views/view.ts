/**
 * What each card shows, as plain words and data: the workflow makes a view, this folder draws it. Texts typed by
 * people are passed as typed; the drawing escapes them.
 */
import type { ActFormView } from './act-form.ts';
import type { BriefingView, DigestView, PreviewView } from './digest.ts';
import type { ConfirmNoChangeView, FormView } from './form.ts';
import type { HistoryView } from './history.ts';
import type { ListView, SampleView } from './list.ts';
import type { NoticeView } from './notice.ts';
import type { OverdueView, OwnerPageView } from './overview.ts';
import type { ReadyView } from './ready.ts';
import type { RefusalView, RetryFormView } from './refusal.ts';
import type { ReviewOneView, ReviewView } from './review.ts';
import type { ScheduleView } from './schedule.ts';

/** One thing that is shown; a message is one or several of these under each other. */
export type View =
  | { kind: 'list'; view: ListView }
  | { kind: 'form'; view: FormView }
  | { kind: 'retry-form'; view: RetryFormView }
  | { kind: 'confirm-no-change'; view: ConfirmNoChangeView }
  | { kind: 'refusal'; view: RefusalView }
  | { kind: 'overdue'; view: OverdueView }
  | { kind: 'owner-page'; view: OwnerPageView }
  | { kind: 'review'; view: ReviewView }
  | { kind: 'review-one'; view: ReviewOneView }
  | { kind: 'digest'; view: DigestView }
  | { kind: 'preview'; view: PreviewView }
  | { kind: 'briefing'; view: BriefingView }
  | { kind: 'act-form'; view: ActFormView }
  | { kind: 'history'; view: HistoryView }
  | { kind: 'schedule'; view: ScheduleView }
  | { kind: 'ready'; view: ReadyView }
  | { kind: 'sample'; view: SampleView }
  | { kind: 'notice'; view: NoticeView };
