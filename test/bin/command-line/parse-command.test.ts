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
    [['check', 'clean.csv'], /--reference REFERENCE is missing; plumbline\.json may say it as "reference"$/],
    [['validate', 'clean.csv'], /--contract CONTRACT is missing/],
    [['infer', 'a', 'b', 'c'], /one file at a time: don't know what to do with b, c/],
    [['check', 'a', 'b', '--reference', 'r', '--report', 'x'], /--report FILE is of one batch/],
    [['check', 'a', '--reference', 'r', '--fail-on', 'drift'], /--fail-on "drift": one of info, warning/],
    [['check', 'a', '--reference', 'r', '--model', '../x'], /--model "\.\.\/x": letters, digits/],
    [['validate', 'a', '--reference', 'r'], /validate knows no option --reference/],
    [['infer', 'a', '--json'], /infer knows no option --json$/],
    [['explode'], /no command "explode": infer, check, validate, .*, dismiss or completion$/],
    [['history', 'a/b', '--results', 'out'], /MODEL "a\/b": letters, digits/],
    [['history', 'm', '--results', 'out', '--last', 'all'], /--last "all": a number from 1 to 999/],
    [['history', '--results', 'out'], /no MODEL given: plumbline history MODEL --results PLACE/],
    [['report', 'm', 'b', 'c', '--results', 'out'], /2 files at a time: don't know what to do with c/],
    [['diff', 'a.json'], /2 files are due, found 1/],
    [['upload', 'a.csv', '--inbox', 's3://i'], /--model NAME is missing/],
    [['upload', 'a', '--model', 'm', '--inbox', 'i', '--as', 'label'], /--as "label": one of batch, ref/],
    [['upload', 'a', '--model', 'm', '--inbox', 'i', '--wait'], /--wait needs --results PLACE/],
    [['upload', 'a', '--model', 'm', '--inbox', 'i', '--wait', '--as', 'labels'], /--wait is for batches/],
    [['mute', 'm', '--inbox', 'i'], /--until DATE is missing, or --column NAME/],
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

  test('takes what is not given from the defaults, of the options that a command has', () => {
    const defaults = { inbox: 's3://i', results: 's3://r', reference: 'r.csv', contract: undefined };

    expect(parseCommand(['history', 'weather'], defaults)).toEqual({
      name: 'history',
      model: 'weather',
      results: 's3://r',
      last: 20,
      json: false,
    });
    expect(parseCommand(['history', 'weather', '--results', 'out'], defaults)).toMatchObject({
      results: 'out',
    });
  });

  test('takes options before the command, and a file that begins with a dash after --', () => {
    expect(parseCommand(['--contract', 'c.json', 'validate', '--', '-b.csv'])).toMatchObject({
      name: 'check',
      batches: ['-b.csv'],
      contract: 'c.json',
    });
  });
});
