import type { Outcome } from './real-reference.ts';

/** Everything that drifted in a batch, a sentence each. */
export function driftReasons({ drift }: Outcome): string {
  const features = drift?.features ?? [];
  const written = features.flatMap(({ name, representation = [] }) =>
    representation.flatMap(({ name: trait, verdict }) =>
      verdict ? [{ verdict: { ...verdict, reason: `${name} ${trait}: ${verdict.reason}` } }] : [],
    ),
  );
  const named = features.map(({ name, verdict }) => ({
    verdict: { ...verdict, reason: `${name}: ${verdict.reason}` },
  }));
  const judged = [...named, ...written, ...(drift?.pairs ?? []), ...(drift?.segments ?? [])];
  return [...judged, ...(drift?.multivariate ? [drift.multivariate] : []), ...(drift?.batchSignals ?? [])]
    .flatMap(({ verdict }) => (verdict.status === 'drifted' ? [verdict.reason] : []))
    .join('; ');
}
