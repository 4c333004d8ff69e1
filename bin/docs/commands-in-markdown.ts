import {
  type CommandName,
  commandForm,
  commandNames,
  commands,
  exitStatuses,
  operandsInWords,
  optionForm,
} from '../command-line/commands.ts';
import { options } from '../command-line/options.ts';

/** Every command of the command line with its options and an example, and what exit statuses mean. */
export function commandsInMarkdown(): string {
  return [operandsInWords.files, ...commandNames.map(commandSection), exitStatusTable()].join('\n\n');
}

function commandSection(name: CommandName): string {
  const { about, required, optional, example } = commands[name];
  return [
    `## ${name}`,
    '',
    about,
    '',
    '```sh',
    `plumbline ${commandForm(name)} [options]`,
    `plumbline ${example}`,
    '```',
    '',
    '| option | meaning |',
    '|---|---|',
    ...required.map((option) => `| \`${optionForm(option)}\` | ${options[option].about}; **required** |`),
    ...optional.map((option) => `| \`${optionForm(option)}\` | ${options[option].about} |`),
  ].join('\n');
}

function exitStatusTable(): string {
  const rows = exitStatuses.map((meaning, status) => `| ${status} | ${meaning} |`);
  return ['## Exit status', '', '| status | meaning |', '|---|---|', ...rows].join('\n');
}
