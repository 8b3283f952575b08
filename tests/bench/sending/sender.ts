import { createApp } from '../../../src/app.ts';
import { manualClock } from '../../../src/clock.ts';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { storeAt, sendingAt } from './crowd.ts';
import { answerOrders } from './orders.ts';

/** A process of ours that sends whatever is planned. */
answerOrders(async (place, sendRate) => {
  const config = readConfig({
    ...{ STORAGE_CONNECTION_STRING: place.connectionString, PORT: '0', SCHEDULER: 'off', LOG_LEVEL: 'error' },
    ...{ PLAYGROUND: 'off', SAMPLE: 'off', SEND_RATE: String(sendRate) },
  });
  const clock = manualClock(sendingAt.toString());
  const app = await createApp(config, { store: storeAt(place), clock, log: createLog('error') });
  return async () => {
    await app.tick();
  };
});
