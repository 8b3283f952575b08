import { parseArgs } from 'node:util';
import { z } from 'zod';

const webAddress = z.url({ protocol: /^https$/, error: 'is not a web address that begins with https://' });

/** What an installation fills into the manifest, and where the package goes. */
export const PackageOptions = z
  .strictObject({
    'app-id': z.guid({ error: 'is not an id such as 1c2f8a70-4b1d-4c8e-9a53-5d1f0e6b7a21' }),
    'teams-app-id': z.guid({ error: 'is not an id such as 1c2f8a70-4b1d-4c8e-9a53-5d1f0e6b7a21' }).optional(),
    domain: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'is not a host name such as board-updates.council.example'),
    developer: z.string().trim().min(1, 'is empty').max(32, 'is longer than 32 characters'),
    website: webAddress,
    privacy: webAddress.optional(),
    terms: webAddress.optional(),
    out: z.string().min(1, 'is empty').optional(),
  })
  .transform((flags) => ({
    out: flags.out,
    values: {
      MICROSOFT_APP_ID: flags['app-id'],
      TEAMS_APP_ID: flags['teams-app-id'] ?? flags['app-id'],
      DOMAIN: flags.domain,
      DEVELOPER_NAME: flags.developer,
      WEBSITE_URL: flags.website,
      PRIVACY_URL: flags.privacy ?? flags.website,
      TERMS_URL: flags.terms ?? flags.website,
    },
  }));
export type PackageOptions = z.infer<typeof PackageOptions>;

const text = { type: 'string' } as const;
const flags = {
  'app-id': text,
  'teams-app-id': text,
  domain: text,
  developer: text,
  website: text,
  privacy: text,
  terms: text,
  out: text,
};

/** Reads the command line; on refusal, every problem at once, in words. */
export function readPackageOptions(
  args: string[],
): { kind: 'options'; options: PackageOptions } | { kind: 'refused'; problems: string[] } {
  let given: Record<string, string | undefined>;
  try {
    given = parseArgs({ args, options: flags }).values;
  } catch (error) {
    return { kind: 'refused', problems: [error instanceof Error ? error.message : String(error)] };
  }
  const parsed = PackageOptions.safeParse(given);
  if (parsed.success) return { kind: 'options', options: parsed.data };
  const problems = parsed.error.issues.map((issue) => {
    const flag = String(issue.path[0]);
    return given[flag] === undefined ? `--${flag} is missing.` : `--${flag} ${issue.message}.`;
  });
  return { kind: 'refused', problems: [...new Set(problems)] };
}
