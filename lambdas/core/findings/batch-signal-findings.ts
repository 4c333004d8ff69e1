import type { BatchSignalDrift, Drift } from '../result/result-schema.ts';
import { batchSignalNames } from '../signals/batch-signals.ts';
import type { Finding } from './finding.ts';

/** One finding for each signal of the rows as a whole that drifted. */
export function batchSignalFindings(drift: Drift): readonly Finding[] {
  return driftedSignals(drift).flatMap(({ verdict }) =>
    verdict.status === 'drifted' ? [{ severity: verdict.severity, sentence: verdict.reason }] : [],
  );
}

/** What changed in the rows as a whole, as it stands in a subject line; undefined where nothing did. */
export function batchSignalFact(drift: Drift): string | undefined {
  const [first] = driftedSignals(drift);
  return first && `${batchSignalNames[first.signal]} changed`;
}

function driftedSignals({ batchSignals = [] }: Drift): readonly BatchSignalDrift[] {
  return batchSignals.filter(({ verdict }) => verdict.status === 'drifted');
}
