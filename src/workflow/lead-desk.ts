import type { View } from '../cards/views/view.ts';
import type { ActReply } from './desk.ts';
import type { ActorProgramme } from './people/actor.ts';
import { chooseCycle, namesIt, type ChosenCycle } from './rounds/choose-cycle.ts';
import { leadActs } from './lead-acts.ts';
import { forLeadsOnly, ledBy, type LeadDeskDeps } from './lead/lead-act.ts';
import { firstRoundForm } from './lead/new-round-form.ts';
import type { LeadDesk } from './lead-desk-port.ts';
import { loadCycle } from './rounds/load-cycle.ts';
import { overdue } from './overdue/overdue.ts';
import { participation } from './rounds/participation.ts';
import { previewDigest } from './publication/preview-digest.ts';
import { ready } from './rounds/ready.ts';
import { refuse } from './refusals.ts';
import { reviewView } from './review/review-view.ts';
import { schedule } from './rounds/schedule.ts';
import { proposeChannel } from './publication/use-this-channel.ts';
import { wordsInTime } from './words-in-time.ts';

export type { LeadDeskDeps } from './lead/lead-act.ts';

const chatCommand =
  /^\s*(overdue|digest|schedule|new (?:cycle|round)|ready|participation|sign[ -]?off)\b(.*)$/is;
const channelCommand = /^\s*use this channel\b(.*)$/is;
const leadVerb = /^(lead|digest|channel)\./;

/**
 * The leads' side of the desk. Who leads what comes from the actor alone; nothing in a text or in a card's data adds
 * to it. Somebody without a part in any programme is left to the other side of the desk.
 */
export function createLeadDesk(deps: LeadDeskDeps): LeadDesk {
  return {
    async said(actor, text) {
      const [, command, words = ''] = chatCommand.exec(text) ?? [];
      if (command === undefined || actor.programmes.length === 0) return undefined;
      const led = ledBy(actor);
      if (led.length === 0) return viewsOf(forLeadsOnly(undefined));
      if (/^new\b/i.test(command)) return [newRoundIn(deps, led, words)];
      if (/^ready$/i.test(command)) return readyFor(deps, led, words);
      const chosen = chooseCycle(led, words);
      const view = chosen && (await answer(deps, command.toLowerCase(), chosen));
      if (!view) return [noCycleYet];
      return [view, ...otherProgrammes(led, chosen.of, command.toLowerCase())];
    },

    async mentioned(actor, turn, text) {
      const [, words] = channelCommand.exec(text) ?? [];
      if (words === undefined || actor.programmes.length === 0) return undefined;
      const led = ledBy(actor);
      const named = led.filter((of) => namesIt(words, of));
      const [of, ...others] = named.length > 0 ? named : led;
      if (!of) return viewsOf(forLeadsOnly(undefined));
      if (others.length > 0) return [whichProgramme([of, ...others])];
      return [{ kind: 'notice', view: await proposeChannel(of, turn) }];
    },

    async acted(actor, turn, verb, data) {
      const act = leadActs.get(verb);
      // Names of who is awaited are for the leads only, and a card in a channel can be drawn again for all to see.
      if (act && verb !== 'channel.use' && turn.where.kind !== 'personal') return { reply: inOwnChat(data) };
      if (act) return act({ ...deps, store: wordsInTime(deps.store, turn.signal) }, actor, turn, data);
      return leadVerb.test(verb) ? { reply: notBuilt(data) } : undefined;
    },
  };
}

/** Of several programmes the named one, else the first that they lead. */
function newRoundIn(deps: LeadDeskDeps, led: readonly ActorProgramme[], words: string): View {
  const of = led.find((one) => words.trim() !== '' && namesIt(words, one)) ?? led[0];
  if (!of) return noCycleYet;
  return { kind: 'act-form', view: firstRoundForm(of.programme, deps.clock.now()) };
}

/** The next round that is still to open. */
async function readyFor(deps: LeadDeskDeps, led: readonly ActorProgramme[], words: string): Promise<View[]> {
  const toOpen = led.map((of) => ({
    ...of,
    programme: { ...of.programme, cycles: of.programme.cycles.filter(({ state }) => state === 'scheduled') },
  }));
  const chosen = chooseCycle(toOpen, words);
  const view = chosen && (await ready(deps.store, chosen.key, deps.clock.now()));
  if (view) return [{ kind: 'ready', view }];
  const commands = [{ title: 'New round', text: 'new round' }];
  const paragraphs = ['Every round has opened already. Add the next one, and then see whether all is ready.'];
  return [{ kind: 'notice', view: { title: 'No round waits to be opened', paragraphs, commands } }];
}

async function answer(
  { store, clock }: LeadDeskDeps,
  command: string,
  chosen: ChosenCycle,
): Promise<View | undefined> {
  const { key } = chosen;
  const now = clock.now();
  if (command === 'overdue') {
    const view = await overdue(store, key, now);
    return view && { kind: 'overdue', view };
  }
  if (command === 'digest') {
    const view = await previewDigest(store, key, now);
    return view && { kind: 'preview', view };
  }
  if (command.startsWith('sign')) {
    const loaded = await loadCycle(store, key);
    return loaded && { kind: 'review', view: reviewView(loaded, now) };
  }
  if (command === 'participation') {
    const view = await participation(store, chosen);
    return { kind: 'notice', view };
  }
  const view = await schedule(store, key, now);
  return view && { kind: 'schedule', view };
}

/** Says which programme was taken, and how to ask for another; for a lead of several. */
function otherProgrammes(led: readonly ActorProgramme[], taken: ActorProgramme, command: string): View[] {
  const others = led.filter((of) => of !== taken);
  if (others.length === 0) return [];
  return [
    {
      kind: 'notice',
      view: {
        title: `This is ${taken.programme.settings.title}`,
        paragraphs: ["You lead other programmes too. Put a programme's name after the command to see it."],
        commands: others.map(({ programme: { id, settings } }) => ({
          title: settings.title,
          text: `${command} ${id}`,
        })),
      },
    },
  ];
}

function whichProgramme(led: readonly ActorProgramme[]): View {
  const say = led.map(({ programme: { id, settings } }) => `For ${settings.title}: use this channel ${id}`);
  return {
    kind: 'notice',
    view: {
      title: 'For which programme?',
      paragraphs: ['You lead several. Mention me and say one of:', ...say],
      commands: [],
    },
  };
}

const noCycleYet: View = {
  kind: 'notice',
  view: {
    title: 'There is no reporting cycle yet',
    paragraphs: ['Nothing is sent, and there are no figures, before a cycle is added.'],
    commands: [],
  },
};

function inOwnChat(data: unknown): ActReply {
  return refuse(
    'Please do this in your own chat',
    'Open a chat with me and write “overdue” or “digest”. Nothing was changed.',
    data,
  );
}

function notBuilt(data: unknown): ActReply {
  return refuse('That is not available yet', 'I cannot do that so far. Nothing was changed.', data);
}

function viewsOf(reply: ActReply): View[] {
  return reply.kind === 'views' ? reply.views : [];
}
