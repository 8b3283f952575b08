import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { startProblems } from '../../src/local/start-problems.ts';

const servers: Server[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function takenPort(): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return (server.address() as AddressInfo).port;
}

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'start-'));
  folders.push(folder);
  return folder;
}

/** Port 0 is always free: the system picks one. */
async function problemsWith(environment: Record<string, string>): Promise<string[]> {
  return startProblems(
    readConfig({ PORT: '0', PLAYGROUND: 'off', LOCAL_DIRECTORY: await emptyFolder(), ...environment }),
  );
}

describe('what stands in the way of a start', () => {
  it('is nothing in an empty folder with free ports', async () => {
    expect(await problemsWith({})).toEqual([]);
  });

  it('is a port in use, with the setting that moves it', async () => {
    const port = await takenPort();
    expect(await problemsWith({ PORT: String(port) })).toEqual([
      `Port ${port} is in use. Stop what listens there, or set PORT to a free one.`,
    ]);
  });

  it('is a port that a Playground needs, with the three of them', async () => {
    const port = await takenPort();
    const [problem, ...others] = await problemsWith({ PLAYGROUND: 'on', PLAYGROUND_PORT: String(port) });
    expect(others).toEqual([]);
    expect(problem).toContain(`${port}`);
    expect(problem).toContain(`the three Playgrounds need ${port}, ${port + 1}, ${port + 2}`);
    expect(problem).toContain('set PLAYGROUND_PORT');
  });

  it('is not a Playground’s port where there is none', async () => {
    expect(await problemsWith({ PLAYGROUND_PORT: String(await takenPort()) })).toEqual([]);
  });

  it.each(['0', '65534'])('is a PLAYGROUND_PORT after which there are not three: %s', async (port) => {
    const problems = await problemsWith({ PLAYGROUND: 'on', PLAYGROUND_PORT: port });
    expect(problems).toEqual([
      `PLAYGROUND_PORT is ${port}. Set it to the first of three ports between 1 and 65535.`,
    ]);
  });

  it('is another process on the same data, told with its number', async () => {
    const folder = await emptyFolder();
    const port = await takenPort();
    const note = { connectionString: `TableEndpoint=http://127.0.0.1:${port}/account;`, process: 4711 };
    await writeFile(join(folder, 'store.json'), JSON.stringify(note));
    expect(await problemsWith({ LOCAL_DIRECTORY: folder })).toEqual([
      `Board Updates already runs on the data in ${folder} (process 4711). ` +
        'Stop it first, or set LOCAL_DIRECTORY to another folder.',
    ]);
  });

  it.each([
    [
      'of a process that was killed',
      '{"connectionString":"TableEndpoint=http://127.0.0.1:9/account;","process":1}',
    ],
    ['that was half written', '{"connectionS'],
  ])('is not the note %s', async (_, note) => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'store.json'), note);
    expect(await problemsWith({ LOCAL_DIRECTORY: folder })).toEqual([]);
  });

  it('is not a store of the visitor’s own, which several may share', async () => {
    const folder = await emptyFolder();
    const note = { connectionString: `TableEndpoint=http://127.0.0.1:${await takenPort()}/a;`, process: 1 };
    await writeFile(join(folder, 'store.json'), JSON.stringify(note));
    const own = { LOCAL_DIRECTORY: folder, STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true' };
    expect(await problemsWith(own)).toEqual([]);
  });
});
