import { parseArgs } from 'node:util';
import { isModelName, modelNameRule } from '../../lambdas/keys.ts';
import {
  type CommandName,
  commandForm,
  commandNamed,
  commandNames,
  commands,
  type OptionName,
  options,
} from './commands.ts';
import { type FailLevel, failLevels } from './exit-status.ts';
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
  | { readonly name: 'replay'; readonly place: string; readonly since: string | undefined };

/** A place is `s3://INBOX/…`. */
export interface PromoteCommand {
  readonly name: 'promote';
  readonly place: string;
  readonly season: string | undefined;
  readonly undo: boolean;
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
  const files = filesOf(positionals.slice(1), name);
  for (const option of commands[name].required)
    if (values[option] === undefined) throw new UsageError(`--${option} FILE is missing`);
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
      return name satisfies never;
  }
}

/** Which options are there, known or not, and every word that is none and no option's value. */
function namesOf(args: readonly string[]) {
  const { tokens } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  return {
    written: tokens.flatMap((token) =>
      token.kind === 'option' ? [{ name: token.name, written: token.rawName }] : [],
    ),
    words: tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : [])),
  };
}

type Values = ReturnType<typeof parse>['values'];

/** With the values, which must be there. */
function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Those of the options that the command takes. */
function defaultsOf(name: CommandName, { reference, contract, model, 'fail-on': failOn }: Defaults) {
  const { required, optional } = commands[name];
  const takes = (option: OptionName) => required.includes(option) || optional.includes(option);
  return {
    ...(takes('reference') && reference !== undefined ? { reference } : {}),
    ...(takes('contract') && contract !== undefined ? { contract } : {}),
    ...(takes('model') && model !== undefined ? { model } : {}),
    ...(takes('fail-on') && failOn !== undefined ? { 'fail-on': failOn } : {}),
  };
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
  const { reference, contract, labels, out, report, model = 'local', json = false } = values;
  if (!isModelName(model)) throw new UsageError(`--model "${model}": ${modelNameRule}`);
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

function failLevelNamed(word: string): FailLevel {
  const level = failLevels.find((one) => one === word);
  if (level === undefined) throw new UsageError(`--fail-on "${word}": one of ${failLevels.join(', ')}`);
  return level;
}

function filesOf(files: readonly string[], name: CommandName): readonly string[] {
  const [file, ...rest] = files;
  if (file === undefined) throw new UsageError(`no file given: plumbline ${commandForm(name)}`);
  const { files: count = 1, takesSeveral } = commands[name];
  if (count > 1 && files.length !== count)
    throw new UsageError(`${count} files are due, found ${files.length}: plumbline ${commandForm(name)}`);
  if (count === 1 && rest.length > 0 && !takesSeveral)
    throw new UsageError(`one file at a time: don't know what to do with ${rest.join(', ')}`);
  return files;
}

interface GivenOption {
  /** In full, where it is known. */
  readonly name: string;
  readonly written: string;
}

function allowOnly(given: readonly GivenOption[], command: CommandName): void {
  const { required, optional } = commands[command];
  const allowed: readonly OptionName[] = [...required, ...optional];
  const other = given.find((option) => !allowed.some((name) => name === option.name));
  if (other === undefined) return;
  // Nothing can be guessed from a letter.
  const meant = other.name.length === 1 ? undefined : closest(other.name, [...allowed, 'help', 'version']);
  const question = meant === undefined ? '' : `: did you mean --${meant}?`;
  throw new UsageError(`${command} knows no option ${other.written}${question}`);
}

function noCommand(word: string | undefined): string {
  const known = `${commandNames.slice(0, -1).join(', ')} or ${commandNames.at(-1)}`;
  if (word === undefined) return `no command given: ${known}`;
  const meant = closest(word, commandNames);
  return `no command "${word}": ${meant === undefined ? known : `did you mean ${meant}?`}`;
}

/** The name that was probably meant: the one that begins so, or has two slips at most, and no more than half its letters. */
function closest<Name extends string>(word: string, names: readonly Name[]): Name | undefined {
  const slips = names.map((name) => ({ name, count: name.startsWith(word) ? 0 : slipsBetween(word, name) }));
  const [best] = slips.sort((a, b) => a.count - b.count);
  return best !== undefined && best.count <= Math.min(2, word.length / 2) ? best.name : undefined;
}

/** Letters to insert, remove or replace (Levenshtein 1966). */
function slipsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (let at = 0; at < to.length; at++)
      next.push(Math.min(row[at + 1]! + 1, next[at]! + 1, row[at]! + (letter === to[at] ? 0 : 1)));
    row = next;
  }
  return row[to.length]!;
}
