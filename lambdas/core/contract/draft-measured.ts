import { type Candidate, isOfNumbers } from './draft-classes.ts';
import type { DraftedRole } from './drafted-role.ts';
import { measuredNames } from './model-names.ts';

/** Different values that a column of versions has at most. */
const mostVersions = 50;

/**
 * What is measured of each answer: how long it took, whether it failed, which model gave it.
 *
 * @param isScored  whether the file holds answers of a model: latencies and errors may be those of something else
 */
export function measuredRole(column: Candidate, isScored: boolean): DraftedRole | undefined {
  const { words } = column;
  if (measuredNames.modelVersion.test(words) && isVersion(column))
    return { role: 'modelVersion', sentence: 'looks like the version of the model: role modelVersion' };
  if (measuredNames.latency.test(words) && isLatency(column))
    return told('latency', 'how long answers took', isScored);
  if (measuredNames.error.test(words) && isError(column))
    return told('error', 'whether an answer failed', isScored);
  return undefined;
}

function told(role: 'latency' | 'error', what: string, isScored: boolean): DraftedRole {
  return isScored
    ? { role, sentence: `looks like ${what}: role ${role}` }
    : { sentence: `may be ${what}: if so, write "role": "${role}"` };
}

function isVersion({ kind, evidence: { distinct, complete, numbers } }: Candidate): boolean {
  if (isOfNumbers(kind)) return new Set(numbers.sample).size <= mostVersions;
  return kind === 'categorical' && complete && distinct.size <= mostVersions;
}

function isLatency({ kind, evidence }: Candidate): boolean {
  const { min, max } = evidence.numbers;
  return isOfNumbers(kind) && min !== undefined && max !== undefined && min >= 0 && max > min;
}

/** Of texts, and of numbers without a zero, the cells that are not missing are errors, so that most must be missing. */
function isError({ kind, classes, evidence: { missing, present, numbers } }: Candidate): boolean {
  if (kind === 'boolean') return true;
  if (isOfNumbers(kind)) return classes?.includes('0') || (numbers.whole && missing > present);
  return (kind === 'categorical' || kind === 'text') && missing > present;
}
