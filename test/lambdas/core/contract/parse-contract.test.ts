import { describe, expect, test } from '@jest/globals';
import { describeProblem, parseContract } from '../../../../lambdas/core/contract/parse-contract.ts';
import { hostileNames } from '../../../support/any-rows.ts';

const pattern = 'a regular expression in the syntax of RE2, which has no look-around and no back-references';
const kinds = '"numeric", "integer", "categorical", "boolean", "timestamp", "text", "vector"';

describe('a contract is read', () => {
  test('with its defaults', () => {
    const parsed = parseContract('{ "schemaVersion": 1, "columns": [{ "name": "age", "kind": "numeric" }] }');

    expect(parsed).toMatchObject({
      ok: true,
      contract: {
        columns: [{ role: 'feature', nullable: false, critical: false }],
        batch: { minRows: 1, maxRejectedShare: 0.1, extraColumns: 'ignore' },
        drift: { falseAlarmsPerYear: 1, criticalShare: 0.5 },
      },
    });
  });

  test('behind a byte order mark', () => {
    expect(parseContract(`\uFEFF${contractOf({})}`)).toMatchObject({ ok: true });
  });

  test('whatever its columns are called', () => {
    const columns = hostileNames.map((name) => ({ name, kind: 'text' }));

    expect(parseContract(JSON.stringify({ schemaVersion: 1, columns }))).toMatchObject({
      ok: true,
      contract: { columns },
    });
  });
});

describe('a problem says where, what was expected and what was found', () => {
  test.each([
    ['', 'the document: expected JSON, found an empty file'],
    ['[]', 'the document: expected an object, found []'],
    ['null', 'the document: expected an object, found null'],
    ['{}', 'schemaVersion: expected 1, found nothing', 'columns: expected a list, found nothing'],
    ['{"schemaVersion":2,"columns":[{"name":"a","kind":"text"}]}', 'schemaVersion: expected 1, found 2'],
    ['{"schemaVersion":1,"columns":{}}', 'columns: expected a list, found {}'],
    ['{"schemaVersion":1,"columns":[]}', 'columns: expected a list with a length of at least 1, found []'],
    ['{"schemaVersion":1,"columns":["age"]}', 'columns[0]: expected an object, found "age"'],
    [
      '{"schemaVersion":1,"columns":[{"name":"a","kind":"text"},{"name":"a","kind":"text"}]}',
      'columns[1].name: expected a name used once, found "a"',
    ],
    [
      '{"schemaVersion":1,"__proto__":{"columns":[]},"columns":[{"name":"a","kind":"text"}]}',
      '__proto__: expected no such setting (see docs/contract.md for the list), found {"columns":[]}',
    ],
  ])('of the document %s', (text, ...problems) => {
    expect(problemsOf(text)).toEqual(problems);
  });

  test.each([
    [{ kind: 'number' }, `kind: expected one of ${kinds}, found "number"`],
    [{ kind: undefined }, `kind: expected one of ${kinds}, found nothing`],
    [{ name: '' }, 'name: expected a text with a length of at least 1, found ""'],
    [{ name: 5 }, 'name: expected a text, found 5'],
    [{ nullable: 'yes' }, 'nullable: expected true or false, found "yes"'],
    [{ min: true }, 'min: expected a number, or an ISO 8601 timestamp, found true'],
    [{ min: 'x' }, 'min: expected a number for kind numeric, found "x"'],
    [{ min: '2024-01-01' }, 'min: expected a number for kind numeric, found "2024-01-01"'],
    [
      { kind: 'timestamp', min: '2024-02-30' },
      'min: expected an ISO 8601 timestamp for kind timestamp, found "2024-02-30"',
    ],
    [{ kind: 'timestamp', max: 5 }, 'max: expected an ISO 8601 timestamp for kind timestamp, found 5'],
    [{ min: 5, max: 1 }, 'max: expected at least min (5), found 1'],
    [{ values: ['a'] }, 'values: expected none for kind numeric (only for categorical), found ["a"]'],
    [{ pattern: 'a' }, 'pattern: expected none for kind numeric (only for categorical, text), found "a"'],
    [
      { kind: 'text', pattern: '(' },
      `pattern: expected ${pattern} (RE2 says "missing closing )"), found "("`,
    ],
    [
      { kind: 'text', pattern: '(?=.*[0-9]).+' },
      `pattern: expected ${pattern} (RE2 says "invalid or unsupported Perl syntax"), found "(?=.*[0-9]).+"`,
    ],
    [
      { kind: 'text', pattern: '(.)\\1' },
      `pattern: expected ${pattern} (RE2 says "invalid escape sequence"), found "(.)\\\\1"`,
    ],
    [{ kind: 'text', maxLength: 1.5 }, 'maxLength: expected a whole number, found 1.5'],
    [{ kind: 'text', maxLength: 0 }, 'maxLength: expected a number of at least 1, found 0'],
    [{ kind: 'categorical', values: [1] }, 'values[0]: expected a text, found 1'],
    [{ min: 1, above: 0 }, 'above: expected either min or above, not both, found 0'],
    [{ max: 1, below: 2 }, 'below: expected either max or below, not both, found 2'],
    [{ above: 5, below: 5 }, 'below: expected more than above (5), found 5'],
    [{ above: 5, max: 5 }, 'max: expected more than above (5), found 5'],
    [{ kind: 'vector' }, 'dimension: expected a whole number for kind vector, found nothing'],
    [{ kind: 'vector', dimension: 0 }, 'dimension: expected a number of at least 1, found 0'],
    [{ dimension: 3 }, 'dimension: expected none for kind numeric (only for vector), found 3'],
    [
      { kind: 'boolean', unique: true },
      'unique: expected none for kind boolean (only for numeric, integer, categorical, timestamp, text), found true',
    ],
    [{ maxMissingShare: 2 }, 'maxMissingShare: expected a number of at most 1, found 2'],
    [{ drift: { minEffect: -1 } }, 'drift.minEffect: expected a number of at least 0, found -1'],
    [
      { maximum: 5, toString: 'x' },
      'maximum: expected no such setting (see docs/contract.md for the list), found 5',
      'toString: expected no such setting (see docs/contract.md for the list), found "x"',
    ],
  ])('of a column with %j', (column, ...problems) => {
    expect(problemsOf(contractOf(column))).toEqual(problems.map((problem) => `columns[0].${problem}`));
  });

  test.each([
    [
      { rules: [{ left: 'a', operator: '<', right: 'z' }] },
      'rules[0].right: expected the name of a column of numbers or timestamps, found "z"',
    ],
    [
      { rules: [{ left: 't', operator: '<', right: 'a' }] },
      'rules[0].left: expected the name of a column of numbers or timestamps, found "t"',
    ],
    [
      { rules: [{ left: 'a', operator: '<', right: 'a' }] },
      'rules[0].right: expected another column than left, found "a"',
    ],
    [
      { rules: [{ left: 'a', operator: '<', right: 'when' }] },
      'rules[0].right: expected a column of the same kind as left (numeric), found "when"',
    ],
    [
      { rules: [{ left: 'a', operator: '==', right: 'b' }] },
      'rules[0].operator: expected one of "<", "<=", ">", ">=", "=", "!=", found "=="',
    ],
    [
      { booleans: { true: ['ja'], false: ['ja'] } },
      'booleans.false[0]: expected a spelling of either true or false, found "ja"',
    ],
    [{ booleans: { true: ['NA'] } }, 'booleans.true[0]: expected no missing token, found "NA"'],
    [{ booleans: { true: [] } }, 'booleans.true: expected a list with a length of at least 1, found []'],
    [
      { csv: { delimiter: '"' } },
      'csv.delimiter: expected one ASCII character, no quote and no line end, found "\\""',
    ],
    [
      { csv: { delimiter: ';;' } },
      'csv.delimiter: expected one ASCII character, no quote and no line end, found ";;"',
    ],
    [{ batch: { minRows: 10, maxRows: 5 } }, 'batch.maxRows: expected at least minRows (10), found 5'],
    ...['z', 'a', 'when'].map((segmentBy): [object, string] => [
      { drift: { segmentBy } },
      `drift.segmentBy: expected the name of a column of categories or booleans that is compared, found "${segmentBy}"`,
    ]),
    [
      { drift: { segmentMinRows: 50 } },
      'drift.segmentMinRows: expected segments, by a column named in drift.segmentBy, found 50',
    ],
  ])('of a contract with %j', (settings, problem) => {
    const columns = [
      { name: 'a', kind: 'numeric' },
      { name: 'b', kind: 'integer' },
      { name: 'when', kind: 'timestamp' },
      { name: 't', kind: 'text' },
    ];

    expect(problemsOf(JSON.stringify({ schemaVersion: 1, columns, ...settings }))).toEqual([problem]);
  });

  test.each([{ role: 'id' }, { drift: { ignore: true } }])('of segments by a column with %j', (settings) => {
    const columns = [{ name: 'carrier', kind: 'categorical', ...settings }];
    const contract = { schemaVersion: 1, columns, drift: { segmentBy: 'carrier' } };

    expect(problemsOf(JSON.stringify(contract))).toEqual([
      'drift.segmentBy: expected the name of a column of categories or booleans that is compared, found "carrier"',
    ]);
  });

  test('of a text that is not JSON, with the reason', () => {
    expect(problemsOf('{"schemaVersion": 1,}')).toEqual([
      'line 1, column 20: expected no comma before }, found one',
    ]);
  });

  test('of a number that JSON can write and no double can hold', () => {
    const text = '{"schemaVersion":1,"columns":[{"name":"a","kind":"numeric","min":1e999}]}';

    expect(problemsOf(text)).toEqual([
      'columns[0].min: expected a number, or an ISO 8601 timestamp, found a number too large',
    ]);
  });

  test('all at once, in the order of the file', () => {
    const columns = [
      { name: 'a', kind: 'zz' },
      { name: 'b', kind: 'text', min: 1 },
    ];

    expect(problemsOf(JSON.stringify({ schemaVersion: 1, columns, drift: { alpha: 2 } }))).toHaveLength(3);
  });
});

test('what was found is cut, and no character is cut in two', () => {
  const [problem] = problemsOf(contractOf({ kind: `${'x'.repeat(77)}💧💧💧` }));

  expect(problem).toMatch(/found "x{77}…$/);
});

function contractOf(column: object): string {
  return JSON.stringify({ schemaVersion: 1, columns: [{ name: 'age', kind: 'numeric', ...column }] });
}

function problemsOf(text: string): readonly string[] {
  const parsed = parseContract(text);
  return parsed.ok ? [] : parsed.problems.map(describeProblem);
}
