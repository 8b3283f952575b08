import { dateAndTime } from '../../calendar/words.ts';
import type { NoticeView } from '../../cards/views/notice.ts';
import type { Clock } from '../../clock.ts';
import type { Author } from '../../cycle/author.ts';
import { isOver } from '../../cycle/cycle.ts';
import type { CycleEvent } from '../../cycle/event.ts';
import type { Agenda, Outbox } from '../../outbox/ports.ts';
import type { ChannelReaders, OwedEvent, Programme } from '../../programme/programme.ts';
import { actOnProgramme, writeTrails } from '../act-on-programme.ts';
import type { ActorProgramme } from '../people/actor.ts';
import { authorOf } from '../people/author-of.ts';
import { boardName } from '../rounds/cycle-words.ts';
import type { ChannelAudience, ChannelTurn } from '../desk.ts';
import type { ChannelStore, CycleStore, ProgrammeStore } from '../ports.ts';

export interface ChannelKeeper {
  store: {
    programmes: ProgrammeStore;
    channels: ChannelStore;
    cycles: Pick<CycleStore, 'addEvents'>;
    agenda: Pick<Agenda, 'add'>;
  };
  outbox: Pick<Outbox, 'metPerson'>;
  clock: Clock;
}

/** Says who would see what is posted in this channel, and asks before anything is changed. */
export async function proposeChannel(of: ActorProgramme, turn: ChannelTurn): Promise<NoticeView> {
  return proposal(of.programme, await turn.audience());
}

function proposal(programme: Programme, audience: ChannelAudience): NoticeView {
  const { id, settings } = programme;
  const there = chosenIn(programme);
  return {
    title: `Post the digests of ${settings.title} here?`,
    paragraphs: [
      `Published digests for ${boardName(settings)} would be posted in the channel "${audience.name}".`,
      whoSees(audience),
      ...(there ? [chosenWords(programme, there, audience)] : []),
      'Nothing is posted before a digest is published.',
    ],
    commands: [],
    confirm: {
      title: 'Use this channel',
      verb: 'channel.use',
      data: {
        programme: id,
        channelId: audience.channelId,
        ...(there && { chosenAt: there.at.toString() }),
      },
    },
  };
}

/** The channel that a lead has chosen, unless the settings name another since. */
function chosenIn({ channelAudience, settings }: Programme): ChannelReaders | undefined {
  return channelAudience?.channelId === settings.board.channelId ? channelAudience : undefined;
}

/** `They are posted here already, as Tom Reed chose on …`; of another channel no name, for all who are here can read it. */
function chosenWords(
  { settings }: Programme,
  { channelId, by, at }: ChannelReaders,
  asked: Pick<ChannelAudience, 'channelId'>,
): string {
  const chose = `as ${by?.name ?? 'a lead'} chose on ${dateAndTime(at, settings.calendar.timeZone)}`;
  return channelId === asked.channelId
    ? `They are posted here already, ${chose}.`
    : `They are posted in another channel now, ${chose}; with a yes they are posted here instead.`;
}

/**
 * Makes the channel in which the button was pressed the board's. Undefined when that is not the channel that was
 * asked about. Where another lead has chosen one since that was asked, it is asked again, unless it is this very one.
 */
export async function useThisChannel(
  deps: ChannelKeeper,
  of: ActorProgramme,
  turn: ChannelTurn,
  asked: { channelId: string; chosenAt?: string | undefined },
): Promise<NoticeView | undefined> {
  const { store, outbox, clock } = deps;
  const audience = await turn.audience();
  const { channelId, name, members, guests } = audience;
  if (channelId !== asked.channelId) return undefined;
  // The address first: a programme must never point to a channel that cannot be written to.
  await store.channels.save(channelId, {
    ...turn.where,
    conversationId: withoutThread(turn.where.conversationId),
  });
  const [contactId = ''] = of.contactIds;
  const by = authorOf(turn.who, of, contactId);
  const wanted = { channelId, name, members, guests, at: clock.now(), by };
  const overtaken = await chooseUnlessOvertaken(store, of.programme.id, {
    readers: wanted,
    teamId: audience.teamId,
    chosenAt: asked.chosenAt,
    ...(turn.card && { card: turn.card.activityId }),
  });
  const chosen = overtaken?.by ?? wanted;
  if (overtaken && chosen.channelId !== channelId) return proposal(overtaken.programme, audience);
  await writeTrails(store, of.programme.id);
  // A digest that was published before and found no channel follows now.
  await outbox.metPerson(of.programme.tenantId, ['board']);
  return {
    title: "This is now the board's channel",
    paragraphs: [
      overtaken
        ? chosenWords(overtaken.programme, chosen, audience)
        : `Published digests of ${of.programme.settings.title} will be posted in "${name}".`,
    ],
    commands: [],
  };
}

/** A choice that whoever makes another has not been shown, and the programme, which stays as it is. */
interface Overtaken {
  by: ChannelReaders;
  programme: Programme;
}

interface Choice {
  readers: ChannelReaders & { by: Author };
  teamId: string;
  chosenAt: string | undefined;
  card?: string;
}

async function chooseUnlessOvertaken(
  store: ChannelKeeper['store'],
  programmeId: string,
  choice: Choice,
): Promise<Overtaken | undefined> {
  const { readers, teamId, chosenAt } = choice;
  let overtaken: Overtaken | undefined;
  await actOnProgramme(store, programmeId, readers.at, (programme) => {
    const there = chosenIn(programme);
    overtaken = there && there.at.toString() !== chosenAt ? { by: there, programme } : undefined;
    if (overtaken) return undefined;
    const { settings } = programme;
    const board = { ...settings.board, channelId: readers.channelId, teamId };
    return {
      programme: { ...programme, settings: { ...settings, board }, channelAudience: readers },
      events: eventsOf(programme, choice),
    };
  });
  return overtaken;
}

/** For the trail of each round whose digest is still to be posted there. */
function eventsOf({ cycles }: Programme, { readers: { by, at }, card }: Choice): OwedEvent[] {
  const event: CycleEvent = {
    id: `channel-chosen-${by.contactId.slice(0, 8)}`,
    at,
    kind: 'channel-chosen',
    by,
    ...(card !== undefined && { card }),
  };
  return cycles.filter((cycle) => !isOver(cycle)).map(({ id: cycleId }) => ({ cycleId, event }));
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
