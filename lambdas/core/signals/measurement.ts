/**
 * Families of tests, and each one's part of the contract's alpha. Benjamini-Hochberg holds within a family, so that the sum of
 * the parts bounds the share of undrifted batches that raise an alarm.
 */
export const families = {
  values: 0.5,
  rates: 0.25,
  representation: 0.05,
  pairs: 0.1,
  multivariate: 0.1,
} as const;

export type Family = keyof typeof families;

/** A test as the correction sees it. */
export interface Test {
  readonly family: Family;
  /** In [0, 1]. */
  readonly pValue: number;
  /** Within its family: the alpha of its column over the model's. Above 0, chosen without sight of the data. */
  readonly weight: number;
  /** Whether it is of the rows of one segment. */
  readonly ofSegment?: true;
  /**
   * Set where there was nothing to measure. It counts all the same: which rates there are depends on the data, and much would be
   * made of the one missing value among a hundred columns.
   */
  readonly silent?: true;
}

/** What the correction for the number of tests makes of one. */
export interface Corrected {
  readonly qValue: number;
  /** Level of the family. */
  readonly alpha: number;
  /** Level at which the strictest test of the family is decided: what the power of a test is stated for. */
  readonly strictestAlpha: number;
}

/**
 * What was measured, before anything is decided: the tests, and what becomes of them once they are corrected together with
 * all others. Measurements are put together first, corrected once, and told last.
 */
export interface Measurement<Told> {
  readonly tests: readonly Test[];
  /** @param corrected  one for each of the tests, in their order */
  readonly tell: (corrected: readonly Corrected[]) => Told;
}

/** A measurement without a test. */
export function untested<Told>(told: Told): Measurement<Told> {
  return { tests: [], tell: () => told };
}

/** The measurement of one test. */
export function tested<Told>(test: Test, tell: (corrected: Corrected) => Told): Measurement<Told> {
  return { tests: [test], tell: ([corrected]) => tell(corrected!) };
}

/** The same tests, with what is told of them put differently. */
export function mapped<Told, Other>(
  { tests, tell }: Measurement<Told>,
  put: (told: Told) => Other,
): Measurement<Other> {
  return { tests, tell: (corrected) => put(tell(corrected)) };
}

/** Measurements of one kind as one. */
export function all<Told>(measurements: readonly Measurement<Told>[]): Measurement<readonly Told[]> {
  return {
    tests: measurements.flatMap(({ tests }) => tests),
    tell(corrected) {
      let from = 0;
      return measurements.map(({ tests, tell }) => {
        const own = corrected.slice(from, from + tests.length);
        from += tests.length;
        return tell(own);
      });
    },
  };
}

/** Two measurements as one. */
export function both<A, B>(a: Measurement<A>, b: Measurement<B>): Measurement<readonly [A, B]> {
  return {
    tests: [...a.tests, ...b.tests],
    tell: (corrected) => [
      a.tell(corrected.slice(0, a.tests.length)),
      b.tell(corrected.slice(a.tests.length)),
    ],
  };
}
