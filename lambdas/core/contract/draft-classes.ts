import type { ColumnEvidence } from './evidence/column-evidence.ts';
import { predictedKinds } from './model-mismatches.ts';
import type { Kind } from './terms.ts';

/** More different values are no classes. */
const mostClasses = 50;

/** A column of a draft, as far as it may be what a model puts out or should have. */
export interface Candidate {
  readonly name: string;
  /** See `nameWords`. */
  readonly words: string;
  readonly kind: Kind;
  readonly evidence: ColumnEvidence;
  /** Its values where they are so few, and of numbers whole, that they can be classes. */
  readonly classes: readonly string[] | undefined;
}

/** The values of a column that may be classes, as cells have them: numbers without a fraction of zero. */
export function classesSeen(kind: Kind, { distinct, complete, numbers }: ColumnEvidence) {
  if (kind === 'boolean') return ['false', 'true'];
  if (kind === 'categorical')
    return complete && distinct.size <= mostClasses ? [...distinct.keys()].toSorted() : undefined;
  if (!isOfNumbers(kind) || !numbers.whole) return undefined;
  const values = new Set(numbers.sample);
  return values.size <= mostClasses ? [...values].map((value) => String(value + 0)) : undefined;
}

/** Whether a column holds numbers. */
export function isOfNumbers(kind: Kind): boolean {
  return kind === 'numeric' || kind === 'integer';
}

/** Whether the values of two columns may be the same thing, predicted and true. */
export function areAlike(a: Candidate, b: Candidate): boolean {
  if (![a, b].every(({ kind }) => predictedKinds.includes(kind))) return false;
  if (isOfNumbers(a.kind) !== isOfNumbers(b.kind)) return false;
  const [ofA, ofB] = [a.classes, b.classes];
  if (ofA && ofB && isAmong(ofA, ofB)) return true;
  const isOfFew = [ofA, ofB].some((classes) => classes && classes.length <= 2);
  return isOfNumbers(a.kind) && !isOfFew && overlap(a.evidence, b.evidence);
}

function isAmong(a: readonly string[], b: readonly string[]): boolean {
  const [fewer, more] = a.length < b.length ? [a, new Set(b)] : [b, new Set(a)];
  return fewer.length > 0 && fewer.every((value) => more.has(value));
}

/** Of the narrower range so much must be within the other. */
const leastOverlap = 0.5;

function overlap({ numbers: a }: ColumnEvidence, { numbers: b }: ColumnEvidence): boolean {
  if (a.min === undefined || b.min === undefined || a.max === undefined || b.max === undefined) return false;
  const shared = Math.min(a.max, b.max) - Math.max(a.min, b.min);
  return shared > 0 && shared >= leastOverlap * Math.min(a.max - a.min, b.max - b.min);
}

/** Whether all numbers are from 0 to 1, and some between: probabilities can be written so. */
export function isOfProbabilities({ kind, evidence }: Candidate): boolean {
  const { min, max, whole } = evidence.numbers;
  return kind === 'numeric' && !whole && min !== undefined && max !== undefined && min >= 0 && max <= 1;
}
