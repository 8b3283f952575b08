import { describe, expect, it } from '@jest/globals';
import { boardChannel, personas } from '../../src/local/personas.ts';
import { playgroundConfiguration } from '../../src/local/playground-configuration.ts';

describe.each(personas)('the Playground of $role', (persona) => {
  const configuration = playgroundConfiguration(persona);

  it('lets a visitor be that persona', () => {
    expect(configuration.currentUser).toMatchObject({
      name: persona.name,
      email: persona.email,
      userPrincipleName: persona.email,
      aadObjectId: persona.aadObjectId,
    });
  });

  it('has the five other users without which it does not start, all different', () => {
    expect(configuration.users).toHaveLength(5);
    const everybody = [configuration.currentUser, ...configuration.users];
    for (const key of ['id', 'aadObjectId', 'email'] as const)
      expect(new Set(everybody.map((user) => user[key])).size).toBe(6);
  });

  it("has a chat of its own, and the board's channel", () => {
    expect(configuration.personalChat.id).toContain(persona.role);
    expect(configuration.team).toMatchObject({
      id: boardChannel.teamId,
      channels: [{ id: boardChannel.channelId, name: boardChannel.channelName }],
    });
  });
});

describe('the Playgrounds', () => {
  it('have each a port of its own, one after the other', () => {
    expect(personas.map(({ portOffset }) => portOffset)).toEqual([0, 1, 2]);
  });
});
