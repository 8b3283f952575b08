import type { BoardQuestion } from './baseline.ts';
import { newestUpdate } from './newest-update.ts';
import type { UpdateRequest } from './request.ts';

/**
 * What the board asked that the next round opens with: what was answered is not asked again; what was not still is,
 * unless the board has asked something since.
 */
export function stillAsked(request: UpdateRequest): BoardQuestion | undefined {
  return request.boardAsked ?? (newestUpdate(request) ? undefined : request.baseline.boardAsked);
}
