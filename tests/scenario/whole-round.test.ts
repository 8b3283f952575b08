import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { elementsOf } from '../../src/cards/check-card.ts';
import type { CardElement } from '../../src/cards/card.ts';
import { expectedDigest } from './expected-digest.ts';
import { isAsked, ownerOf } from './paper-plan.ts';
import { sampleFiles } from './sample-files.ts';
import { wholeRound, type Round } from './whole-round.ts';

let round: Round;

beforeAll(async () => {
  round = await wholeRound(await sampleFiles());
}, 180_000);
afterAll(() => round.council.close());

describe('a whole round of the sample register', () => {
  it('imports 53 actions of 18 owners without an error', () => {
    expect(round.imported).toMatchObject({ actions: 53, owners: 18, added: 53, errors: [] });
  });

  it('is answered by everybody who is reached by Teams, and asks nobody about anything else', () => {
    const { plan, answers } = round;
    const reached = plan.actions.filter((action) => isAsked(action) && ownerOf(plan, action)?.by === 'teams');
    expect([...answers.keys()].sort()).toEqual(reached.map(({ ref }) => ref).sort());
    expect(answers.size).toBeGreaterThan(12);
  });

  it('gives a digest whose figures are those counted from the file and the answers', () => {
    const { plan, answers, digest } = round;
    expect(digest).toMatchObject(expectedDigest(plan, answers));
  });

  it('counts owners who took part, and calls nobody silent whom it could not reach', () => {
    const { plan, digest } = round;
    const asked = plan.actions.filter(isAsked);
    const owners = new Set(asked.map(({ owners: [first = ''] }) => first));
    const answered = [...owners].filter((name) => plan.owners.get(name)?.by === 'teams');
    const leads = owners.has('') ? ['Actions without an owner'] : [];
    expect(digest.participation).toEqual({
      asked: owners.size,
      answered: answered.length,
      noUpdate: leads,
    });
  });

  it('leaves everybody alone who has answered: one message each', () => {
    const messages = [...round.people.values()].map(
      (person) =>
        person.saw().filter(({ kind, summary }) => kind === 'message' && /updates? for/i.test(summary ?? ''))
          .length,
    );
    expect(Math.max(...messages)).toBe(1);
  });

  it("posts the published digest, with its chart and the lead's foreword, in the board's channel, once", () => {
    const channelId = round.board.channelId('Papers');
    const posts = round.council.teams.seen.filter(
      (seen) => seen.channelId === channelId && seen.kind === 'message' && hasChart(seen.card),
    );
    expect(posts).toHaveLength(1);
    expect(JSON.stringify(posts[0]?.card)).toContain('A good spring.');
  });

  it('sends the chair a briefing personally, once, with the chart behind a button', () => {
    const cards = round.chair
      .saw()
      .filter(
        ({ conversationId, card }) =>
          conversationId === round.chair.chatId && JSON.stringify(card ?? {}).includes('digest.chart'),
      );
    expect(cards).toHaveLength(1);
    expect(hasChart(cards[0]?.card)).toBe(false);
  });

  it('names nobody in the channel who has not answered', () => {
    const { board, council } = round;
    const posted = council.teams.seen.filter(({ channelId }) => channelId === board.channelId('Papers'));
    expect(JSON.stringify(posted)).not.toContain('Actions without an owner');
  });
});

function hasChart(card: object | undefined): boolean {
  return elementsOf((card ?? {}) as CardElement).some(({ type }) => type === 'Chart.HorizontalBar.Stacked');
}
