import { fakePerson, type BotAnswer, type Deliver, type FakePerson } from './teams-person.ts';
import type { TeamsWorld } from './teams-world.ts';

export interface NewPerson {
  name: string;
  /** Default `first.last@council.example`. */
  email?: string;
  /** Default the e-mail address. */
  upn?: string;
  aadObjectId?: string;
  guest?: boolean;
  /** Whether they have the app; the bot hears of it through `install()` only. Default false. */
  installed?: boolean;
}

export interface NewTeam {
  name: string;
  channels: string[];
  members: FakePerson[];
}

export interface FakeTeam {
  id: string;
  /** A channel's id by its name. */
  channelId(name: string): string;
  /** Adds the bot to the team; Teams announces that twice, at once. */
  addsBot(by: FakePerson): Promise<BotAnswer>;
}

export function addPerson(
  world: TeamsWorld,
  { name, guest = false, installed = false, ...given }: NewPerson,
  serviceUrl: string,
  deliver: Deliver,
): FakePerson {
  const number = world.people.length + 1;
  const email = given.email ?? `${name.toLowerCase().replaceAll(' ', '.')}@council.example`;
  const aadObjectId = given.aadObjectId ?? `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const upn = given.upn ?? email;
  const person = world.addPerson({ aadObjectId, mri: `29:${number}`, name, email, upn, guest, installed });
  return fakePerson(world, person, serviceUrl, deliver);
}

export function addTeam(world: TeamsWorld, { name, channels, members }: NewTeam): FakeTeam {
  const id = `19:team${world.teams.length + 1}@thread.tacv2`;
  const named = channels.map((channel, index) => ({
    id: `19:channel${index + 1}of${id.slice(3)}`,
    name: channel,
  }));
  world.addTeam({ id, name, channels: named, members });
  const { tenantId } = world;
  return {
    id,
    channelId: (wanted) => named.find((channel) => channel.name === wanted)?.id ?? id,
    async addsBot(by) {
      const place = {
        conversation: { id, conversationType: 'channel', isGroup: true, tenantId },
        channelData: { tenant: { id: tenantId }, team: { id, name } },
      };
      const [first] = await Promise.all([
        by.sends({ ...place, type: 'installationUpdate', action: 'add' }),
        by.sends({ ...place, type: 'conversationUpdate', membersAdded: [{ id: world.botId }] }),
      ]);
      return first;
    },
  };
}
