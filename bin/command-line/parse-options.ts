import { parseArgs } from 'node:util';
import { isModelName, modelNameRule } from '../../lambdas/keys.ts';
import { type CommandName, commandForm, commandNames, commands, optionForm } from './commands.ts';
import { type FailLevel, failLevels } from './exit-status.ts';
import { type OptionName, options } from './options.ts';
import { UsageError } from './usage.ts';

/** @throws UsageError when a model can't be called so. @param where  it was said */
export function modelNamed(name: string, where: string): string {
  if (!isModelName(name)) throw new UsageError(`${where} "${name}": ${modelNameRule}`);
  return name;
}

/** @throws UsageError when there is no such level */
export function failLevelNamed(word: string): FailLevel {
  const level = failLevels.find((one) => one === word);
  if (level === undefined) throw new UsageError(`--fail-on "${word}": one of ${failLevels.join(', ')}`);
  return level;
}

/** Options that may be said once and for all. */
const inDefaults: readonly OptionName[] = ['reference', 'contract', 'model', 'inbox', 'results'];

/** What to say of an option that a command can't do without. */
export function missingOption(option: OptionName): string {
  const elsewhere = inDefaults.includes(option) ? `; plumbline.json may say it as "${option}"` : '';
  return `${optionForm(option)} is missing${elsewhere}`;
}

/** Which options are there, known or not, and every word that is none and no option's value. */
export function namesOf(args: readonly string[]) {
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

export type Values = ReturnType<typeof parse>['values'];

/** With the values, which must be there. */
export function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** What a command is given to work on. @throws UsageError when it is too much, or too little */
export function operandsOf(given: readonly string[], name: CommandName): readonly string[] {
  const { count: [least, most] = [1, 1], operand, takes } = commands[name];
  const form = `plumbline ${commandForm(name)}`;
  if (takes === 'nothing' && given.length > 0)
    throw new UsageError(`don't know what to do with ${given.join(', ')}: ${form}`);
  if (given.length === 0 && least > 0)
    throw new UsageError(`${takes === 'files' ? 'no file' : `no ${operand}`} given: ${form}`);
  if (given.length < least) throw new UsageError(`${least} files are due, found ${given.length}: ${form}`);
  if (given.length > most)
    throw new UsageError(
      `${most === 1 ? 'one file' : `${most} files`} at a time: don't know what to do with ${given.slice(most).join(', ')}`,
    );
  return given;
}

interface GivenOption {
  /** In full, where it is known. */
  readonly name: string;
  readonly written: string;
}

export function allowOnly(given: readonly GivenOption[], command: CommandName): void {
  const { required, optional } = commands[command];
  const allowed: readonly OptionName[] = [...required, ...optional];
  const other = given.find((option) => !allowed.some((name) => name === option.name));
  if (other === undefined) return;
  // Nothing can be guessed from a letter.
  const meant = other.name.length === 1 ? undefined : closest(other.name, [...allowed, 'help', 'version']);
  const question = meant === undefined ? '' : `: did you mean --${meant}?`;
  throw new UsageError(`${command} knows no option ${other.written}${question}`);
}

export function noCommand(word: string | undefined): string {
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
