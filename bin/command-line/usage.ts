import { wrapText } from '../../lambdas/core/text/sentences.ts';
import {
  type CommandName,
  commandForm,
  commandNames,
  commands,
  exitStatuses,
  operandsInWords,
  optionForm,
} from './commands.ts';
import { type OptionName, options } from './options.ts';

/** The command was called in a way that can't be carried out; the message says how to mend it. Exit
 * status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A file can't be used: it can't be opened or read, or it is no contract or reference. Exit status 3. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** Columns of a terminal that help is written for; a narrower one gets shorter lines. */
const widest = 80;

function lineWidth(columns: number | undefined): number {
  return Math.max(40, Math.min(widest, columns ?? widest));
}

/** What `plumbline --help` prints: every command, in short. @param columns  of the terminal, where there is one */
export function usage(columns?: number): string {
  const width = lineWidth(columns);
  const forms = commandNames.map((name) => `  ${name} ${commands[name].operand}`);
  const indent = 2 + Math.max(...forms.map(({ length }) => length));
  return [
    wrapText('plumbline checks a batch against a contract and a reference.', '', '', width),
    '  plumbline check batch.csv --reference reference.csv',
    '',
    ...commandNames.map((name, index) =>
      wrapText(commands[name].about, forms[index]!.padEnd(indent), ' '.repeat(indent), width),
    ),
    '',
    wrapText('COMMAND --help prints its options and an example; --version the version.', '', '', width),
    '',
    exitStatusLine(width),
    '',
  ].join('\n');
}

/** What `plumbline <command> --help` prints. @param columns  of the terminal, where there is one */
export function usageOf(name: CommandName, columns?: number): string {
  const { about, takes, required, optional, example } = commands[name];
  const width = lineWidth(columns);
  return [
    wrapText(`plumbline ${commandForm(name)} [options]`, '', '', width),
    '',
    wrapText(about, '', '', width),
    wrapText(operandsInWords[takes], '', '', width),
    '',
    ...optionLines([...required, ...optional, 'help'], width),
    '',
    'Example:',
    `  plumbline ${example}`,
    '',
    exitStatusLine(width),
    '',
  ].join('\n');
}

/** A form that is wider has a line to itself. */
const widestForm = 25;

function optionLines(names: readonly OptionName[], lineWidth: number): readonly string[] {
  const forms = names.map((name) => optionForm(name).replace(/^--/, '    --'));
  const width = 2 + Math.max(...forms.map(({ length }) => length).filter((length) => length <= widestForm));
  return names.map((name, index) => {
    const form = `  ${forms[index]!.padEnd(width)}`;
    const { about } = options[name];
    if (form.length <= width + 2) return wrapText(about, form, ' '.repeat(form.length), lineWidth);
    return `${form}\n${wrapText(about, ' '.repeat(width + 2), ' '.repeat(width + 2), lineWidth)}`;
  });
}

function exitStatusLine(width: number): string {
  return wrapText(
    `Exit status: ${exitStatuses.map((meaning, status) => `${status} ${meaning}`).join('; ')}.`,
    '',
    '',
    width,
  );
}
