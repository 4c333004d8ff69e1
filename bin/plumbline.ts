#!/usr/bin/env node
import { plumblineVersion } from '../lambdas/version.ts';
import { check } from './command-line/check.ts';
import { commandNamed } from './command-line/commands.ts';
import { readDefaults } from './command-line/defaults.ts';
import { describeHoldout, statusOfHoldout } from './command-line/describe-holdout.ts';
import { describeNote } from './command-line/describe-note.ts';
import { describeResult } from './command-line/describe-result.ts';
import { statusOf, statusOfError } from './command-line/exit-status.ts';
import { holdout } from './command-line/holdout.ts';
import { importBaseline } from './command-line/import-baseline.ts';
import { infer } from './command-line/infer.ts';
import { type LocalCopies, localCopies } from './command-line/local-copies.ts';
import {
  type CheckCommand,
  type Command,
  type PromoteCommand,
  parseCommand,
  type ReplayCommand,
} from './command-line/parse-command.ts';
import { runStackCommand } from './command-line/run-stack-command.ts';
import { usage, usageOf } from './command-line/usage.ts';

/** Runs a command. @returns the exit status, as `exitStatuses` has them */
async function run(command: Command): Promise<number> {
  await using copies = localCopies(process.stdin);
  switch (command.name) {
    case 'help':
      (command.isAsked ? process.stdout : process.stderr).write(
        command.of === undefined
          ? usage(process.stdout.columns)
          : usageOf(command.of, process.stdout.columns),
      );
      return command.isAsked ? 0 : 2;
    case 'version':
      process.stdout.write(`${plumblineVersion}\n`);
      return 0;
    case 'infer':
    case 'infer-from': {
      const { contract, notes } =
        command.name === 'infer'
          ? await infer(command, copies, process.stderr)
          : await importBaseline(command);
      process.stdout.write(command.output === undefined ? contract : `wrote ${command.output}\n`);
      process.stderr.write(notes.map((note) => `note: ${describeNote(note)}\n`).join(''));
      return 0;
    }
    case 'check':
      return runCheck(command, copies);
    case 'promote':
      return say(await promoteOrUndo(command));
    case 'replay':
      return say(await askForReplay(command));
    case 'holdout': {
      const scored = await holdout(command, copies);
      process.stdout.write(
        command.json ? `${JSON.stringify(scored, undefined, 2)}\n` : describeHoldout(scored),
      );
      return statusOfHoldout(scored, command.failOn);
    }
    default: {
      const { text, data, status = 0 } = await runStackCommand(command, copies, process.stderr);
      const isJson = 'json' in command && command.json;
      process.stdout.write(isJson ? `${JSON.stringify(data, undefined, 2)}\n` : `${text}\n`);
      return status;
    }
  }
}

// The client for S3 is loaded by who needs it.
async function promoteOrUndo({ place, season, undo }: PromoteCommand): Promise<readonly string[]> {
  const { promote, undoPromotion } = await import('./command-line/promote.ts');
  return undo ? undoPromotion(place) : promote(place, season);
}

async function askForReplay({ place, since }: ReplayCommand): Promise<readonly string[]> {
  const { replay } = await import('./command-line/replay.ts');
  return replay(place, since, new Date());
}

function say(lines: readonly string[]): number {
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

async function runCheck(command: CheckCommand, copies: LocalCopies): Promise<number> {
  const results = await check(command, copies, process.stderr);
  const data = results.length > 1 ? results : results[0];
  process.stdout.write(
    command.json ? `${JSON.stringify(data, undefined, 2)}\n` : results.map(describeResult).join('\n'),
  );
  return Math.max(...results.map((result) => statusOf(result, command.failOn)));
}

/** What a person is told of what ended a command. Where in the code it happened is of use to us alone. */
function explain(error: unknown, status: number): string {
  const message = error instanceof Error ? error.message : String(error);
  if (status === 3) return `plumbline: ${message}\n`;
  if (status === 2) {
    const help = ['plumbline', commandNamed(process.argv[2]) ?? [], '--help'].flat().join(' ');
    return `plumbline: ${message}\nSee ${help}.\n`;
  }
  const trace = process.env.PLUMBLINE_DEBUG && error instanceof Error ? `${error.stack}\n` : '';
  return `plumbline: this is a fault of Plumbline ${plumblineVersion}: ${message}\n${trace || 'PLUMBLINE_DEBUG=1 says where: please report it with that.\n'}`;
}

// A reader that has seen enough (`| head`) closes the pipe: no reason to complain.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 4));

try {
  const args = process.argv.slice(2);
  process.exitCode = await run(parseCommand(args, await readDefaults('plumbline.json')));
} catch (error) {
  process.exitCode = statusOfError(error);
  process.stderr.write(explain(error, process.exitCode));
}
