import { describe, expect, test } from '@jest/globals';
import { parseCommand } from '../../../bin/command-line/parse-command.ts';
import { UsageError } from '../../../bin/command-line/usage.ts';

describe('parseCommand', () => {
  test('reads a check', () => {
    expect(parseCommand(['check', 'b.csv', '--reference', 'r.csv', '--json', '--model', 'flights'])).toEqual({
      name: 'check',
      batch: 'b.csv',
      reference: 'r.csv',
      contract: undefined,
      out: undefined,
      report: undefined,
      model: 'flights',
      json: true,
    });
  });

  test('reads validate as a check without a reference', () => {
    expect(parseCommand(['validate', 'b.csv', '--contract', 'c.json'])).toMatchObject({
      name: 'check',
      reference: undefined,
      contract: 'c.json',
    });
  });

  test.each([
    [['check'], /no file given: plumbline check BATCH --reference REFERENCE/],
    [['check', 'clean.csv'], /--reference FILE is missing/],
    [['validate', 'clean.csv'], /--contract FILE is missing/],
    [['check', 'a', 'b', 'c'], /one file at a time: don't know what to do with b, c/],
    [['check', 'a', '--reference', 'r', '--model', '../x'], /--model "\.\.\/x": letters, digits/],
    [['validate', 'a', '--reference', 'r'], /validate knows no option --reference/],
    [['infer', 'a', '--json'], /infer knows no option --json/],
    [['explode'], /no command "explode": infer, check or validate/],
    [['--reference', 'r'], /no command given/],
    [['check', '--colour'], /--colour/],
    [['check', 'a', '--reference'], /--reference/],
  ])('refuses %j', (args, message) => {
    expect(() => parseCommand(args)).toThrow(UsageError);
    expect(() => parseCommand(args)).toThrow(message);
  });

  test.each([
    [[], false],
    [['--help'], true],
    [['check', '-h'], true],
  ])('%j is answered with the usage; asked for: %j', (args, isAsked) => {
    expect(parseCommand(args)).toEqual({ name: 'help', isAsked });
  });
});
