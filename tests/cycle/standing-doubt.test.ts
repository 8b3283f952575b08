import { describe, expect, it } from '@jest/globals';
import type { Handover } from '../../src/cycle/cycle.ts';
import type { NotMine } from '../../src/cycle/request-marks.ts';
import { withStandingDoubt } from '../../src/cycle/standing-doubt.ts';
import type { Amendment } from '../../src/programme/amendment.ts';
import type { NewContactId } from '../../src/programme/programme.ts';
import { instant } from '../builders/dates.ts';

const before = instant('2026-10-20T09:00:00Z');
const raised = instant('2026-10-20T10:00:00Z');
const after = instant('2026-10-20T11:00:00Z');
const priya = { contactId: 'priya', name: 'Priya' };
const ama = { contactId: 'ama', name: 'Ama' };
const lee = { id: 'lee', name: 'Lee', email: 'lee@council.example', reachedBy: 'teams' as const };

const notMine: NotMine = { contactId: 'ama', by: ama, at: raised, suggestion: 'Lee' };
const request = { ref: '1.1', notMine };

function handover(changes: Partial<Handover> = {}): Handover {
  return { ref: '1.1', contactId: 'lee', from: 'ama', why: 'reassigned', by: priya, at: after, ...changes };
}

function doubtAfter(
  handovers: Handover[],
  amendments: Amendment[] = [],
  newContactIds: NewContactId[] = [],
): NotMine | undefined {
  return withStandingDoubt(request, { handovers }, { amendments, newContactIds }).notMine;
}

describe('a doubt about whose a request is', () => {
  it.each(['reassigned', 'passed-on', 'handed-back'] as const)('is settled once it is %s', (why) => {
    expect(doubtAfter([handover({ why })])).toBeUndefined();
  });

  it.each<[string, Amendment]>([
    ['to a person', { kind: 'officer', ref: '1.1', contact: lee, by: priya, at: after }],
    ['to an owner', { kind: 'owner', ref: '1.1', ownerId: 'parks', by: priya, at: after }],
  ])('is settled by giving it for good %s, also in a round that is over', (_to, amendment) => {
    expect(doubtAfter([], [amendment])).toBeUndefined();
  });

  it('stands where the request had changed hands before it was raised, or another has', () => {
    expect(doubtAfter([handover({ at: before }), handover({ ref: '1.2' })])).toEqual(notMine);
    expect(doubtAfter([], [{ kind: 'officer', ref: '1.2', contact: lee, by: priya, at: after }])).toEqual(
      notMine,
    );
  });

  it('is their successor’s where whoever raised it has left', () => {
    const replaced: Amendment = { kind: 'replaced', contactId: 'ama', contact: lee, by: priya, at: after };
    expect(doubtAfter([handover({ why: 'replaced' })], [replaced])).toEqual({ ...notMine, contactId: 'lee' });
  });

  it('goes on with whoever raised it at the addresses that files gave them since, also the first again', () => {
    const newContactIds = [
      { was: 'ama', now: 'a.okoro' },
      { was: 'a.okoro', now: 'ama.o' },
    ];
    expect(doubtAfter([], [], newContactIds)).toEqual({ ...notMine, contactId: 'ama.o' });
    expect(doubtAfter([], [], [...newContactIds, { was: 'ama.o', now: 'ama' }])).toEqual(notMine);
  });

  it('is the successor’s of whoever raised it, also where they had a new address', () => {
    const replaced: Amendment = { kind: 'replaced', contactId: 'ama.o', contact: lee, by: priya, at: after };
    expect(doubtAfter([], [replaced], [{ was: 'ama', now: 'ama.o' }])).toEqual({
      ...notMine,
      contactId: 'lee',
    });
  });

  it('leaves a request without one the very same', () => {
    const certain = { ref: '1.1' };
    expect(withStandingDoubt(certain, { handovers: [handover()] }, {})).toBe(certain);
  });
});
