import type { Section } from './message.ts';
import type { UpdateRequest } from './request.ts';

const kinds: readonly Section['kind'][] = ['returned', 'returned-due'];

/** Whether a section is about an answer that was sent back. */
export function isAboutReturn({ kind }: Section): boolean {
  return kinds.includes(kind);
}

/** What a message about a return is called in the ledger: the same request can be sent back more than once. */
export function returnSection(
  kind: 'returned' | 'returned-due',
  request: Pick<UpdateRequest, 'ref' | 'sentBack'>,
): Section {
  return { rung: rungOf(kind, request), kind };
}

/** The request that a section about a return is about, if that is with its owner still. */
export function returnIn(section: Section, requests: readonly UpdateRequest[]): UpdateRequest | undefined {
  return requests.find(
    (request) => request.state === 'returned' && rungOf(section.kind, request) === section.rung,
  );
}

function rungOf(
  kind: Section['kind'],
  { ref, sentBack = [] }: Pick<UpdateRequest, 'ref' | 'sentBack'>,
): string {
  return `${kind},${sentBack.length + 1},${ref}`;
}
