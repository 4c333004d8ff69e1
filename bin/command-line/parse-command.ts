import { type CommandName, commandNamed, commands } from './commands.ts';
import type { FailLevel } from './exit-status.ts';
import {
  allowOnly,
  failLevelNamed,
  missingOption,
  modelNamed,
  namesOf,
  noCommand,
  operandsOf,
  parse,
  type Values,
} from './parse-options.ts';
import { parseStackCommand, type StackCommand } from './parse-stack-command.ts';
import { UsageError } from './usage.ts';

/** What the user wants. Paths are as given. */
export type Command =
  /** Asked for, of one command or of all; or the answer to no command at all. */
  | { readonly name: 'help'; readonly of: CommandName | undefined; readonly isAsked: boolean }
  | { readonly name: 'version' }
  | InferCommand
  | ImportCommand
  | CheckCommand
  | HoldoutCommand
  | PromoteCommand
  | ReplayCommand
  | StackCommand;

/** A place is `s3://INBOX/…`. */
export interface PromoteCommand {
  readonly name: 'promote';
  readonly place: string;
  readonly season: string | undefined;
  readonly undo: boolean;
}

export interface ReplayCommand {
  readonly name: 'replay';
  readonly place: string;
  readonly since: string | undefined;
}

/** Two scores of a fixed set. */
export interface HoldoutCommand {
  readonly name: 'holdout';
  readonly baseline: string;
  readonly run: string;
  readonly contract: string;
  /** Where to write the report. */
  readonly report: string | undefined;
  readonly model: string;
  readonly json: boolean;
  readonly failOn: FailLevel;
}

export interface InferCommand {
  readonly name: 'infer';
  readonly reference: string;
  readonly output: string | undefined;
  /** Whether the output may be written over a file that is there. */
  readonly force: boolean;
}

/** `infer --from`. */
export interface ImportCommand extends Pick<InferCommand, 'output' | 'force'> {
  readonly name: 'infer-from';
  /** Of a Model Monitor baseline. */
  readonly constraints: string;
  readonly statistics: string | undefined;
}

/** `check`, or `validate`, which is a check without a reference. */
export interface CheckCommand {
  readonly name: 'check';
  readonly batches: readonly string[];
  readonly reference: string | undefined;
  readonly contract: string | undefined;
  /** Lock files, where there are any; then of both. */
  readonly lockFiles?: { readonly reference: string; readonly current: string } | undefined;
  /** What turned out to be true of the rows of the batches. */
  readonly labels: string | undefined;
  readonly out: string | undefined;
  /** Where to write the report alone. */
  readonly report: string | undefined;
  readonly model: string;
  readonly json: boolean;
  readonly failOn: FailLevel;
}

/** What stands in for options that are not given. */
export interface Defaults {
  readonly reference?: string | undefined;
  readonly contract?: string | undefined;
  readonly model?: string | undefined;
  readonly 'fail-on'?: string | undefined;
  readonly inbox?: string | undefined;
  readonly results?: string | undefined;
}

/**
 * @param defaults  for the options that the command takes and that are not given
 * @throws UsageError saying what is missing or unknown
 */
export function parseCommand(args: readonly string[], defaults: Defaults = {}): Command {
  if (args.length === 0) return { name: 'help', of: undefined, isAsked: false };
  const { written, words } = namesOf(args);
  const [word] = words;
  const name = commandNamed(word);
  if (written.some((option) => option.name === 'help')) return { name: 'help', of: name, isAsked: true };
  if (written.some((option) => option.name === 'version')) return { name: 'version' };
  if (name === undefined) throw new UsageError(noCommand(word));
  allowOnly(written, name);
  const { values: given, positionals } = parse(args);
  const values = { ...defaultsOf(name, defaults), ...given };
  if (name === 'infer' && values.from !== undefined)
    return importCommand(values, values.from, positionals[1]);
  const files = operandsOf(positionals.slice(1), name);
  for (const option of commands[name].required)
    if (values[option] === undefined) throw new UsageError(missingOption(option));
  switch (name) {
    case 'infer':
      if (values.statistics !== undefined) throw new UsageError('--statistics FILE goes with --from FILE');
      return { name, reference: files[0]!, output: values.output, force: values.force ?? false };
    case 'check':
    case 'validate':
      return checkCommand(values, files);
    case 'promote':
      return { name, place: files[0]!, season: values.season, undo: values.undo ?? false };
    case 'replay':
      return { name, place: files[0]!, since: values.since };
    case 'holdout':
      return holdoutCommand(values, files);
    default:
      return parseStackCommand(name, values, files);
  }
}

/** Those of the options that the command takes. */
function defaultsOf(name: CommandName, defaults: Defaults): Values {
  const { required, optional } = commands[name];
  const taken: readonly string[] = [...required, ...optional];
  return Object.fromEntries(
    Object.entries(defaults).filter(([option, value]) => value !== undefined && taken.includes(option)),
  );
}

function importCommand(
  { statistics, output, force = false }: Values,
  constraints: string,
  reference: string | undefined,
): ImportCommand {
  if (reference !== undefined)
    throw new UsageError(
      `a contract is drafted from a reference or --from a baseline: not both (${reference})`,
    );
  return { name: 'infer-from', constraints, statistics, output, force };
}

function checkCommand(values: Values, batches: readonly string[]): CheckCommand {
  const { reference, contract, labels, out, report, json = false } = values;
  const model = modelNamed(values.model ?? 'local', '--model');
  if (report !== undefined && batches.length > 1)
    throw new UsageError('--report FILE is of one batch: use --out DIR for several');
  const failOn = failLevelNamed(values['fail-on'] ?? 'info');
  const lockFiles = lockFilesIn(values);
  return { name: 'check', batches, reference, contract, labels, lockFiles, out, report, model, json, failOn };
}

/** Takes what a check takes; its report is of both files. */
function holdoutCommand(values: Values, files: readonly string[]): HoldoutCommand {
  const { report, ...rest } = values;
  const { batches, contract = '', model, json, failOn } = checkCommand(rest, files);
  const [baseline = '', run = ''] = batches;
  return { name: 'holdout', baseline, run, contract, report, model, json, failOn };
}

function lockFilesIn({
  environment: current,
  'reference-environment': reference,
}: Values): CheckCommand['lockFiles'] {
  if (current === undefined && reference === undefined) return undefined;
  if (current === undefined) throw new UsageError('--environment FILE is missing: that of the batch');
  if (reference === undefined)
    throw new UsageError('--reference-environment FILE is missing: there is nothing to compare with');
  return { reference, current };
}
