import { afterEach, describe, expect, it } from '@jest/globals';
import { homeTenantOf, sdkConfiguration, type Credentials } from '../../src/teams/credentials.ts';
import { identify } from '../../src/teams/identity.ts';
import { startBot, type BotUnderTest } from './bot-under-test.ts';

const credentials: Credentials = {
  appId: '99999999-0000-4000-8000-000000000000',
  appPassword: 'not a real one',
  appType: 'SingleTenant',
  appTenantId: 'home',
};

function activityOf(tenantId: string) {
  return {
    from: { id: '29:1', name: 'Ama', aadObjectId: 'ama' },
    conversation: { id: 'a:1', tenantId },
    channelData: { tenant: { id: tenantId } },
  } as unknown as Parameters<typeof identify>[0];
}

let bot: BotUnderTest | undefined;
afterEach(async () => {
  await bot?.close();
  bot = undefined;
});

describe('a bot with an identity', () => {
  it('takes nothing that does not prove that it comes from Teams', async () => {
    bot = await startBot({ credentials });
    const ama = bot.teams.person({ name: 'Ama Okoro' });
    const { status, body } = await ama.says('my updates');
    expect(status).toBe(401);
    expect(body).toEqual({ error: 'Not authorised.' });
    expect(bot.desk.came).toEqual([]);
  });

  it('talks to the people of its own tenant only', () => {
    expect(identify(activityOf('home'), homeTenantOf(credentials))).toMatchObject({ kind: 'known' });
    expect(identify(activityOf('abroad'), homeTenantOf(credentials))).toEqual({
      kind: 'refused',
      reason: 'another tenant',
    });
  });

  it('has no home tenant where it is multi-tenant or without an identity', () => {
    expect(homeTenantOf({ ...credentials, appType: 'MultiTenant' })).toBeUndefined();
    expect(homeTenantOf('none')).toBeUndefined();
  });

  it('gives a managed identity no password', () => {
    const managed = sdkConfiguration({ ...credentials, appType: 'UserAssignedMSI', appPassword: '' });
    expect(managed).not.toHaveProperty('MicrosoftAppPassword');
  });
});
