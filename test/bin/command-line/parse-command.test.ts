import { describe, expect, test } from '@jest/globals';
import { parseCommand } from '../../../bin/command-line/parse-command.ts';
import { UsageError } from '../../../bin/command-line/usage.ts';

describe('parseCommand', () => {
  test('reads a check', () => {
    expect(parseCommand(['check', 'b.csv', '--reference', 'r.csv', '--json', '--model', 'flights'])).toEqual({
      name: 'check',
      batches: ['b.csv'],
      reference: 'r.csv',
      contract: undefined,
      out: undefined,
      report: undefined,
      model: 'flights',
      json: true,
      failOn: 'info',
    });
  });

  test('reads validate as a check without a reference', () => {
    expect(parseCommand(['validate', 'b.csv', '--contract', 'c.json'])).toMatchObject({
      name: 'check',
      reference: undefined,
      contract: 'c.json',
    });
  });

  test('reads a baseline in the place of a reference', () => {
    expect(parseCommand(['infer', '--from', 'constraints.json', '-o', 'c.json'])).toEqual({
      name: 'infer-from',
      constraints: 'constraints.json',
      statistics: undefined,
      output: 'c.json',
      force: false,
    });
  });

  test.each([
    [['infer', 'a.csv', '--from', 'c.json'], /from a reference or --from a baseline: not both \(a\.csv\)/],
    [['infer', 'a.csv', '--statistics', 's.json'], /--statistics FILE goes with --from FILE/],
    [['check'], /no file given: plumbline check BATCH… --reference REFERENCE/],
    [['check', 'clean.csv'], /--reference FILE is missing/],
    [['validate', 'clean.csv'], /--contract FILE is missing/],
    [['infer', 'a', 'b', 'c'], /one file at a time: don't know what to do with b, c/],
    [['check', 'a', 'b', '--reference', 'r', '--report', 'x'], /--report FILE is of one batch/],
    [['check', 'a', '--reference', 'r', '--fail-on', 'drift'], /--fail-on "drift": one of info, warning/],
    [['check', 'a', '--reference', 'r', '--model', '../x'], /--model "\.\.\/x": letters, digits/],
    [['validate', 'a', '--reference', 'r'], /validate knows no option --reference/],
    [['infer', 'a', '--json'], /infer knows no option --json$/],
    [['explode'], /no command "explode": infer, check, validate, holdout, promote or replay$/],
    [['valdate', 'a'], /no command "valdate": did you mean validate\?/],
    [['--reference', 'r'], /no command given/],
    [['check', '--colour'], /check knows no option --colour$/],
    [['check', 'a', '--refernce', 'r'], /check knows no option --refernce: did you mean --reference\?/],
    [['check', 'a', '--ref', 'r'], /did you mean --reference\?/],
    [['check', 'a', '-x'], /check knows no option -x$/],
    [['check', 'a', '-o', 'c.json'], /check knows no option -o$/],
    [['check', 'a', '--reference'], /--reference/],
    [['check', 'a', '--reference', 'r', '--json=no'], /--json/],
  ])('refuses %j', (args, message) => {
    expect(() => parseCommand(args)).toThrow(UsageError);
    expect(() => parseCommand(args)).toThrow(message);
  });

  test.each([
    [[], undefined, false],
    [['--help'], undefined, true],
    [['check', '-h'], 'check', true],
    [['infer', 'a', '--colour', '--help'], 'infer', true],
    [['explode', '--help'], undefined, true],
  ])('%j is answered with the usage of %j; asked for: %j', (args, of, isAsked) => {
    expect(parseCommand(args)).toEqual({ name: 'help', of, isAsked });
  });

  test('takes options before the command, and a file that begins with a dash after --', () => {
    expect(parseCommand(['--contract', 'c.json', 'validate', '--', '-b.csv'])).toMatchObject({
      name: 'check',
      batches: ['-b.csv'],
      contract: 'c.json',
    });
  });
});
