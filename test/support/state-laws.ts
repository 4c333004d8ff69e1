import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type * as z from 'zod';

/** A state of a signal as the laws see it: what it keeps of rows, and how two of it become one. */
interface StateUnderLaw<State, Part> {
  readonly schema: z.ZodType<State>;
  readonly empty: State;
  readonly merge: (a: State, b: State) => State;
  /** The state of rows in one pass. */
  readonly of: (...parts: readonly Part[]) => State;
  /** Some rows. */
  readonly parts: fc.Arbitrary<Part>;
  readonly runs?: number;
}

/** What every state must keep to, so that a batch may be read in any parts and in any order. */
export function testStateLaws<State, Part>({
  schema,
  empty,
  merge,
  of,
  parts,
  runs = 100,
}: StateUnderLaw<State, Part>): void {
  test('merge is associative and commutative, and the state of no row its identity', () => {
    fc.assert(
      fc.property(parts, parts, parts, (...three) => {
        const [a, b, c] = three.map((part) => of(part)) as [State, State, State];

        expect(merge(a, b)).toEqual(merge(b, a));
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
        expect(merge(a, empty)).toEqual(a);
        expect(of()).toEqual(empty);
      }),
      { numRuns: runs },
    );
  });

  test('of two parts merged it is that of one pass over both', () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(merge(of(a), of(b))).toEqual(of(a, b));
      }),
      { numRuns: runs },
    );
  });

  test('it is the same after it was stored', () => {
    fc.assert(
      fc.property(parts, (part) => {
        expect(schema.parse(JSON.parse(JSON.stringify(of(part))))).toEqual(of(part));
      }),
      { numRuns: runs },
    );
  });
}
