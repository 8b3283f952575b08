import { z } from 'zod';

/** How the bot proves who it is to Teams; `none` is for local mode, where nobody is asked. */
export type BotCredentials =
  | 'none'
  | {
      appId: string;
      appPassword: string;
      appType: 'SingleTenant' | 'UserAssignedMSI' | 'MultiTenant';
      appTenantId: string;
    };

/** Where tables and queues are; `embedded` starts Azurite on loopback. */
export type StorageConfig = { connectionString: string } | { accountUrl: string } | 'embedded';

export interface Config {
  mode: 'local' | 'hosted';
  production: boolean;
  credentials: BotCredentials;
  storage: StorageConfig;
  port: number;
  publicUrl?: string;
  logLevel: string;
  /** Requests in any second a tenant. */
  sendRate: number | 'off';
  scheduler: boolean;
  playground: boolean;
  /** The first of three ports: owner, lead, board. */
  playgroundPort: number;
  sample: boolean;
  /** Where local mode keeps its data. */
  localDirectory: string;
}

const appTypes = ['SingleTenant', 'UserAssignedMSI', 'MultiTenant'] as const;

const onOff = (name: string, fallback: 'on' | 'off') =>
  z
    .enum(['on', 'off'], `${name} must be on or off.`)
    .default(fallback)
    .transform((value) => value === 'on');
const port = (name: string, fallback: number) =>
  z.coerce
    .number(`${name} must be a port number.`)
    .int(`${name} must be a port number.`)
    .min(0, `${name} must be a port number, 0 to 65535.`)
    .max(65_535, `${name} must be a port number, 0 to 65535.`)
    .default(fallback);
const url = (name: string) =>
  z.url({ protocol: /^https?$/, error: `${name} must be a web address (https://…).` });

/** As the portal gives it: with a key or a shared access signature; or the emulator's own. */
const connectionString = z
  .string()
  .regex(
    /(?:^|;)\s*(?:UseDevelopmentStorage=true|AccountKey=.|SharedAccessSignature=.)/i,
    'STORAGE_CONNECTION_STRING must be a connection string as the storage account shows it, under Access keys.',
  );

const Environment = z.object({
  NODE_ENV: z.string().optional(),
  MicrosoftAppId: z.string().optional(),
  MicrosoftAppPassword: z.string().optional(),
  MicrosoftAppType: z
    .enum(appTypes, `MicrosoftAppType must be one of ${appTypes.join(', ')}, written exactly so.`)
    .optional(),
  MicrosoftAppTenantId: z.string().optional(),
  STORAGE_CONNECTION_STRING: connectionString.optional(),
  STORAGE_ACCOUNT_URL: url('STORAGE_ACCOUNT_URL').optional(),
  PORT: port('PORT', 3978),
  PUBLIC_URL: url('PUBLIC_URL').optional(),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.',
    )
    .optional(),
  SEND_RATE: z
    .union(
      [
        z.literal('off'),
        z.coerce
          .number('SEND_RATE must be a number above 0, or off.')
          .positive('SEND_RATE must be a number above 0, or off.'),
      ],
      'SEND_RATE must be a number above 0, or off.',
    )
    .default(48),
  SCHEDULER: onOff('SCHEDULER', 'on'),
  PLAYGROUND: onOff('PLAYGROUND', 'on'),
  PLAYGROUND_PORT: port('PLAYGROUND_PORT', 56_150),
  SAMPLE: onOff('SAMPLE', 'on'),
  LOCAL_DIRECTORY: z.string().default('.local'),
});

type Given = Partial<Record<string, string>>;

/** What only shows when settings are read together: told beside whatever is wrong with each alone. */
function missingSettings(given: Given): string[] {
  const problems: string[] = [];
  const demand = (name: string, why: string): void => {
    if (given[name] === undefined) problems.push(`${name} is missing: ${why}`);
  };
  if (given['STORAGE_CONNECTION_STRING'] !== undefined && given['STORAGE_ACCOUNT_URL'] !== undefined) {
    problems.push('Give STORAGE_CONNECTION_STRING or STORAGE_ACCOUNT_URL, not both.');
  }
  if (!isHosted(given)) return problems;
  demand('MicrosoftAppId', "the bot's app id, from its Azure Bot registration.");
  demand('MicrosoftAppType', `one of ${appTypes.join(', ')}.`);
  if (given['MicrosoftAppType'] !== 'MultiTenant') {
    demand('MicrosoftAppTenantId', "the directory (tenant) id of the bot's registration.");
  }
  if (given['MicrosoftAppType'] !== 'UserAssignedMSI') {
    demand('MicrosoftAppPassword', 'a client secret; only a managed identity needs none.');
  }
  if (given['STORAGE_CONNECTION_STRING'] === undefined) {
    demand('STORAGE_ACCOUNT_URL', "the storage account's table address (or give STORAGE_CONNECTION_STRING).");
  }
  return problems;
}

/** Hosted: an app id is given, or production is said. Then nothing is guessed. */
function isHosted(given: Given): boolean {
  return given['NODE_ENV'] === 'production' || given['MicrosoftAppId'] !== undefined;
}

/** A configuration that cannot be used, with every problem in it, in words for an operator. */
export class ConfigError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`Board Updates is not configured:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads the configuration once. Empty variables count as absent. Throws a `ConfigError` that lists everything wrong
 * at once.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')) as Given;
  const parsed = Environment.safeParse(given);
  const problems = [...(parsed.error?.issues.map(({ message }) => message) ?? []), ...missingSettings(given)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  const env = parsed.data;
  const hosted = isHosted(given);
  return {
    mode: hosted ? 'hosted' : 'local',
    production: env.NODE_ENV === 'production',
    credentials: env.MicrosoftAppId === undefined ? 'none' : credentialsOf(env, env.MicrosoftAppId),
    storage: storageOf(env),
    port: env.PORT,
    ...(env.PUBLIC_URL === undefined ? {} : { publicUrl: env.PUBLIC_URL }),
    logLevel: env.LOG_LEVEL ?? (hosted ? 'info' : 'warn'),
    sendRate: env.SEND_RATE,
    scheduler: env.SCHEDULER,
    playground: env.PLAYGROUND && !hosted,
    playgroundPort: env.PLAYGROUND_PORT,
    sample: env.SAMPLE && !hosted,
    localDirectory: env.LOCAL_DIRECTORY,
  };
}

function credentialsOf(env: z.infer<typeof Environment>, appId: string): BotCredentials {
  return {
    appId,
    appPassword: env.MicrosoftAppPassword ?? '',
    appType: env.MicrosoftAppType ?? 'SingleTenant',
    appTenantId: env.MicrosoftAppTenantId ?? '',
  };
}

function storageOf(env: z.infer<typeof Environment>): StorageConfig {
  if (env.STORAGE_CONNECTION_STRING !== undefined) return { connectionString: env.STORAGE_CONNECTION_STRING };
  if (env.STORAGE_ACCOUNT_URL !== undefined) return { accountUrl: env.STORAGE_ACCOUNT_URL };
  return 'embedded';
}
