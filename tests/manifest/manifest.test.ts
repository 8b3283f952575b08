import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkManifest } from '../../src/manifest/check-manifest.ts';
import { fillManifest } from '../../src/manifest/fill-manifest.ts';

const template = readFileSync(new URL('../../manifest/manifest.json', import.meta.url), 'utf8');
const values = {
  MICROSOFT_APP_ID: '1c2f8a70-4b1d-4c8e-9a53-5d1f0e6b7a21',
  TEAMS_APP_ID: '1c2f8a70-4b1d-4c8e-9a53-5d1f0e6b7a21',
  DOMAIN: 'board-updates.council.example',
  DEVELOPER_NAME: 'Ashenford Borough Council',
  WEBSITE_URL: 'https://www.council.example',
  PRIVACY_URL: 'https://www.council.example/privacy',
  TERMS_URL: 'https://www.council.example/terms',
};

interface CommandList {
  scopes: string[];
  commands: { title: string }[];
}

function commands(scope: string): string[] | undefined {
  const { bots } = JSON.parse(template) as { bots: [{ commandLists: CommandList[] }] };
  return bots[0].commandLists
    .find((list) => list.scopes.includes(scope))
    ?.commands.map((command) => command.title);
}

describe('the Teams manifest', () => {
  it("passes Microsoft's schema once it is filled in", async () => {
    expect(await checkManifest(fillManifest(template, values))).toEqual([]);
  });

  it("is refused by Microsoft's schema where an id is no id", async () => {
    const problems = await checkManifest(fillManifest(template, { ...values, MICROSOFT_APP_ID: 'my-bot' }));
    expect(problems).toEqual([expect.stringContaining('/bots/0/botId')]);
  });

  it('suggests in each place the words that the bot understands there', () => {
    expect(commands('personal')).toEqual(['my updates', 'help', 'overdue', 'digest', 'schedule']);
    expect(commands('team')).toEqual(['use this channel', 'help']);
  });

  it('is not filled in with a hole', () => {
    const { DOMAIN: _, ...rest } = values;
    expect(() => fillManifest(template, rest)).toThrow('The manifest asks for DOMAIN, which has no value.');
  });
});
