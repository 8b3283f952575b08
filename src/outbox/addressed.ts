import type { DueMessage } from '../cycle/message.ts';

/** Where a message goes, as people write it: an e-mail address, or `board`. */
export function addressOf({ recipient }: Pick<DueMessage, 'recipient'>): string {
  return recipient.kind === 'board' ? 'board' : recipient.email;
}

/** Whether a message goes to this address, whatever its case; any does where none is named. */
export function isAddressedTo(message: Pick<DueMessage, 'recipient'>, to: string | undefined): boolean {
  return to === undefined || addressOf(message).toLowerCase() === to.trim().toLowerCase();
}
