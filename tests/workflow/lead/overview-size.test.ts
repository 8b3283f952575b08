import { describe, expect, it } from '@jest/globals';
import { mostBytes, sizeOf } from '../../../src/cards/check-card.ts';
import { renderViews } from '../../../src/cards/render.ts';
import type { View } from '../../../src/cards/views/view.ts';
import { lead, leadWorld, type ActionSpec, type LeadWorld } from '../lead-world.ts';

const ids = { programme: 'hws', cycle: '2026-11' };

function actionsOf(count: number, owners: number): ActionSpec[] {
  return Array.from({ length: count }, (_, index) => ({
    ref: `${1 + (index % 9)}.${index}`,
    owner: `partnership-of-neighbourhoods-and-wards-${index % owners}`,
  }));
}

async function press(on: LeadWorld, verb: string, data: object = {}): Promise<View[]> {
  const result = await on.desk.acted(await on.actor(lead), await on.turn(lead), verb, { ...ids, ...data });
  return result?.reply.kind === 'views' ? result.reply.views : [];
}

function size(views: View[]): number {
  return sizeOf(renderViews(views).card);
}

describe.each([
  [53, 18],
  [500, 120],
  [500, 3],
])('the overview of %i actions of %i owners', (count, owners) => {
  it('fits on every page, and so do the owners’ pages and every form', async () => {
    const on = await leadWorld({ actions: actionsOf(count, owners) });
    const long = 'messages from the bot are switched off for everybody in this part of the organisation';
    await on.delivered(
      'nobody@council.example',
      actionsOf(count, owners).map(({ ref }) => ref),
      'request',
      {
        state: 'unreachable',
        why: long,
      },
    );
    const pages = Math.ceil(owners / 10);
    const chosen: string[] = [];
    for (let page = 1; page <= pages; page += 1) {
      const views = await press(on, 'lead.overview', { page });
      expect(size(views)).toBeLessThan(mostBytes);
      const [view] = views;
      if (view?.kind !== 'overdue') throw new Error('no overview');
      if (page === 1) chosen.push(...view.view.owners.slice(0, 10).map(({ id }) => id));
    }
    const all = { owners: chosen.join(',') };
    for (const verb of [
      'lead.extend',
      'lead.excuse',
      'lead.record',
      'lead.chase',
      'lead.reassign',
      'lead.replace',
    ]) {
      expect(size(await press(on, verb, all))).toBeLessThan(mostBytes);
    }
    expect(size(await press(on, 'lead.copyEmail', { owners: chosen[0] }))).toBeLessThan(mostBytes);
    expect(size(await press(on, 'lead.overview', { owner: chosen[0] }))).toBeLessThan(mostBytes);
    await press(on, 'lead.excuse', { ...all, filled: 'yes', whyExcused: 'On hold. '.repeat(50) });
    expect(size(await press(on, 'lead.excuse', { again: 'yes' }))).toBeLessThan(mostBytes);
    expect(size(await press(on, 'lead.participation'))).toBeLessThan(mostBytes);
    const more = [
      ...['lead.review', 'lead.schedule', 'lead.move', 'lead.pause', 'lead.cancel', 'lead.newCycle'],
      ...['digest.preview', 'digest.briefing', 'digest.chart', 'digest.full'],
    ];
    const foreword = 'Thank you to all who wrote. '.repeat(70);
    for (const verb of more) {
      const views = await press(on, verb, { meeting: '2027-01-21', filled: 'yes', foreword });
      expect({ verb, isRefused: views[0]?.kind === 'refusal' }).toEqual({ verb, isRefused: false });
      expect(size(views)).toBeLessThan(mostBytes);
    }
  });
});
