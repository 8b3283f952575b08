import type { RefusalView, View } from '../cards/views.ts';
import type { Actor } from './actor.ts';
import { assembleDigest, type AssembledDigest } from './assemble-digest.ts';
import type { ChosenCycle } from './choose-cycle.ts';
import type { ActReply, ChannelTurn, Turn } from './desk.ts';
import { ChannelData, CycleData, forewordLimit, PublishData } from './lead-data.ts';
import {
  chosenBy,
  forLeadsOnly,
  ledBy,
  malformed,
  type LeadAct,
  type LeadDeskDeps,
} from './lead/lead-act.ts';
import { overdue } from './overdue.ts';
import { previewView } from './preview-digest.ts';
import { publishDigest, type PublishOutcome } from './publish-digest.ts';
import { publishWords } from './publish-words.ts';
import { refuse } from './refusals.ts';
import { useThisChannel } from './use-this-channel.ts';

/** What is built of the verbs `lead.…`, `digest.…` and `channel.…`. */
export const leadActs: ReadonlyMap<string, LeadAct> = new Map<string, LeadAct>([
  ['lead.overview', answering(showOverview)],
  ['digest.preview', answering(showPreview)],
  ['digest.publish', answering(publish)],
  ['channel.use', answering(acceptChannel)],
]);

/** An act that changes nobody's list. */
function answering(
  act: (deps: LeadDeskDeps, actor: Actor, turn: Turn | ChannelTurn, data: unknown) => Promise<ActReply>,
): LeadAct {
  return async (...about) => ({ reply: await act(...about) });
}

async function showOverview(deps: LeadDeskDeps, actor: Actor, _turn: Turn, data: unknown): Promise<ActReply> {
  const parsed = CycleData.safeParse(data);
  if (!parsed.success) return malformed;
  const chosen = chosenBy(actor, parsed.data);
  const view = chosen && (await overdue(deps.store, chosen.key, deps.clock.now(), parsed.data.page));
  return view ? { kind: 'views', views: [{ kind: 'overdue', view }] } : forLeadsOnly(data);
}

async function showPreview(deps: LeadDeskDeps, actor: Actor, _turn: Turn, data: unknown): Promise<ActReply> {
  const parsed = PublishData.safeParse(data);
  if (!parsed.success) return malformed;
  const chosen = chosenBy(actor, parsed.data);
  return chosen ? preview(deps, chosen, parsed.data, data) : forLeadsOnly(data);
}

async function publish(deps: LeadDeskDeps, actor: Actor, turn: Turn, data: unknown): Promise<ActReply> {
  const parsed = PublishData.safeParse(data);
  if (!parsed.success) return malformed;
  const chosen = chosenBy(actor, parsed.data);
  const contactId = chosen?.of.contactIds[0];
  if (!chosen || contactId === undefined) return forLeadsOnly(data);
  const { foreword, early } = parsed.data;
  const excess = foreword.length - forewordLimit;
  if (excess > 0) {
    const characters = excess === 1 ? '1 character' : `${excess} characters`;
    const notice = `Please shorten the foreword by ${characters}: the most is ${forewordLimit}. Nothing was published.`;
    return preview(deps, chosen, { foreword, notice }, data);
  }
  const outcome = await publishDigest(deps, {
    cycle: chosen.key,
    by: { contactId, name: actor.person.name },
    early: early === 'yes',
    now: deps.clock.now(),
    ...(foreword !== '' && { foreword }),
  });
  const reply = await preview(deps, chosen, { foreword, outcome }, data);
  const isOver = outcome.kind === 'published' || outcome.kind === 'already';
  return isOver ? redrawn(deps, turn, reply) : reply;
}

/** The preview as it stands now, with what came of an act and what was typed. */
async function preview(
  { store, clock }: LeadDeskDeps,
  { key }: ChosenCycle,
  said: { foreword: string; notice?: string; outcome?: PublishOutcome },
  data: unknown,
): Promise<ActReply> {
  const now = clock.now();
  const assembled = await assembleDigest(store, key, now);
  if (!assembled) return forLeadsOnly(data);
  const notice = said.outcome ? publishWords(said.outcome, assembled.loaded) : said.notice;
  const view = previewView(assembled, now, {
    ...(notice !== undefined && { notice }),
    ...(said.foreword !== '' && { foreword: said.foreword }),
  });
  return { kind: 'views', views: [{ kind: 'preview', view }, ...tooLate(assembled, said.foreword)] };
}

/** A foreword that was typed while somebody else published comes back, so that no word of it is lost. */
function tooLate({ frozen }: AssembledDigest, foreword: string): View[] {
  if (!frozen || foreword === '' || foreword === frozen.foreword) return [];
  const view: RefusalView = {
    title: 'Your foreword was not published',
    message: 'The digest was published before you pressed the button. Your words are below, to copy.',
    typed: [{ label: 'Foreword', text: foreword }],
    backToList: false,
  };
  return [{ kind: 'refusal', view }];
}

async function acceptChannel(
  deps: LeadDeskDeps,
  actor: Actor,
  turn: Turn | ChannelTurn,
  data: unknown,
): Promise<ActReply> {
  const parsed = ChannelData.safeParse(data);
  if (!parsed.success) return malformed;
  const of = ledBy(actor).find(({ programme }) => programme.id === parsed.data.programme);
  if (!of) return forLeadsOnly(data);
  const view = 'audience' in turn ? await useThisChannel(deps, of, turn, parsed.data.channelId) : undefined;
  if (view) return redrawn(deps, turn, { kind: 'views', views: [{ kind: 'notice', view }] });
  return refuse(
    'This is not the channel you were asked about',
    'Nothing was changed. Mention me in the channel itself and say: use this channel.',
    data,
  );
}

/** The answer to a button is seen where it was pressed only; for what is done for good, the message changes too. */
async function redrawn(deps: LeadDeskDeps, { card }: Turn, reply: ActReply): Promise<ActReply> {
  if (card && reply.kind === 'views') await deps.redraw?.(card, reply.views);
  return reply;
}
