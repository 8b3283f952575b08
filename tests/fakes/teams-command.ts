import { createWriteStream } from 'node:fs';
import process, { argv, exit, stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { applySettings, readSettings, type ControlSettings } from './teams-control.ts';
import { startTeams, type Seen, type SeenRequest } from './teams-server.ts';

/**
 * The fake Teams as a process of its own: `npm run fake-teams -- --people 100 --fault server-error=0.2`. Prints one line
 * of JSON when it listens, and ends when it is told to, or when the process that forked it does.
 */
const help = `Options:
  --port N              where to listen; any free port unless given
  --people N            so many people who have the app
  --email PATTERN       their addresses; {n} is the number (person{n}@council.example)
  --limits KIND         published or off (published)
  --retry-after KIND    told or untold: whether the limits' 429s say how long to wait (told)
  --latency MS          every answer comes so much later (0)
  --fault NAME=SHARE    that share of requests goes wrong; may be given again for another
  --seed N              for the faults (1)
  --log FILE            a line of JSON for each request, without what was written
While it runs, under the address that it prints: GET control/report, GET control/people,
POST control/reset, POST control/settings {limits, retryAfter, latencyMs, faults: {NAME: SHARE}, seed}.
`;

const { values } = parseArgs({
  args: argv.slice(2),
  options: {
    port: { type: 'string', default: '0' },
    people: { type: 'string', default: '0' },
    email: { type: 'string', default: 'person{n}@council.example' },
    limits: { type: 'string', default: 'published' },
    'retry-after': { type: 'string', default: 'told' },
    latency: { type: 'string', default: '0' },
    fault: { type: 'string', multiple: true, default: [] },
    seed: { type: 'string', default: '1' },
    log: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  stdout.write(help);
  exit(0);
}

try {
  const settings = readSettings({
    limits: values.limits,
    retryAfter: values['retry-after'],
    latencyMs: Number(values.latency),
    faults: Object.fromEntries(values.fault.map(nameAndShare)),
    seed: Number(values.seed),
  });
  await start(settings, wholeNumber('port', values.port), wholeNumber('people', values.people));
} catch (error) {
  stderr.write(`${(error as Error).message}\n`);
  exit(1);
}

async function start(settings: ControlSettings, port: number, people: number): Promise<void> {
  const log = values.log === undefined ? undefined : createWriteStream(values.log, { flags: 'a' });
  const onRequest = log && {
    onRequest: (request: SeenRequest, seen?: Seen) => void log.write(lineOf(request, seen)),
  };
  const teams = await startTeams({ keep: 'counts', port, ...onRequest });
  applySettings(teams, settings);
  for (let n = 1; n <= people; n += 1) {
    const email = values.email.replaceAll('{n}', String(n));
    teams.person({ name: `Person ${n}`, email, installed: true });
  }
  const stop = (): void => {
    if (log) log.end(() => exit(0));
    else exit(0);
  };
  for (const end of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(end, stop);
  const { serviceUrl, tenantId, botId } = teams;
  stdout.write(`${JSON.stringify({ serviceUrl, tenantId, botId })}\n`);
}

function wholeNumber(option: string, given: string): number {
  if (/^\d+$/.test(given)) return Number(given);
  throw new Error(`--${option} takes a whole number.`);
}

function nameAndShare(given: string): [string, number] {
  const [name = '', share] = given.split('=');
  return [name, Number(share)];
}

function lineOf({ at, kind, target, status, fault, stored }: SeenRequest, seen: Seen | undefined): string {
  return `${JSON.stringify({ at, kind, target, status, fault, stored, seenBy: seen?.by })}\n`;
}
