import type { Figure } from '../figure.ts';
import { digest } from './digest.ts';
import { opening } from './opening.ts';
import { sendingFree } from './sending-free.ts';
import { sendingPaced } from './sending-paced.ts';
import { start } from './start.ts';
import { tickIdle } from './tick-idle.ts';
import { turn } from './turn.ts';
import { twoProcesses } from './two-processes.ts';

/** Every figure, in the order in which a full run takes them. */
export const figures: readonly Figure[] = [
  turn,
  tickIdle,
  opening,
  digest,
  start,
  sendingFree,
  twoProcesses,
  sendingPaced,
];
