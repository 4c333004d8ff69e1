import { wrapText } from '../../lambdas/core/text/sentences.ts';
import {
  type CommandName,
  commandForm,
  commandNames,
  commands,
  exitStatuses,
  filesInWords,
  type OptionName,
  optionForm,
  options,
} from './commands.ts';

/** The command was called in a way that can't be carried out; the message says how to mend it. Exit
 * status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A file can't be used: it can't be opened or read, or it is no contract or reference. Exit status 3. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** What `plumbline --help` prints: every command, in short. */
export function usage(): string {
  return [
    wrapText('plumbline checks a batch against a contract and a reference.'),
    '',
    ...commandNames.flatMap((name) => [
      `  plumbline ${commandForm(name)} [options]`,
      wrapText(commands[name].about, '      '),
    ]),
    '',
    wrapText(filesInWords),
    '',
    ...optionLines(['help', 'version']),
    'plumbline COMMAND --help prints the options of a command, and an example.',
    '',
    exitStatusLine(),
    '',
  ].join('\n');
}

/** What `plumbline <command> --help` prints. */
export function usageOf(name: CommandName): string {
  const { about, required, optional, example } = commands[name];
  return [
    `plumbline ${commandForm(name)} [options]`,
    '',
    wrapText(about),
    wrapText(filesInWords),
    '',
    ...optionLines([...required, ...optional, 'help']),
    '',
    'Example:',
    `  plumbline ${example}`,
    '',
    exitStatusLine(),
    '',
  ].join('\n');
}

/** A form that is wider has a line to itself. */
const widestForm = 25;

function optionLines(names: readonly OptionName[]): readonly string[] {
  const forms = names.map((name) => optionForm(name).replace(/^--/, '    --'));
  const width = 2 + Math.max(...forms.map(({ length }) => length).filter((length) => length <= widestForm));
  return names.map((name, index) => {
    const form = `  ${forms[index]!.padEnd(width)}`;
    const { about } = options[name];
    if (form.length <= width + 2) return wrapText(about, form);
    return `${form}\n${wrapText(about, ' '.repeat(width + 2))}`;
  });
}

function exitStatusLine(): string {
  return wrapText(
    `Exit status: ${exitStatuses.map((meaning, status) => `${status} ${meaning}`).join('; ')}.`,
  );
}
