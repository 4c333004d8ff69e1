import fc from 'fast-check';
import type { Contract } from '../../lambdas/core/contract/contract.ts';
import { type Operator, operators } from '../../lambdas/core/contract/contract-mismatches.ts';
import { type Kind, kinds, orderedKinds } from '../../lambdas/core/contract/terms.ts';
import { anyText } from './any-text.ts';
import type { FileCell } from './build-block.ts';
import { buildContract, type ColumnInput } from './build-contract.ts';

/** Names that objects and languages treat specially. */
export const hostileNames = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'length',
  '0',
  'a.b',
  ' ',
  'Größe',
  '💧',
] as const;

const numberTexts = fc.oneof(
  fc.constantFrom(
    '0',
    '-0',
    '+1',
    '1',
    '-1',
    '5',
    '10',
    '-10',
    '3.5',
    '1e3',
    '1e308',
    '-1e308',
    '1e309',
    '5e-324',
  ),
  fc.constantFrom(
    'inf',
    '-Infinity',
    '.5',
    '5.',
    '1,000',
    ' 1',
    '0x10',
    '1_000',
    '٣',
    '9007199254740993',
    '1e',
  ),
  fc.integer({ min: -20, max: 20 }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
);

const timestampTexts = fc.oneof(
  fc.constantFrom(
    '2024-02-29',
    '2023-02-29',
    '2024-01-01T00:00:00Z',
    '2024-01-01 00:00',
    '2024-01-01T24:00:00',
  ),
  fc.constantFrom(
    '0001-01-01',
    '9999-12-31T23:59:59.999999999+14:00',
    '2024-1-1',
    '2024-01-01T00:00:00-00:30',
  ),
  fc
    .date({ noInvalidDate: true, min: new Date('2023-01-01'), max: new Date('2025-12-31') })
    .map((date) => date.toISOString()),
);

const categoryTexts = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'c',
    'A',
    'ab',
    'abc',
    'abcdef',
    'true',
    'False',
    'TRUE',
    'tRUE',
    '1',
    '2',
    'a\nb',
    'é',
    '💧',
  ),
  fc.constantFrom(...hostileNames),
  anyText({ maxLength: 8 }),
);

const missingTexts = fc.constantFrom(
  '',
  'NA',
  'NaN',
  'null',
  'None',
  'na',
  '-',
  '0',
  'Infinity',
  '-Infinity',
);

const cellTexts: fc.Arbitrary<string> = fc.oneof(numberTexts, timestampTexts, categoryTexts, missingTexts);

const vectorTexts = fc.oneof(
  fc.constantFrom(
    '[]',
    '[ 1 , 2 ]',
    '[1,2,3]',
    '[1,2',
    '1,2',
    '[1,null]',
    '["1","2"]',
    '[1e999,2]',
    '[01,2]',
    '[1,]',
  ),
  fc
    .array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 4 })
    .map((list) => JSON.stringify(list)),
);

const likelyTexts: Readonly<Record<Kind, fc.Arbitrary<string>>> = {
  numeric: numberTexts,
  integer: numberTexts,
  timestamp: timestampTexts,
  boolean: fc.constantFrom('true', 'True', 'FALSE', 'false', 'yes', 'no', '1'),
  categorical: categoryTexts,
  text: categoryTexts,
  vector: vectorTexts,
};

const bounds = fc.constantFrom(-1e308, -10, -1, -0, 0, 0.5, 3, 10, 1e308);
const moments = fc.constantFrom(
  '2023-06-01',
  '2024-01-01',
  '2024-01-01T00:00:00-00:30',
  '2024-02-29 12:00',
  '2025-01-01T00:00:00.5Z',
);
const patterns = fc.constantFrom(
  'a',
  'a|b',
  '[a-c]+',
  '.',
  '.*',
  '\\p{L}+',
  '(a)?(b|$).*',
  '(a+)+',
  'a$|b',
  '^a',
  '',
);

const constraintsOf: Readonly<Record<Kind, fc.Arbitrary<object>>> = {
  numeric: range(bounds, (bound) => bound),
  integer: range(bounds, (bound) => bound),
  timestamp: range(moments, (moment) => Date.parse(moment)),
  boolean: fc.constant({}),
  categorical: fc.record(
    {
      values: fc.array(fc.oneof(categoryTexts, missingTexts), { minLength: 1, maxLength: 5 }),
      pattern: patterns,
      maxLength: fc.integer({ min: 1, max: 6 }),
    },
    { requiredKeys: [] },
  ),
  text: fc.record({ pattern: patterns, maxLength: fc.integer({ min: 1, max: 6 }) }, { requiredKeys: [] }),
  vector: fc.record({ dimension: fc.integer({ min: 1, max: 3 }) }),
};

/** Open and closed ends, such that there is room between them. */
function range<T>(arbitrary: fc.Arbitrary<T>, size: (bound: T) => number): fc.Arbitrary<object> {
  return fc
    .record({ low: arbitrary, high: arbitrary, ends: fc.tuple(fc.nat(2), fc.nat(2)) })
    .filter(({ low, high }) => size(low) < size(high))
    .map(({ low, high, ends: [lowEnd, highEnd] }) => ({
      ...[{}, { min: low }, { above: low }][lowEnd],
      ...[{}, { max: high }, { below: high }][highEnd],
    }));
}

const anyColumn: fc.Arbitrary<ColumnInput> = fc.constantFrom(...kinds).chain((kind) =>
  fc
    .record({
      constraints: constraintsOf[kind],
      nullable: fc.boolean(),
      required: fc.boolean(),
      sensitive: fc.boolean(),
    })
    .map(({ constraints, ...rest }) => ({ name: '', kind, ...rest, ...constraints })),
);

const spellings = fc.constantFrom<{ true: string[]; false: string[] } | undefined>(
  undefined,
  { true: ['yes', '1'], false: ['no'] },
  { true: ['True'], false: ['tRUE', 'abc'] },
);

/** A contract with columns of every kind, every constraint, rules between columns, and names that are no help. */
export const anyContract: fc.Arbitrary<Contract> = fc
  .record({
    columns: fc.array(anyColumn, { minLength: 1, maxLength: 6 }),
    names: fc.shuffledSubarray([...hostileNames], { minLength: 6 }),
    missingTokens: fc.option(fc.array(missingTexts, { maxLength: 3 }), { nil: undefined }),
    booleans: spellings,
    pairs: fc.array(fc.tuple(fc.nat(5), fc.constantFrom(...operators), fc.nat(5)), { maxLength: 6 }),
  })
  .map(({ columns, names, missingTokens, booleans, pairs }) => {
    const named = columns.map((column, index) => ({ ...column, name: names[index]! }));
    return buildContract(named, {
      ...(missingTokens && { missingTokens }),
      ...(booleans && { booleans }),
      rules: pairs.flatMap(([left, operator, right]) => ruleBetween(named[left], operator, named[right])),
    });
  });

function ruleBetween(left: ColumnInput | undefined, operator: Operator, right: ColumnInput | undefined) {
  if (!left || !right || left === right) return [];
  const isComparable = [left, right].every(({ kind }) => orderedKinds.includes(kind));
  const isAlike = (left.kind === 'timestamp') === (right.kind === 'timestamp');
  return isComparable && isAlike ? [{ left: left.name, operator, right: right.name }] : [];
}

/** Rows for a contract: mostly of the right kind; a column that is not required may be absent; some bytes are no text. */
export function anyRows({ columns }: Contract, { minLength = 1, maxLength = 12 } = {}) {
  return fc
    .tuple(...columns.map(({ required }) => (required ? fc.constant(false) : fc.boolean())))
    .chain((absent) =>
      fc.array(
        fc.tuple(
          ...columns.map(({ kind }, index) => (absent[index] ? fc.constant(undefined) : anyCell(kind))),
        ),
        {
          minLength,
          maxLength,
        },
      ),
    );
}

function anyCell(kind: Kind): fc.Arbitrary<FileCell> {
  return fc.oneof(
    { arbitrary: likelyTexts[kind], weight: 12 },
    { arbitrary: cellTexts, weight: 3 },
    { arbitrary: missingTexts, weight: 2 },
    { arbitrary: fc.constantFrom('a\uFFFD', '\uFFFD').map((undecodable) => ({ undecodable })), weight: 1 },
  );
}
