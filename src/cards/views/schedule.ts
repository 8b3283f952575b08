import type { CardScope, FormButton } from './parts.ts';

/** Some messages that go, or went, together: when, what, to how many, and to whom. */
export interface ScheduleLine {
  /** `Wednesday 21 October at 9:30 am` */
  when: string;
  /** `a reminder` */
  what: string;
  /** `4 people`, or `30 people; 2 were not reached` */
  to: string;
  names: string[];
}

/** What goes out in a cycle, what has gone, and its dates; for the leads. */
export interface ScheduleView {
  scope: CardScope;
  notice?: string;
  /** `What goes out for the Health and Wellbeing Board on Thursday 19 November 2026` */
  title: string;
  /** `Paused since Tuesday 20 October at 10 am: nothing is sent …` and the like; may be empty. */
  standing: string[];
  toCome: ScheduleLine[];
  gone: ScheduleLine[];
  dates: { title: string; value: string }[];
  buttons: FormButton[];
}
