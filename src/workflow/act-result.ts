import type { CycleKey } from './ports.ts';
import type { ActReply } from './desk.ts';

/** What a person's act comes to: the answer to them, and whether others' lists show something else now. */
export interface ActResult {
  reply: ActReply;
  /** The request that changed. */
  changed?: { key: CycleKey; ref: string };
}
