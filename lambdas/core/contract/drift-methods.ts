/** Ways to hold the values of a column against the reference's that have a p-value. */
export const testMethods = [
  'ks',
  'cramer-von-mises',
  'anderson-darling',
  'mann-whitney',
  'welch-t',
  'brown-forsythe',
  'chi-square',
  'g-test',
] as const;

/** Ways that have none: they decide on the size of a change, and the default test on whether there is one. */
export const distanceMethods = [
  'wasserstein',
  'jensen-shannon',
  'psi',
  'hellinger',
  'total-variation',
  'l-infinity',
  'cramers-v',
] as const;

/** All that a contract may name as what decides. */
export const driftMethods = [...testMethods, ...distanceMethods] as const;

/** A method that has a p-value. */
export type TestMethod = (typeof testMethods)[number];

/** A method that has none. */
export type DistanceMethod = (typeof distanceMethods)[number];

/** A method that a contract may name for a column. */
export type DriftMethod = (typeof driftMethods)[number];

const onNumbers: readonly DriftMethod[] = [
  'ks',
  'cramer-von-mises',
  'anderson-darling',
  'mann-whitney',
  'welch-t',
  'brown-forsythe',
  'wasserstein',
  'jensen-shannon',
  'psi',
  'hellinger',
  'total-variation',
];

const onCategories: readonly DriftMethod[] = [
  'chi-square',
  'g-test',
  'jensen-shannon',
  'psi',
  'hellinger',
  'total-variation',
  'l-infinity',
  'cramers-v',
];

const none: readonly DriftMethod[] = [];

/** Methods that a column of each kind has; text and vectors have none. */
export const methodsOfKind = {
  numeric: onNumbers,
  integer: onNumbers,
  timestamp: onNumbers,
  categorical: onCategories,
  boolean: onCategories,
  text: none,
  vector: none,
} as const;
