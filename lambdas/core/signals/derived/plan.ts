import * as z from 'zod';

/**
 * What is derived of a value, as a number:
 *
 *   length           of a text, in Unicode code points
 *   letters, digits, spaces, non-ascii
 *                    share of the text's code points, in thousandths; a text without any has none
 *   unknown-words    share of the text's words that the reference's vocabulary does not have, in thousandths
 *   component, norm  of a vector: one of its numbers; its Euclidean length
 *   lag              of a timestamp: seconds from it to the arrival of its batch
 *   gap              of a timestamp: seconds from that of the accepted row before to it
 *   hour, weekday    of a timestamp, in UTC: 0 to 23; 1 for Monday to 7
 */
export const derivedFeatures = [
  'length',
  'letters',
  'digits',
  'spaces',
  'non-ascii',
  'unknown-words',
  'component',
  'norm',
  'lag',
  'gap',
  'hour',
  'weekday',
] as const;

export type DerivedFeature = (typeof derivedFeatures)[number];

/** One column that is derived of a column of the contract. */
export const derivedColumnSchema = z.object({
  /** Place of the source among the contract's columns. */
  column: z.int().min(0),
  /** Its name. */
  source: z.string(),
  /** What people call it: no other column, derived or not, has this name. */
  name: z.string(),
  feature: z.enum(derivedFeatures),
  /** Only of components: which one, from 0. */
  component: z.int().min(0).optional(),
  /** Only of unknown words: hashes of the known ones, ascending. */
  vocabulary: z.array(z.int().min(0)).optional(),
});

export type DerivedColumn = z.infer<typeof derivedColumnSchema>;

/**
 * The columns that are derived of a contract's, in the order in which they follow the contract's own in bins and profiles;
 * those of one source stand together. Chosen once, for the reference, and kept with it.
 */
export type DerivedPlan = readonly DerivedColumn[];
