import type { NoticeView } from '../../cards/views/notice.ts';
import type { Clock } from '../../clock.ts';
import { isOver } from '../../cycle/cycle.ts';
import type { Outbox } from '../../outbox/ports.ts';
import type { ChannelReaders } from '../../programme/programme.ts';
import type { ActorProgramme } from '../people/actor.ts';
import { boardName } from '../rounds/cycle-words.ts';
import type { ChannelAudience, ChannelTurn } from '../desk.ts';
import type { ChannelStore, CycleStore, ProgrammeStore } from '../ports.ts';

export interface ChannelKeeper {
  store: { programmes: ProgrammeStore; channels: ChannelStore; cycles: Pick<CycleStore, 'addEvent'> };
  outbox: Pick<Outbox, 'metPerson'>;
  clock: Clock;
}

/** Says who would see what is posted in this channel, and asks before anything is changed. */
export async function proposeChannel(of: ActorProgramme, turn: ChannelTurn): Promise<NoticeView> {
  const audience = await turn.audience();
  const { id, settings } = of.programme;
  return {
    title: `Post the digests of ${settings.title} here?`,
    paragraphs: [
      `Published digests for ${boardName(settings)} would be posted in the channel "${audience.name}".`,
      whoSees(audience),
      'Nothing is posted before a digest is published.',
    ],
    commands: [],
    confirm: {
      title: 'Use this channel',
      verb: 'channel.use',
      data: { programme: id, channelId: audience.channelId },
    },
  };
}

/**
 * Makes the channel in which the button was pressed the board's. Undefined when that is not the channel that was
 * asked about.
 */
export async function useThisChannel(
  deps: ChannelKeeper,
  of: ActorProgramme,
  turn: ChannelTurn,
  askedAbout: string,
): Promise<NoticeView | undefined> {
  const { store, outbox } = deps;
  const { channelId, teamId, name, members, guests } = await turn.audience();
  if (channelId !== askedAbout) return undefined;
  // The address first: a programme must never point to a channel that cannot be written to.
  await store.channels.save(channelId, {
    ...turn.where,
    conversationId: withoutThread(turn.where.conversationId),
  });
  const { id, settings } = of.programme;
  const readers = { channelId, name, members, guests, at: deps.clock.now() };
  await changeBoard(store.programmes, id, { channelId, teamId }, readers);
  await noteChosen(deps, of, turn);
  // A digest that was published before and found no channel follows now.
  await outbox.metPerson(of.programme.tenantId, ['board']);
  return {
    title: "This is now the board's channel",
    paragraphs: [`Published digests of ${settings.title} will be posted in "${name}".`],
    commands: [],
  };
}

/** In the trail of each round whose digest is still to be posted there. */
async function noteChosen(
  { store, clock }: ChannelKeeper,
  of: ActorProgramme,
  turn: ChannelTurn,
): Promise<void> {
  const { tenantId, id: programmeId, cycles } = of.programme;
  const [contactId = ''] = of.contactIds;
  for (const { id: cycleId } of cycles.filter((cycle) => !isOver(cycle))) {
    await store.cycles.addEvent(
      { tenantId, programmeId, cycleId },
      {
        id: `channel-chosen-${contactId.slice(0, 8)}`,
        at: clock.now(),
        kind: 'channel-chosen',
        by: { contactId, name: turn.who.name },
        ...(turn.card && { card: turn.card.activityId }),
      },
    );
  }
}

async function changeBoard(
  programmes: ProgrammeStore,
  programmeId: string,
  channel: { channelId: string; teamId: string },
  channelAudience: ChannelReaders,
): Promise<void> {
  for (;;) {
    const programme = await programmes.find(programmeId);
    if (!programme) throw new Error(`The programme "${programmeId}" has gone.`);
    const { settings } = programme.value;
    const value = {
      ...programme.value,
      settings: { ...settings, board: { ...settings.board, ...channel } },
      channelAudience,
    };
    if ((await programmes.replace({ ...programme, value })) === 'written') return;
  }
}

/** `12 people can read it, and 2 of them are guests from outside the organisation.` */
export function whoSees({ members, guests }: Pick<ChannelAudience, 'members' | 'guests'>): string {
  const people = members === 1 ? '1 person' : `${members} people`;
  if (guests === 0) return `${people} can read it. None of them is a guest.`;
  return `${people} can read it, and ${guests} of them ${guests === 1 ? 'is a guest' : 'are guests'} from outside the organisation.`;
}

/** A digest is a new post in the channel, not a reply in the thread where the bot was mentioned. */
function withoutThread(conversationId: string): string {
  return conversationId.replace(/;messageid=.*$/, '');
}
