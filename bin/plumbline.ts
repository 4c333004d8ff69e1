#!/usr/bin/env node
import { plumblineVersion } from '../lambdas/version.ts';
import { check } from './command-line/check.ts';
import { commandNamed } from './command-line/commands.ts';
import { describeNote } from './command-line/describe-note.ts';
import { describeResult } from './command-line/describe-result.ts';
import { infer } from './command-line/infer.ts';
import { type Command, parseCommand } from './command-line/parse-command.ts';
import { UsageError, usage, usageOf } from './command-line/usage.ts';

/** Runs a command. @returns the exit status: 0 nothing to report, 1 rejected or drifted, 2 nothing was asked for */
async function run(command: Command): Promise<number> {
  switch (command.name) {
    case 'help':
      (command.isAsked ? process.stdout : process.stderr).write(
        command.of === undefined ? usage() : usageOf(command.of),
      );
      return command.isAsked ? 0 : 2;
    case 'version':
      process.stdout.write(`${plumblineVersion}\n`);
      return 0;
    case 'infer': {
      const { contract, notes } = await infer(command.reference, command.output, process.stderr);
      process.stdout.write(command.output === undefined ? contract : `wrote ${command.output}\n`);
      process.stderr.write(notes.map((note) => `note: ${describeNote(note)}\n`).join(''));
      return 0;
    }
    case 'check': {
      const result = await check(command, process.stderr);
      process.stdout.write(
        command.json ? `${JSON.stringify(result, undefined, 2)}\n` : describeResult(result),
      );
      return result.validation.status === 'rejected' || result.drift.status === 'drifted' ? 1 : 0;
    }
    default:
      return command satisfies never;
  }
}

try {
  process.exitCode = await run(parseCommand(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  const help = ['plumbline', commandNamed(process.argv[2]) ?? [], '--help'].flat().join(' ');
  process.stderr.write(`plumbline: ${error.message}\nSee ${help}.\n`);
  process.exitCode = 2;
}
