import fc from 'fast-check';
import type { Contract } from '../../lambdas/core/contract/contract.ts';
import type { Kind } from '../../lambdas/core/contract/terms.ts';
import { hostileNames } from './any-rows.ts';
import { anyText } from './any-text.ts';

const numbers = fc.oneof(
  fc.constantFrom(0, -0, 1, 5, -10, 3.5, 1e308, -1e308, 5e-324, 1e21, 2 ** 53, Infinity, -Infinity),
  fc.integer({ min: -20, max: 20 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const texts = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'ab',
    'abcdef',
    'true',
    '1',
    '5',
    '-1',
    'a\nb',
    '💧',
    '\ud800',
    'x\u0000',
    ...hostileNames,
  ),
  anyText({ maxLength: 8 }),
);
const missing = fc.constantFrom(null, '', 'NA', 'NaN', 'null', '0');
const timestamps = fc.constantFrom(
  '2024-02-29',
  '2023-02-29',
  '2024-01-01T00:00:00Z',
  '2023-07-01 00:00',
  '2024-1-1',
);
const nested = fc.constantFrom([1], {}, { a: 1 }, ['x', null]);

const likely: Readonly<Record<Kind, fc.Arbitrary<unknown>>> = {
  numeric: numbers,
  integer: fc.oneof(fc.integer({ min: -20, max: 20 }), numbers),
  timestamp: timestamps,
  boolean: fc.boolean(),
  categorical: fc.oneof(texts, texts, fc.integer({ min: 0, max: 3 }), fc.boolean()),
  text: texts,
  vector: fc.oneof(fc.array(numbers, { maxLength: 4 }), fc.array(fc.oneof(numbers, texts), { maxLength: 3 })),
};

/** Rows of JSON for a contract: mostly of the right kind; a column that is not required may be absent altogether. */
export function anyTypedRows({ columns }: Contract): fc.Arbitrary<readonly (readonly unknown[])[]> {
  return fc
    .tuple(...columns.map(({ required }) => (required ? fc.constant(false) : fc.boolean())))
    .chain((absent) =>
      fc.array(
        fc.tuple(
          ...columns.map(({ kind }, index) => (absent[index] ? fc.constant(undefined) : anyCell(kind))),
        ),
        {
          minLength: 1,
          maxLength: 12,
        },
      ),
    );
}

function anyCell(kind: Kind): fc.Arbitrary<unknown> {
  return fc.oneof(
    { arbitrary: likely[kind], weight: 14 },
    { arbitrary: missing, weight: 2 },
    { arbitrary: fc.oneof(numbers, texts, fc.boolean(), timestamps, nested), weight: 2 },
  );
}
