import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packageApp } from '../../src/manifest/package-app.ts';
import { readZip } from './read-zip.ts';

const appId = '1c2f8a70-4b1d-4c8e-9a53-5d1f0e6b7a21';
const valid = {
  'app-id': appId,
  domain: 'board-updates.council.example',
  developer: 'Ashenford "Borough" Council',
  website: 'https://www.council.example',
};
let folder: string;

function args(flags: Record<string, string>): string[] {
  return Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
}

async function packed(name: string, flags: Record<string, string> = {}): Promise<Buffer> {
  const out = join(folder, name);
  expect(await packageApp(args({ ...valid, ...flags, out }))).toEqual({ kind: 'packaged', out });
  return readFile(out);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('the Teams app package', () => {
  it('holds the manifest and both icons at its top, and nothing else', async () => {
    const files = readZip(await packed('whole.zip'));
    expect([...files.keys()]).toEqual(['manifest.json', 'color.png', 'outline.png']);
    const icon = new URL('../../manifest/color.png', import.meta.url);
    expect(files.get('color.png')).toEqual(await readFile(icon));
  });

  it('fills in what belongs to the installation', async () => {
    const files = readZip(await packed('filled.zip', { privacy: 'https://www.council.example/privacy' }));
    const text = files.get('manifest.json')!.toString();
    expect(text).not.toContain('${{');
    expect(JSON.parse(text)).toMatchObject({
      id: appId,
      bots: [{ botId: appId }],
      developer: {
        name: valid.developer,
        privacyUrl: 'https://www.council.example/privacy',
        termsOfUseUrl: valid.website,
      },
      validDomains: [valid.domain],
    });
  });

  it('keeps the app and the bot apart where they have ids of their own', async () => {
    const other = '7f3bb8d2-0f0c-4b1e-8f5a-5c1e2d3a4b5c';
    const files = readZip(await packed('apart.zip', { 'teams-app-id': other }));
    expect(JSON.parse(files.get('manifest.json')!.toString())).toMatchObject({
      id: other,
      bots: [{ botId: appId }],
    });
  });

  it('is the same file for the same values', async () => {
    expect(await packed('one.zip')).toEqual(await packed('two.zip'));
  });

  it.each([
    [{ 'app-id': 'my-bot' }, '--app-id is not an id such as 1c2f8a70-4b1d-4c8e-9a53-5d1f0e6b7a21.'],
    [{ domain: 'https://bot.example' }, '--domain is not a host name such as board-updates.council.example.'],
    [{ website: 'http://council.example' }, '--website is not a web address that begins with https://.'],
    [{ developer: 'x'.repeat(33) }, '--developer is longer than 32 characters.'],
  ])('refuses %j in words, and writes nothing', async (flags, problem) => {
    const out = join(folder, 'refused.zip');
    expect(await packageApp(args({ ...valid, ...flags, out }))).toEqual({
      kind: 'refused',
      problems: [problem],
    });
    await expect(readFile(out)).rejects.toThrow('ENOENT');
  });

  it('names everything that is missing at once', async () => {
    expect(await packageApp([])).toEqual({
      kind: 'refused',
      problems: ['app-id', 'domain', 'developer', 'website'].map((flag) => `--${flag} is missing.`),
    });
  });

  it('refuses a flag that it does not know', async () => {
    expect(await packageApp(['--appid', appId])).toMatchObject({ kind: 'refused' });
  });
});
