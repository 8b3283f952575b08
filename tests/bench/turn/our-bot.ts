import process from 'node:process';
import { createApp, type App } from '../../../src/app.ts';
import { azureClients } from '../../../src/storage/azure-clients.ts';
import { azureTables } from '../../../src/storage/azure-store.ts';
import { memoryQueue } from '../../../src/storage/memory-queue.ts';
import { storeOn } from '../../../src/storage/store.ts';
import { systemClock } from '../../../src/clock.ts';
import { answerParent } from './child.ts';
import { countedTables, type CountedTables } from '../counted-tables.ts';

let app: App | undefined;
let counted: CountedTables | undefined;
/** Round trips made when the last button had been answered. */
let whenAnswered = 0;
let isCounting = false;

answerParent({
  /** Starts the product as local mode does, but for its store, whose round trips are counted. */
  async start({ connectionString, prefix }: { connectionString: string; prefix: string }) {
    const counting = countedTables(azureTables(azureClients({ connectionString }), prefix));
    counted = counting;
    app = await createApp(
      {
        mode: 'local',
        production: false,
        credentials: 'none',
        storage: { connectionString },
        port: 0,
        logLevel: 'error',
        sendRate: 'off',
        scheduler: false,
        playground: false,
        playgroundPort: 0,
        sample: false,
        localDirectory: '.',
      },
      {
        store: storeOn(counting.tables, memoryQueue(systemClock)),
        desk: (desk) => ({
          ...desk,
          async acted(turn, verb, data) {
            const reply = await desk.acted(turn, verb, data);
            if (isCounting) whenAnswered = counting.counts().roundTrips;
            return reply;
          },
        }),
      },
    );
    return app.start();
  },
  /** Processor time so far, in microseconds. */
  cpu: () => process.cpuUsage(),
  /** Waits for what goes on behind the answers. */
  settled: () => app?.desk.settled(),
  /** Storage round trips since the last time: those that the last answer waited for, and with those behind it. */
  async counts() {
    await app?.desk.settled();
    const all = counted?.counts();
    counted?.reset();
    isCounting = !isCounting;
    return { answered: whenAnswered, inAll: all?.roundTrips, calls: all?.calls };
  },
});
