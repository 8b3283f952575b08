import { systemClock } from '../../../src/clock.ts';
import { createLog } from '../../../src/log.ts';
import { sendsAtOnce } from '../../../src/outbox/deliver.ts';
import { azureClients } from '../../../src/storage/azure-clients.ts';
import { azureTable } from '../../../src/storage/azure-table.ts';
import { shards } from '../../../src/storage/shard-of.ts';
import type { StoredRow } from '../../../src/storage/table.ts';
import { createTeams } from '../../../src/teams/bot.ts';
import type { ConversationAddress } from '../../../src/workflow/people/person.ts';
import { answerOrders } from './orders.ts';

/** The least that a sender must do: claims a row by its tag, sends a card that is ready made, settles the row. */
answerOrders(async (place) => {
  const table = azureTable('bare', azureClients(place).table(`${place.run}Bare`));
  const { messenger } = createTeams({
    credentials: 'none',
    desk: () => {
      throw new Error('Nobody speaks to this bot.');
    },
    render: () => card,
    log: createLog('error'),
    clock: systemClock,
  });

  async function sendOne({ partition, row, properties, etag }: StoredRow): Promise<void> {
    const { address } = JSON.parse(String(properties['data0'])) as { address: ConversationAddress };
    const claimed = await table.replace(
      { partition, row, properties: { ...properties, state: 'claimed' } },
      etag,
    );
    if (claimed.kind !== 'written') return;
    const outcome = await messenger.sendToPerson(address, card);
    await table.replace({ partition, row, properties: { ...properties, state: outcome.kind } }, claimed.etag);
  }

  return async () => {
    const partitions = Array.from({ length: shards }, (_, n) => String(n).padStart(2, '0'));
    let rows: StoredRow[] = [];
    let reading: Promise<void> | undefined;
    async function next(): Promise<StoredRow | undefined> {
      for (;;) {
        const row = rows.shift();
        if (row) return row;
        if (!reading && partitions.length === 0) return undefined;
        reading ??= table.list({ partition: partitions.shift() ?? '' }).then((found) => {
          rows = found;
          reading = undefined;
        });
        await reading;
      }
    }
    const lanes = Array.from({ length: sendsAtOnce }, async () => {
      for (let row = await next(); row; row = await next()) await sendOne(row);
    });
    await Promise.all(lanes);
  };
});

const card = {
  summary: 'Your update for the Wellbeing Board',
  card: {
    type: 'AdaptiveCard',
    version: '1.5',
    body: Array.from({ length: 12 }, (_, n) => ({
      type: 'TextBlock',
      wrap: true,
      text: `Open a warm, staffed room in every ward by the end of winter, and keep it open (${n})`,
    })),
  },
};
