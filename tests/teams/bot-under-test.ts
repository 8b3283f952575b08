import { renderViews } from '../../src/cards/render.ts';
import type { View } from '../../src/cards/views/view.ts';
import { createLog } from '../../src/log.ts';
import type { Messenger, OutgoingMessage } from '../../src/outbox/ports.ts';
import { createTeams, type TeamsOptions } from '../../src/teams/bot.ts';
import { startServer } from '../../src/web/server.ts';
import type {
  ActReply,
  ChannelAudience,
  ChannelTurn,
  Desk,
  RosterMember,
  Turn,
} from '../../src/workflow/desk.ts';
import type { ConversationAddress } from '../../src/workflow/people/person.ts';
import { startTeams, type FakeTeams, type FakeTeamsOptions } from '../fakes/teams-server.ts';

/** A card that shows its title and, where words are given back, those words; a form to try again with as it is. */
export function renderTitle(views: View[]): OutgoingMessage {
  const [first] = views;
  if (first?.kind === 'retry-form') return renderViews(views);
  const title = first?.kind === 'notice' || first?.kind === 'refusal' ? first.view.title : 'a view';
  const typed = first?.kind === 'refusal' ? (first.view.typed ?? []) : [];
  return {
    summary: title,
    card: {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [title, ...typed.map(({ label, text }) => `${label}: ${text}`)].map((text) => ({
        type: 'TextBlock',
        text,
      })),
    },
  };
}

export function notice(title: string): View[] {
  return [{ kind: 'notice', view: { title, paragraphs: [], commands: [] } }];
}

/** A desk that writes down who came and says back what it heard; a test replaces what it is about. */
export interface NotingDesk extends Desk {
  came: {
    door: string;
    turn: Turn | ChannelTurn;
    text?: string;
    verb?: string;
    data?: unknown;
    audience?: ChannelAudience;
  }[];
  met: { members: RosterMember[]; where: ConversationAddress }[];
}

function notingDesk(): NotingDesk {
  const desk: NotingDesk = {
    came: [],
    met: [],
    async installed(turn) {
      desk.came.push({ door: 'installed', turn });
      return notice('Hello');
    },
    async uninstalled(turn) {
      desk.came.push({ door: 'uninstalled', turn });
    },
    async roster(members, where) {
      desk.met.push({ members, where });
    },
    async said(turn, text) {
      desk.came.push({ door: 'said', turn, text });
      return notice(`You said ${text}`);
    },
    async mentioned(turn, text) {
      desk.came.push({ door: 'mentioned', turn, text, audience: await turn.audience() });
      return notice(`In the channel: ${text}`);
    },
    async acted(turn, verb, data): Promise<ActReply> {
      const audience = 'audience' in turn ? { audience: await turn.audience() } : {};
      desk.came.push({ door: 'acted', turn, verb, data, ...audience });
      return { kind: 'views', views: notice(`Done: ${verb}`) };
    },
  };
  return desk;
}

export interface BotUnderTest {
  teams: FakeTeams;
  desk: NotingDesk;
  messenger: Messenger;
  /** Every line that was logged. */
  logged: string[];
  url: string;
  close(): Promise<void>;
}

/** The real bot on a real port, with a fake Teams across the wire and a desk that takes notes. */
export async function startBot(
  options: Partial<TeamsOptions> & { fake?: FakeTeamsOptions } = {},
): Promise<BotUnderTest> {
  const logged: string[] = [];
  const log = createLog('debug', { write: (line) => void logged.push(line) });
  const desk = notingDesk();
  const teams = await startTeams(options.fake);
  const bot = createTeams({ credentials: 'none', desk: () => desk, render: renderTitle, log, ...options });
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    onMessages: (req, res) => bot.handle(req, res),
    log,
  });
  const url = `http://127.0.0.1:${server.port}/api/messages`;
  teams.botIsAt(url);
  return {
    teams,
    desk,
    messenger: bot.messenger,
    logged,
    url,
    async close() {
      await server.close();
      await teams.close();
    },
  };
}
