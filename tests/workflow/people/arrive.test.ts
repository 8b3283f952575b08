import { expect, it } from '@jest/globals';
import { contactId } from '../../builders/open-cycle.ts';
import { deskWorld } from '../../builders/desk-world.ts';

it('what could not reach somebody is planned again in their next turn, where their first came to nothing', async () => {
  const planned: string[] = [];
  let isStoreAway = true;
  const world = await deskWorld(
    { owners: { Housing: { lead: 'ama' } }, actions: { '1.1': { owners: ['Housing'] } } },
    {
      outbox: {
        put: async () => undefined,
        metPerson: async (_tenant, ids) => {
          if (isStoreAway) throw new Error('The store is away.');
          planned.push(...ids);
        },
        confirmArrival: async () => undefined,
      },
    },
  );
  await expect(world.say('ama', 'help')).rejects.toThrow('The store is away.');
  isStoreAway = false;
  for (let turn = 0; turn < 3; turn += 1) await world.say('ama', 'help');
  expect(planned).toEqual([contactId('ama')]);
});
