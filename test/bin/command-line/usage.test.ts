import { describe, expect, test } from '@jest/globals';
import { commandNames, commands, optionForm } from '../../../bin/command-line/commands.ts';
import { options } from '../../../bin/command-line/options.ts';
import { parseCommand } from '../../../bin/command-line/parse-command.ts';
import { usage, usageOf } from '../../../bin/command-line/usage.ts';

/** What a window shows at once, as people open it. */
const screen = { lines: 24, columns: 80 };

test.each([['plumbline', usage()], ...commandNames.map((name) => [name, usageOf(name)])])(
  'the help of %s is one screen',
  (_, text) => {
    const lines = text!.split('\n');

    expect(lines.length).toBeLessThanOrEqual(screen.lines);
    expect(lines.filter(({ length }) => length > screen.columns)).toEqual([]);
  },
);

describe.each(commandNames)('the help of %s', (name) => {
  const { required, optional, example } = commands[name];

  test('names its options and no other', () => {
    const named = Array.from(
      usageOf(name).matchAll(/^ {2}(?: {4}|-. ?, ?)--([\w-]+)/gm),
      ([, option]) => option,
    );

    expect(named).toEqual([...required, ...optional, 'help']);
    for (const option of required) expect(usageOf(name).split('\n')[0]).toContain(optionForm(option));
  });

  test('has an example that can be run', () => {
    expect(usageOf(name)).toContain(`\n  plumbline ${example}\n`);
    expect(() => parseCommand(example.split(' '))).not.toThrow();
  });
});

test('the help of plumbline names every command', () => {
  for (const name of commandNames) expect(usage()).toMatch(new RegExp(`^  ${name} .*\\.$`, 'm'));
});

test('every option is of a command, or of all', () => {
  const taken = commandNames.flatMap((name) => [...commands[name].required, ...commands[name].optional]);

  expect(new Set([...taken, 'help', 'version'])).toEqual(new Set(Object.keys(options)));
});
