import { localTenantId } from '../programme/local-tenant.ts';
import { boardChannel, personas, type Persona } from './personas.ts';

interface User {
  id: string;
  name: string;
  email: string;
  aadObjectId: string;
}

/** Played by nobody: the Playground does not start with fewer than five users beside its own. */
const extras: readonly User[] = ['Ines Duarte', 'Kwame Boateng', 'Lena Fischer'].map((name, index) => ({
  id: `colleague-${index + 1}`,
  name,
  email: `${name.toLowerCase().replace(' ', '.')}@council.example`,
  aadObjectId: `5d0c2b1e-7a43-4c1f-9b6e-2f6a1c0e8e0${index}`,
}));

/** What one persona's Playground is told: who is there, and the chats and the team that it shows. */
export function playgroundConfiguration(current: Persona) {
  const others = personas.filter((persona) => persona !== current);
  const { teamId, teamName, channelId, channelName } = boardChannel;
  return {
    version: '0.1.1',
    tenantId: localTenantId,
    bot: { id: 'board-updates', name: 'Board Updates' },
    currentUser: entryFor(userOf(current)),
    users: [...others.map(userOf), ...extras].map(entryFor),
    personalChat: { id: `personal-chat-${current.role}` },
    groupChat: { id: `group-chat-${current.role}`, name: 'Group chat' },
    team: {
      id: teamId,
      name: teamName,
      aadGroupId: '5d0c2b1e-7a43-4c1f-9b6e-2f6a1c0e8f01',
      channels: [{ id: channelId, name: channelName }],
    },
  };
}

function userOf({ role, name, email, aadObjectId }: Persona): User {
  return { id: role, name, email, aadObjectId };
}

/** As the Playground spells it. */
function entryFor({ id, name, email, aadObjectId }: User) {
  const [givenName = name, ...rest] = name.split(' ');
  return { id, name, userPrincipleName: email, aadObjectId, givenName, surname: rest.join(' '), email };
}
