import { objectId } from '../../lambdas/keys.ts';
import type { Upload } from './uploads.ts';

/** An upload as the bucket took it. */
export interface Uploaded extends Upload {
  readonly bucket: string;
  readonly versionId: string;
}

/** What there should be of each upload, beside what there is. */
export interface Outcome {
  readonly batches: number;
  readonly lost: number;
  readonly surplus: number;
  /** Judged otherwise than it should be. */
  readonly other: number;
  readonly unsent: number;
  readonly deadLetters: number;
}

/** What lies in the results bucket. */
export interface Found {
  /** Below `results/`, with their status. */
  readonly results: ReadonlyMap<string, string>;
  /** Ids below `history/` and `reports/`, each as often as it is there. */
  readonly records: readonly string[];
  readonly reports: readonly string[];
  readonly alerts: readonly string[];
  readonly deliveries: readonly string[];
  readonly deadLetters: number;
}

/** Each batch must have exactly one result, one record and one report, and each alert must have been sent. */
export function checkResults(uploads: readonly Uploaded[], found: Found): Outcome {
  const expected = new Map(
    uploads
      .filter(({ becomes }) => becomes !== 'nothing')
      .map((upload) => [objectId(upload), upload.becomes] as const),
  );
  const kept = [[...found.results.keys()], found.records, found.reports];
  return {
    batches: expected.size,
    lost: sum(kept.map((ids) => [...expected.keys()].filter((id) => !ids.includes(id)).length)),
    surplus: sum(kept.map((ids) => ids.length - new Set(ids.filter((id) => expected.has(id))).size)),
    other: [...expected].filter(([id, status]) => found.results.get(id) !== status).length,
    unsent: found.alerts.filter((id) => !found.deliveries.includes(id)).length,
    deadLetters: found.deadLetters,
  };
}

export function isWell({ lost, surplus, other, unsent, deadLetters }: Outcome): boolean {
  return lost + surplus + other + unsent + deadLetters === 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
