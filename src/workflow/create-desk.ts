import type { View } from '../cards/views/view.ts';
import type { ActResult, Changed } from './act-result.ts';
import type { Actor } from './people/actor.ts';
import { arrive } from './people/arrive.ts';
import { createBackground } from './background.ts';
import { ListData, RequestData, SayData } from './card-data.ts';
import type { ChatCommand, DeskDeps } from './desk-deps.ts';
import type { ActReply, ChannelTurn, Desk, Turn } from './desk.ts';
import type { ReadAhead } from './updates/find-request.ts';
import { elsewhereViews, helpViews, notUnderstoodViews, strangerNotice } from './help.ts';
import { listAll, listUpdates } from './updates/list-updates.ts';
import { meetRoster } from './people/meet-roster.ts';
import { away, AwayData } from './owner/away.ts';
import { history, HistoryData } from './owner/history.ts';
import { malformed } from './owner/owner-act.ts';
import { ownerActs, requestActs } from './owner/owner-acts.ts';
import { redrawPressed } from './updates/redraw-pressed.ts';
import { redrawLists } from './updates/redraw-lists.ts';
import { refuse } from './refusals.ts';
import { resolveActor } from './people/resolve-actor.ts';
import { rememberStranger } from './people/strangers.ts';
import { farewell, welcome } from './people/welcome.ts';
import { wordsInTime } from './words-in-time.ts';

/** A desk whose work behind the answers (cards drawn again) can be waited for. */
export type RunningDesk = Required<Desk> & {
  settled(): Promise<void>;
  /** Draws the cards of all whom a change concerns again, behind whatever goes on. */
  redraw(changed: Changed): void;
};

/** All that people can do, put together from one file for each thing they do. */
export function createDesk(deps: DeskDeps): RunningDesk {
  const background = createBackground(deps.log);

  /** Who it is; and if they can be written to from now on, what could not reach them is planned again. */
  async function enter(turn: Turn, programme?: string): Promise<Actor> {
    const actor = await resolveActor(deps, turn, programme);
    if (actor.arrived) await arrive(deps, actor.person);
    return actor;
  }

  /** Cards are drawn again behind the answer, so that it is not delayed and cannot fail by it. */
  function redrawAfter(turn: Turn, { reply, changed }: ActResult): ActReply {
    if (!changed) return reply;
    background.run('redraw', async () => {
      // A form stays with the one who is writing in it; a list is what every device should show.
      const { card } = turn;
      // After the time was up, what stands there is the form in which they were given their words back.
      if (
        card &&
        turn.signal?.aborted !== true &&
        reply.kind === 'views' &&
        reply.views.some(({ kind }) => kind === 'list')
      ) {
        await redrawPressed(deps, turn, card, deps.render(reply.views), changed);
      }
      await redrawLists(deps, changed, card?.activityId);
    });
    return reply;
  }

  /** A button of a person's own chat; undefined where it is none. */
  async function privateAct(
    actor: Actor,
    turn: Turn,
    { verb, data, ahead }: Press,
  ): Promise<ActResult | undefined> {
    if (verb === 'chat.say') {
      const say = SayData.safeParse(data);
      if (!say.success) return { reply: malformed(say.error) };
      return { reply: { kind: 'views', views: await answerTo(actor, turn, say.data.text) } };
    }
    if (verb === 'help.show') {
      const list = ListData.safeParse(data);
      return { reply: list.success ? helpInPlace(actor, list.data) : malformed(list.error) };
    }
    const store = wordsInTime(deps.store, turn.signal);
    return ownerActs.get(verb)?.({ ...deps, store }, { actor, turn, data, ...(ahead && { ahead }) });
  }

  async function answerTo(actor: Actor, turn: Turn, text: string): Promise<View[]> {
    const words = text.trim().toLowerCase().replace(/\s+/g, ' ');
    const command = deps.commands?.().find((one) => one.matches(words));
    if (command && actor.programmes.some(({ isLead }) => isLead)) return runCommand(command, turn, words);
    return (
      (await chat(deps, actor, words)) ?? (await deps.lead.said(actor, words)) ?? notUnderstoodViews(actor)
    );
  }

  async function runCommand(command: ChatCommand, turn: Turn, words: string): Promise<View[]> {
    const { views, later } = await command.run(turn, words);
    if (later) {
      background.run('command', async () => {
        await deps.messenger.sendToPerson(turn.where, deps.render(await later()));
      });
    }
    return views;
  }

  /** The leads are shown who wrote and is in no register. No answer waits for it. */
  function noteStranger({ person }: Actor): void {
    if (!person.strangerSince) background.run('stranger', () => rememberStranger(deps, person));
  }

  function toStranger(actor: Actor): View[] {
    noteStranger(actor);
    return [{ kind: 'notice', view: strangerNotice }];
  }

  /** Whoever presses a button has the card: where that was not known, it is now. No answer waits for it. */
  function noteArrival({ person }: Actor, { card, where }: Turn | ChannelTurn, data: unknown): void {
    if (!person.unconfirmed || !card || where.kind !== 'personal') return;
    const { programme: programmeId, cycle: cycleId } = ListData.safeParse(data).data ?? {};
    if (programmeId === undefined || cycleId === undefined) return;
    background.run('arrival', () => deps.outbox.confirmArrival(person, { programmeId, cycleId, card }));
  }

  async function answerToButton(actor: Actor, turn: Turn | ChannelTurn, press: Press): Promise<ActReply> {
    const { verb, data } = press;
    if (actor.programmes.length === 0) {
      noteStranger(actor);
      return refuse('You are not on my list', strangerNotice.paragraphs.join(' '), data);
    }
    const isPrivate = verb === 'chat.say' || verb === 'help.show' || ownerActs.has(verb);
    if (isPrivate && turn.where.kind !== 'personal') {
      return refuse('Please answer in your own chat', 'Open a chat with me and write “my updates”.', data);
    }
    const result = (await privateAct(actor, turn, press)) ?? (await deps.lead.acted(actor, turn, verb, data));
    return result ? redrawAfter(turn, result) : notBuilt(data);
  }

  return {
    installed: (turn) => welcome(deps, turn),
    uninstalled: (turn) => farewell(deps, turn),
    roster: (members, where) => meetRoster(deps, members, where),
    async said(turn, text) {
      const actor = await enter(turn);
      if (actor.programmes.length === 0) return toStranger(actor);
      return answerTo(actor, turn, text);
    },
    async mentioned(turn, text) {
      const actor = await enter(turn);
      if (actor.programmes.length === 0) return toStranger(actor);
      return withoutWayBack((await deps.lead.mentioned(actor, turn, text.trim())) ?? elsewhereViews());
    },
    async acted(turn, verb, data) {
      const [actor, ahead] = await Promise.all([
        enter(turn, programmeNamed(verb, data)),
        readAhead(deps, turn, verb, data),
      ]);
      noteArrival(actor, turn, data);
      const reply = await answerToButton(actor, turn, { verb, data, ...(ahead && { ahead }) });
      const hasList = turn.where.kind === 'personal' && actor.programmes.length > 0;
      if (hasList || reply.kind === 'malformed') return reply;
      return { ...reply, views: withoutWayBack(reply.views) };
    },
    settled: () => background.settled(),
    redraw: (changed) => background.run('redraw', () => redrawLists(deps, changed, undefined)),
  };
}

/** A button that was pressed, and what its data names, read while the person was looked up. */
interface Press {
  verb: string;
  data: unknown;
  ahead?: ReadAhead;
}

/** The one programme that a button is about. What is said of all of a person's programmes is about none. */
function programmeNamed(verb: string, data: unknown): string | undefined {
  if (verb === 'chat.say' || verb === 'help.show' || verb.startsWith('me.') || verb === 'update.history') {
    return undefined;
  }
  return ListData.safeParse(data).data?.programme;
}

/** Reading what somebody may turn out to have no right to tells them nothing: `findRequest` decides. */
async function readAhead(
  { store }: DeskDeps,
  { who, where }: Turn,
  verb: string,
  data: unknown,
): Promise<ReadAhead | undefined> {
  if (where.kind !== 'personal' || !requestActs.has(verb)) return undefined;
  const named = RequestData.safeParse(data).data;
  if (!named) return undefined;
  const key = { tenantId: who.tenantId, programmeId: named.programme, cycleId: named.cycle };
  return { stored: await store.cycles.request(key, named.ref) };
}

async function chat(deps: DeskDeps, actor: Actor, words: string): Promise<View[] | undefined> {
  if (words === 'help') return helpViews(actor);
  if (/^(?:i['’]m )?away$/.test(words)) return viewsOf(away(deps, AwayData.parse({}), { actor, data: {} }));
  if (words === 'my history') return viewsOf(await history(deps, actor, HistoryData.parse({})));
  if (words === 'my updates') return listAll(deps, actor);
  const one = /^my updates for (\S+) (\S+)$/.exec(words);
  if (!one) return undefined;
  return viewsOf(await listUpdates(deps, actor, ListData.parse({ programme: one[1], cycle: one[2] }), {}));
}

function viewsOf(reply: ActReply): View[] | undefined {
  return reply.kind === 'views' ? reply.views : undefined;
}

/** Help on the card that was asked for it, with the way back to its list. */
function helpInPlace(actor: Actor, { programme, cycle }: ListData): ActReply {
  const back = programme !== undefined && cycle !== undefined ? { programme, cycle } : undefined;
  return { kind: 'views', views: helpViews(actor, back) };
}

/** A button back to one's own list leads nowhere in a channel, and for somebody who has none. */
function withoutWayBack(views: View[]): View[] {
  return views.map((one) =>
    one.kind === 'refusal' ? { ...one, view: { ...one.view, backToList: false } } : one,
  );
}

function notBuilt(data: unknown): ActReply {
  const message = 'I do not know this button. Write “help” to see what I can do.';
  return refuse('This cannot be done here yet', message, data);
}
