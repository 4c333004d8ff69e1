import { featureFindings } from '../findings/drift-findings.ts';
import type { Drift } from '../result/result-schema.ts';
import { plainText } from '../text/clean-text.ts';
import { formatCount, formatCountOf, percent } from '../text/in-words.ts';
import { referencesUri } from '../text/places.ts';
import type { Alert } from './alert-schema.ts';
import { type AlertHead, composeAlert } from './compose-alert.ts';

/** A reference takes the place of another. */
export interface Replacement {
  readonly before: ReplacedReference;
  readonly after: ReplacedReference;
  /** Rows of the batch whose resolution is told. */
  readonly batchRows: number;
  /** The new one as a batch against the one before; absent where they could not be compared. */
  readonly drift?: Drift | undefined;
}

interface ReplacedReference {
  /** Where it lies, in the inbox. */
  readonly key: string;
  /** Rows that keep the contract. */
  readonly rows: number;
  /** The smallest shift that a batch shows against it, as a share of its rows. */
  readonly resolution: number;
}

/** Told where what a batch can show grows by this factor at least: a quarter coarser. */
const coarserFrom = 1.25;

/** What a reference costs or changes, where that is worth telling. */
export function isWorthTelling(replacement: Replacement): boolean {
  return isMuchSmaller(replacement) || isVeryDifferent(replacement);
}

/** Half the rows at most, and batches show less. */
function isMuchSmaller({ before, after }: Replacement): boolean {
  return 2 * after.rows <= before.rows && after.resolution >= coarserFrom * before.resolution;
}

function isVeryDifferent({ drift }: Replacement): boolean {
  return drift?.status === 'drifted' && drift.severity === 'critical';
}

export interface ReplacementFacts extends AlertHead {
  readonly inboxBucket: string;
  readonly replacement: Replacement;
}

/** Tells people what a new reference costs, and how to go back. */
export function composeReplacedReferenceAlert(facts: ReplacementFacts): Alert {
  const { model, inboxBucket, replacement } = facts;
  const { before, after } = replacement;
  const folder = referencesUri(inboxBucket, model);
  const isOther = isVeryDifferent(replacement);
  return composeAlert(facts, {
    kind: 'reference-replaced',
    severity: 'warning',
    fact: `the new reference is ${[...(isMuchSmaller(replacement) ? ['much smaller'] : []), ...(isOther ? ['very different'] : [])].join(' and ')}`,
    summary: `${shown(after.key)} (${formatCountOf(after.rows, 'row')}) has taken the place of ${shown(before.key)} (${formatCountOf(before.rows, 'row')}) as what batches are compared with. ${cost(replacement)}${isOther ? ' As a batch against the one before it would have been critical drift.' : ''}`,
    findings: isOther ? featureFindings(replacement.drift!) : [],
    places: [
      { label: 'new reference', bucket: inboxBucket, key: after.key },
      { label: 'reference before', bucket: inboxBucket, key: before.key },
    ],
    nextSteps: [
      'If that is what you want, nothing needs to be done.',
      `To go back, run plumbline promote --undo ${folder}, or delete ${shown(after.key)} if nothing lay under that key before: the reference before is in force again from the next batch on.`,
      `To compare with more rows, upload a longer span: a folder of part-… files below ${folder}, closed by _SUCCESS, is one reference.`,
    ],
  });
}

function cost({ before, after, batchRows }: Replacement): string {
  const [was, is] = [before, after].map(({ resolution }) => percent(resolution));
  const batch = `a batch of ${formatCount(batchRows)} rows`;
  return was === is
    ? `What ${batch} can show stays the same: a shift of ${is} of the rows.`
    : `${batch[0]!.toUpperCase()}${batch.slice(1)} showed a shift of ${was} of the rows before; now it takes ${is}.`;
}

function shown(key: string): string {
  return plainText(key, 200);
}
