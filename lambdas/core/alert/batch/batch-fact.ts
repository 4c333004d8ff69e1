import { batchSignalFact } from '../../findings/batch-signal-findings.ts';
import { comparedInWords, featureFindings, hasDrifted } from '../../findings/drift-findings.ts';
import { combinedFact, isOfWriting } from '../../findings/environment-findings.ts';
import { lossFact, movedFact } from '../../findings/performance-findings.ts';
import { segmentFact } from '../../findings/segment-findings.ts';
import { togetherFact } from '../../findings/together-findings.ts';
import { violationHeadline } from '../../findings/violation-findings.ts';
import type { Result } from '../../result/result-schema.ts';
import { columnOf } from '../../signals/count-columns.ts';
import { namedInText } from '../../text/clean-text.ts';
import { formatCount, formatCountOf } from '../../text/in-words.ts';
import { capitalised } from '../../text/sentences.ts';
import type { BatchAlertKind } from '../alert-schema.ts';

/** The one fact about a batch, as it stands in a subject line. */
export function batchFact(kind: BatchAlertKind, result: Result): string {
  const { validation } = result;
  const { quarantined, read } = validation.rows;
  switch (kind) {
    case 'batch-rejected':
      return `batch rejected: ${violationHeadline(validation.reasons)}`;
    case 'drift': {
      const rows = quarantined > 0 ? `, ${formatCountOf(quarantined, 'row')} quarantined` : '';
      return `${driftFact(result)}${rows}`;
    }
    case 'rows-quarantined':
      return `${formatCount(quarantined)} of ${formatCountOf(read, 'row')} quarantined`;
    default:
      return kind satisfies never;
  }
}

/** The same as a heading. Where it begins with the name of a column or of a package, that keeps its case. */
export function batchHeading(kind: BatchAlertKind, result: Result): string {
  const fact = batchFact(kind, result);
  return kind === 'drift' && beginsWithName(result) ? fact : capitalised(fact);
}

function beginsWithName(result: Result): boolean {
  if (lossFact(result.performance) !== undefined) return false;
  const drifted = ownDrift(result).size;
  return drifted === 1 || (drifted === 0 && combinedFact(result) !== undefined);
}

/** A loss goes before what drifted. */
function driftFact(result: Result): string {
  const loss = lossFact(result.performance);
  const drifted = whatDrifted(result);
  if (loss !== undefined) return drifted === undefined ? loss : `${loss}; ${drifted}`;
  return drifted ?? movedFact(result.performance) ?? 'the batch drifted';
}

function whatDrifted(result: Result): string | undefined {
  const { drift } = result;
  const drifted = ownDrift(result);
  const [first] = drifted;
  if (first === undefined)
    return (
      combinedFact(result) ??
      representationFact(drift) ??
      segmentFact(drift) ??
      togetherFact(drift) ??
      batchSignalFact(drift)
    );
  if (drifted.size === 1) return `${namedInText(first)} drifted`;
  return `${formatCount(drifted.size)} of ${comparedInWords(drift)} drifted`;
}

/** Where versions changed too, what only the writing of a column makes is no drift of its own. */
function ownDrift(result: Result): ReadonlySet<string> {
  const { features } = result.drift;
  if (combinedFact(result) === undefined) return driftedColumns(result.drift);
  return driftedColumns({ features: features.filter((feature) => !isOfWriting(feature)) });
}

function driftedColumns({ features }: Pick<Result['drift'], 'features'>): ReadonlySet<string> {
  return new Set(features.filter(hasDrifted).map(columnOf));
}

/** Where no feature drifted: which ones are written differently. */
function representationFact(drift: Result['drift']): string | undefined {
  const [first, ...others] = featureFindings(drift);
  if (first?.column === undefined) return undefined;
  const subject =
    others.length === 0 ? namedInText(first.column) : formatCountOf(others.length + 1, 'feature');
  return `representation of ${subject} changed`;
}
