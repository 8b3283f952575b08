#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import type { Session } from './cli/command.ts';
import {
  addCycleCommand,
  cancelCycleCommand,
  listCyclesCommand,
  listProgrammesCommand,
  planCommand,
} from './cli/cycle-commands.ts';
import { importCommand } from './cli/import-command.ts';
import { printReport, Refused, type Report, type Streams } from './cli/output.ts';
import { deliveriesCommand } from './cli/deliveries-command.ts';
import { digestCommand, historyCommand, statusCommand } from './cli/report-commands.ts';
import {
  moveCycleCommand,
  pauseCycleCommand,
  resumeCycleCommand,
  scheduleCommand,
} from './cli/round-commands.ts';
import { cancelCommand, resendCommand } from './cli/send-commands.ts';
import { tickCommand } from './cli/tick-command.ts';
import { ConfigError, readConfig } from './config.ts';
import { endInTime } from './end-in-time.ts';
import { openApp } from './open-app.ts';

const streams: Streams = {
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
};

/** Refused input: 1. A fault: 2. A message that could not be delivered is neither. */
const refusedInput = 1;
const fault = 2;

/** Opens the app, runs the command, prints, and closes. The scheduler and the Playgrounds belong to the server. */
async function execute(json: boolean, command: (session: Session) => Promise<Report>): Promise<void> {
  const config = { ...readConfig(process.env), scheduler: false, playground: false };
  const opened = await openApp(config);
  const letGo = closeWhenAsked(() => opened.close());
  try {
    printReport(streams, json, await command({ config, ...opened }));
  } finally {
    letGo();
    await opened.close();
  }
}

/** A command that is stopped in the middle leaves nothing claimed either. What it had to do, the next one does. */
function closeWhenAsked(close: () => Promise<void>): () => void {
  const end = (signal: NodeJS.Signals): void => {
    letGo();
    streams.err(`Stopping: ${signal}.`);
    void endInTime(close, { code: fault, onFault: (error) => streams.err(String(error)) });
  };
  const letGo = (): void => void process.off('SIGTERM', end).off('SIGINT', end);
  process.on('SIGTERM', end).on('SIGINT', end);
  return letGo;
}

function fail(json: boolean, error: unknown): number {
  if (error instanceof Refused || error instanceof ConfigError) {
    const document =
      error instanceof Refused ? error.document : { errors: error.problems.map((message) => ({ message })) };
    if (json) printReport(streams, json, { document, lines: [] });
    streams.err(error.message);
    return refusedInput;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (json) printReport(streams, json, { document: { errors: [{ message }] }, lines: [] });
  streams.err(`Something went wrong: ${message}`);
  return fault;
}

/**
 * A command with `--json`. Its options are those that commander parsed: their names are the flags', and what is
 * required is there.
 */
function command(
  parent: Command,
  name: string,
  description: string,
  run: (session: Session, options: never) => Promise<Report>,
): Command {
  return parent
    .command(name)
    .description(description)
    .option('--json', 'print one JSON document, and nothing else, on standard output')
    .action(async (...args: unknown[]) => {
      const self = args.at(-1) as Command;
      const options = { ...named(self), ...self.opts<{ json?: boolean }>() };
      await execute(options.json === true, (session) => run(session, options as never));
    });
}

/** Positional arguments by their names. */
function named(self: Command): Record<string, string> {
  return Object.fromEntries(
    self.registeredArguments.map((argument, index) => [argument.name(), self.args[index] ?? '']),
  );
}

function program(): Command {
  const root = new Command('board-updates').description('The operator’s command line of Board Updates.');
  const ofProgramme = (one: Command) => one.requiredOption('--programme <id>', 'the programme’s id');
  const ofCycle = (one: Command) => ofProgramme(one).requiredOption('--cycle <id>', 'the cycle’s id');

  ofProgramme(command(root, 'import', 'read a register (.csv or .xlsx), all or nothing', importCommand))
    .argument('<file>', 'the register')
    .option('--owners <file>', 'who answers for whom, and where they are reached')
    .option('--settings <file>', 'the programme’s settings (JSON)')
    .option('--map <file>', 'names of unusual headings (JSON)')
    .option('--dry-run', 'say what would change, and change nothing')
    .option('--retire', 'accept that more than a fifth of the register is retired');

  const cycle = root.command('cycle').description('reporting cycles');
  ofCycle(command(cycle, 'add', 'add a cycle, counted back from the meeting', addCycleCommand))
    .requiredOption('--meeting <date>', 'the day of the board’s meeting')
    .option('--opens <date>', 'when requests go out')
    .option('--deadline <date>', 'by when updates are due')
    .option('--closes <date>', 'when the cycle closes')
    .option('--publish <date>', 'when the papers are published')
    .option('--override <reason>', 'accept a close on or after publication, and say why');
  const withDates = (one: Command) =>
    ofCycle(one)
      .option('--meeting <date>', 'the day of the board’s meeting')
      .option('--opens <date>', 'when requests go out; only before it has opened')
      .option('--deadline <date>', 'by when updates are due')
      .option('--closes <date>', 'when the cycle closes')
      .option('--publish <date>', 'when the papers are published')
      .option('--override <reason>', 'accept a close on or after publication, and say why');
  withDates(command(cycle, 'move', 'other dates, also for an open cycle', moveCycleCommand));
  ofCycle(command(cycle, 'pause', 'hold an open cycle back: nothing is sent', pauseCycleCommand));
  withDates(command(cycle, 'resume', 'go on with a paused cycle', resumeCycleCommand));
  ofCycle(command(cycle, 'cancel', 'stop a cycle: nothing more is sent or asked for', cancelCycleCommand));
  ofProgramme(command(cycle, 'list', 'a programme’s cycles', listCyclesCommand));

  const programme = root.command('programme').description('programmes');
  command(programme, 'list', 'what programmes there are', listProgrammesCommand);

  ofCycle(command(root, 'plan', 'what goes out to whom and when, if nobody answers', planCommand));
  ofCycle(command(root, 'schedule', 'what still goes out to whom, and what has gone', scheduleCommand));
  command(root, 'tick', 'one pass of planning and delivery', tickCommand).option(
    '--now <instant>',
    'set the clock first; not in production',
  );
  ofCycle(command(root, 'status', 'how a cycle stands', statusCommand));
  ofCycle(command(root, 'deliveries', 'every message, and why it did not go', deliveriesCommand)).option(
    '--to <email>',
    'only those to one person, or to “board”',
  );
  ofCycle(command(root, 'resend', 'send again what was given up', resendCommand)).option(
    '--to <email>',
    'only to one person, or to “board”',
  );
  ofCycle(command(root, 'cancel', 'stop messages that have not gone', cancelCommand)).option(
    '--to <email>',
    'only those to one person, or to “board”',
  );
  ofCycle(command(root, 'digest', 'the digest’s figures', digestCommand));
  ofProgramme(
    command(root, 'history', 'every version of every update of an action', historyCommand),
  ).requiredOption('--action <ref>', 'the action’s ref');
  return root;
}

async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const root = program();
  eachCommand(root, (one) => {
    one.exitOverride().configureOutput({
      writeOut: (help) => printReport(streams, json, { document: { help }, lines: [help.trimEnd()] }),
      writeErr: (text) => (json ? undefined : streams.err(text.trimEnd())),
    });
  });
  try {
    await root.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (!(error instanceof CommanderError)) return fail(json, error);
    if (error.exitCode === 0 || error.code === 'commander.help') return 0;
    return json ? fail(json, new Refused([error.message.replace(/^error: /, '')])) : refusedInput;
  }
}

function eachCommand(root: Command, visit: (one: Command) => void): void {
  visit(root);
  for (const child of root.commands) eachCommand(child, visit);
}

process.exitCode = await main(process.argv.slice(2));
