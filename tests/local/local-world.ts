import { createApp, type App } from '../../src/app.ts';
import type { CardElement } from '../../src/cards/card.ts';
import { elementsOf } from '../../src/cards/check-card.ts';
import { workingCalendar } from '../../src/calendar/working-days.ts';
import { manualClock } from '../../src/clock.ts';
import { readConfig } from '../../src/config.ts';
import { simulatedMessenger } from '../../src/local/colleagues.ts';
import { loadSample } from '../../src/local/load-sample.ts';
import { openLocalClock, type LocalClock } from '../../src/local/local-clock.ts';
import { leadPersona, type Persona } from '../../src/local/personas.ts';
import { sampleSettings } from '../../src/local/sample-files.ts';
import { skipCommand } from '../../src/local/skip.ts';
import { createLog } from '../../src/log.ts';
import type { Messenger } from '../../src/outbox/ports.ts';
import { memoryStore } from '../../src/storage/memory-store.ts';
import type { CycleKey } from '../../src/workflow/ports.ts';
import type { Turn } from '../../src/workflow/desk.ts';

/** Local mode on a store in memory, started at a moment of the real world; what Teams would get is written down. */
export interface LocalWorld {
  app: App;
  clock: LocalClock;
  cycle: CycleKey;
  /** To whose chat, or `channel`, and the card as text. */
  sent: { to: string; card: string }[];
  /** Writes as the lead, and returns the answer's title and paragraphs. */
  said(text: string): Promise<string[]>;
  /** The same; of a skip, what the chat is told when it is done. */
  lead(text: string): Promise<string[]>;
}

export async function localWorld(
  startedAt: string,
  { sample = true }: { sample?: boolean } = {},
): Promise<LocalWorld> {
  const base = manualClock(startedAt);
  const store = memoryStore({ clock: base });
  const clock = await openLocalClock(
    store.settings,
    workingCalendar((await sampleSettings()).calendar),
    base,
  );
  const sent: LocalWorld['sent'] = [];
  const told: string[][] = [];
  const app = await createApp(readConfig({}), {
    log: createLog('silent'),
    store,
    clock,
    messenger: () => simulatedMessenger(noting(sent, told)),
    commands: (running) => [skipCommand(running, clock)],
  });
  if (sample) await loadSample(app);
  await app.tick();
  const [programme] = await store.programmes.list();
  const [cycle] = programme?.value.cycles ?? [];
  const said = async (text: string) => {
    const views = await app.desk.said(turnOf(leadPersona), text);
    return views.flatMap((view) =>
      view.kind === 'notice' ? [view.view.title, ...view.view.paragraphs] : [view.kind],
    );
  };
  return {
    app,
    clock,
    cycle: { tenantId: 'local', programmeId: programme?.value.id ?? '', cycleId: cycle?.id ?? '' },
    sent,
    said,
    async lead(text) {
      const answer = await said(text);
      await app.desk.settled();
      return told.shift() ?? answer;
    },
  };
}

/** A turn in the chat of a persona. */
export function turnOf({ role, name, email, aadObjectId }: Persona): Turn {
  return {
    who: { tenantId: 'local', aadObjectId, name },
    where: {
      kind: 'personal',
      conversationId: role,
      serviceUrl: 'http://playground.example',
      tenantId: 'local',
      botId: 'board-updates',
      aadObjectId,
      userMri: role,
    },
    profile: () => Promise.resolve({ email }),
  };
}

/** What a skip comes to is told apart from what the ledger sends. */
function noting(sent: LocalWorld['sent'], told: string[][]): Messenger {
  const note = (to: string, card: object) => {
    const lines = textsOf(card);
    if (/^(It is now|That is in the past)/.test(lines[0] ?? '')) told.push(lines);
    else sent.push({ to, card: JSON.stringify(card) });
    const activity = {
      conversationId: to,
      activityId: String(sent.length),
      serviceUrl: 'http://playground.example',
    };
    return Promise.resolve({ kind: 'sent' as const, activity });
  };
  return {
    sendToPerson: ({ conversationId }, { card }) => note(conversationId, card),
    postToChannel: (_, { card }) => note('channel', card),
    redraw: () => Promise.resolve('redrawn'),
  };
}

/** A card's texts, as they read. */
function textsOf(card: object): string[] {
  return elementsOf(card as CardElement).flatMap(({ type, text }) =>
    type === 'TextBlock' && typeof text === 'string' ? text.replace(/\\(.)/g, '$1') : [],
  );
}
