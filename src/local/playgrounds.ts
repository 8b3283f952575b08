import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { boardChannel, localTenantId, personas, type Persona } from './personas.ts';

export interface Playground {
  persona: Persona;
  /** Where a browser finds it. */
  address: string;
  /** Where the bot answers it. */
  serviceUrl: string;
  stop(): Promise<void>;
}

export interface PlaygroundOptions {
  /** The first of three ports. */
  port: number;
  /** The bot's endpoint. */
  botUrl: string;
  /** Where the configurations are written. */
  directory: string;
}

const startTimeout = 45_000;

/** Starts the Microsoft 365 Agents Playground once for each persona, each on its own port. Resolves when all answer. */
export async function startPlaygrounds(options: PlaygroundOptions): Promise<Playground[]> {
  await mkdir(options.directory, { recursive: true });
  const ports = personas.map(({ portOffset }) => options.port + portOffset);
  const taken = (await Promise.all(ports.map(async (port) => ((await isFree(port)) ? [] : [port])))).flat();
  if (taken.length > 0) {
    throw new Error(
      `Port ${taken.join(', ')} is in use. Set PLAYGROUND_PORT to the first of three free ports.`,
    );
  }
  return Promise.all(personas.map((persona) => startOne(persona, options)));
}

async function startOne(persona: Persona, options: PlaygroundOptions): Promise<Playground> {
  const port = options.port + persona.portOffset;
  const configuration = join(options.directory, `${persona.role}.yml`);
  // JSON is YAML too.
  await writeFile(configuration, JSON.stringify(configurationFor(persona), undefined, 2));
  const args = [entryPoint(), '-e', options.botUrl, '-c', 'msteams', '-p', String(port), '--dt'];
  const home = join(options.directory, persona.role);
  await mkdir(home, { recursive: true });
  const child = spawn(process.execPath, args, {
    // It writes its log into the folder it is started in.
    cwd: home,
    // Its own group, so that Ctrl-C reaches us first; what it needs of the environment is a path and a home.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { M365_AGENTS_PLAYGROUND_CONFIG_PATH: resolve(configuration), BROWSER: 'none', HOME: resolve(home) },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  await answering(port, child, output);
  return {
    persona,
    address: `http://localhost:${port}`,
    serviceUrl: `http://localhost:${port}/_connector`,
    stop: () => stopped(child),
  };
}

/** The people, chats and team that one persona's client shows. Exactly five others, or it will not start. */
function configurationFor(current: Persona) {
  const others = personas
    .filter((persona) => persona !== current)
    .map(({ name, email, aadObjectId, role }) => ({ id: role, name, email, aadObjectId }));
  const colleagues = ['Ines Duarte', 'Kwame Boateng', 'Lena Fischer'].map((name, index) => ({
    id: `colleague-${index + 1}`,
    name,
    email: `${name.toLowerCase().replace(' ', '.')}@council.example`,
    aadObjectId: `5d0c2b1e-7a43-4c1f-9b6e-2f6a1c0e8e0${index}`,
  }));
  const { teamId, teamName, channelId, channelName } = boardChannel;
  return {
    version: '0.1.1',
    tenantId: localTenantId,
    bot: { id: 'board-updates', name: 'Board Updates' },
    currentUser: userOf({ ...current, id: current.role }),
    users: [...others, ...colleagues].map(userOf),
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

function userOf({
  id,
  name,
  email,
  aadObjectId,
}: {
  id: string;
  name: string;
  email: string;
  aadObjectId: string;
}) {
  const [givenName = name, ...rest] = name.split(' ');
  return { id, name, userPrincipleName: email, aadObjectId, givenName, surname: rest.join(' '), email };
}

/** Resolved, not assumed: the package lies wherever npm put it. */
function entryPoint(): string {
  const manifest = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json');
  return join(dirname(manifest), 'cli.js');
}

async function answering(port: number, child: ChildProcess, output: string[]): Promise<void> {
  for (let waited = 0; waited < startTimeout; waited += 200) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(200);
  }
  await stopped(child);
  throw new Error(`The Playground on port ${port} did not start:\n${output.join('').slice(-2000)}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
