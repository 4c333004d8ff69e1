import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonProblem } from '../../../../lambdas/core/contract/json-problem.ts';

test.each([
  ['a comma left behind', '{\n  "a": 1,\n}', '2:9 no comma before }, one'],
  ['in a list', '[1, 2, ]', '1:6 no comma before ], one'],
  ['a comma that is missing', '{"a": 1 "b": 2}', '1:9 a comma or }, "b"'],
  ['single quotes', "{'a': 1}", '1:2 a name in double quotes, or }, a single quote: JSON has double quotes'],
  ['a comment', '{ // all\n}', '1:3 a name in double quotes, or }, a comment: JSON has none'],
  ['a name without quotes', '{"a": 1, b: 2}', '1:10 a name in double quotes, b'],
  ['an end that is missing', '{"a": [1, 2', '1:12 a comma or ], the end of the file'],
  ['a word that is no value', '{"a": None}', '1:7 a value, None'],
  ['a second document', '{} {}', '1:4 nothing more, {'],
  ['a colon that is missing', '{"a" 1}', '1:6 a colon, 1'],
  ['a number that is none', '[01]', '1:2 a value or ], 01'],
])('where a text is no JSON is told: %s', (_, text, told) => {
  const { line, column, expected, found } = jsonProblem(text)!;

  expect(`${line}:${column} ${expected}, ${found}`).toBe(told);
});

const scraps = fc
  .array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '1',
      '-',
      '.5',
      'e3',
      'null',
      ' ',
      '\n',
      '\\',
      'u0041',
      "'",
      '\t',
    ),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

test('a problem is found exactly where JSON.parse finds one', () => {
  const isJson = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  fc.assert(
    fc.property(
      fc.oneof(
        scraps,
        fc.json(),
        fc.json().map((text) => text.slice(1)),
      ),
      (text) => {
        expect(jsonProblem(text) === undefined).toBe(isJson(text));
      },
    ),
    { numRuns: 3000 },
  );
});
