import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from '../src/config.ts';

const hosted = {
  NODE_ENV: 'production',
  MicrosoftAppId: 'an-app',
  MicrosoftAppPassword: 'a-secret',
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: 'a-tenant',
  STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
};

function problemsOf(environment: Record<string, string | undefined>): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('readConfig', () => {
  it('runs in local mode with an embedded store when nothing is given', () => {
    expect(readConfig({})).toMatchObject({
      mode: 'local',
      credentials: 'none',
      storage: 'embedded',
      port: 3978,
      sendRate: 48,
      scheduler: true,
      playground: true,
      playgroundPort: 56_150,
      sample: true,
    });
  });

  it('counts an empty variable as absent', () => {
    expect(readConfig({ MicrosoftAppId: '', STORAGE_CONNECTION_STRING: '', PORT: '' })).toMatchObject({
      mode: 'local',
      storage: 'embedded',
      port: 3978,
    });
  });

  it('reads a hosted installation, without Playgrounds or a sample', () => {
    expect(readConfig(hosted)).toMatchObject({
      mode: 'hosted',
      production: true,
      credentials: { appId: 'an-app', appType: 'SingleTenant', appTenantId: 'a-tenant' },
      playground: false,
      sample: false,
    });
  });

  it('lists everything that is missing at once when it is half configured', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toEqual([
      expect.stringMatching(/^MicrosoftAppId is missing/),
      expect.stringMatching(/^MicrosoftAppType is missing/),
      expect.stringMatching(/^MicrosoftAppTenantId is missing/),
      expect.stringMatching(/^MicrosoftAppPassword is missing/),
      expect.stringMatching(/^STORAGE_ACCOUNT_URL is missing/),
    ]);
  });

  it('lists what is wrong beside what is missing', () => {
    const problems = problemsOf({
      MicrosoftAppId: 'an-app',
      MicrosoftAppType: 'singletenant',
      PORT: 'soon',
      SCHEDULER: 'yes',
    });
    expect(problems).toEqual(
      expect.arrayContaining([
        'MicrosoftAppType must be one of SingleTenant, UserAssignedMSI, MultiTenant, written exactly so.',
        'PORT must be a port number.',
        'SCHEDULER must be on or off.',
        expect.stringMatching(/^MicrosoftAppPassword is missing/),
      ]),
    );
  });

  it.each(['singletenant', 'SingleTenant ', 'ManagedIdentity', 'UserAssignedMsi'])(
    'refuses the app type %p, which the SDK would take for MultiTenant',
    (MicrosoftAppType) => {
      expect(problemsOf({ ...hosted, MicrosoftAppType })).toHaveLength(1);
    },
  );

  it('needs no password for a managed identity', () => {
    const { MicrosoftAppPassword: _, ...rest } = hosted;
    expect(problemsOf({ ...rest, MicrosoftAppType: 'UserAssignedMSI' })).toEqual([]);
  });

  it('takes one place for storage, not two', () => {
    expect(problemsOf({ ...hosted, STORAGE_ACCOUNT_URL: 'https://account.table.example' })).toEqual([
      'Give STORAGE_CONNECTION_STRING or STORAGE_ACCOUNT_URL, not both.',
    ]);
  });

  it.each([
    ['SEND_RATE', '0', 'SEND_RATE must be a number above 0, or off.'],
    ['SEND_RATE', 'fast', 'SEND_RATE must be a number above 0, or off.'],
    ['STORAGE_CONNECTION_STRING', 'https://account.example', expect.stringMatching(/under Access keys/)],
    ['PUBLIC_URL', 'here', 'PUBLIC_URL must be a web address (https://…).'],
    ['LOG_LEVEL', 'loud', expect.stringMatching(/^LOG_LEVEL must be one of/)],
  ])('says how to write %s', (name, value, problem) => {
    expect(problemsOf({ [name]: value })).toEqual([problem]);
  });

  it('can switch pacing off', () => {
    expect(readConfig({ SEND_RATE: 'off' }).sendRate).toBe('off');
  });
});
