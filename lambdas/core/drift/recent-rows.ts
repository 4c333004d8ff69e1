import type { ProfiledRows } from '../profile/comparison.ts';
import { mergeProfiles } from '../profile/profile.ts';
import type { ViolationCount } from '../result/result-schema.ts';

/** Accepted batches before the one that is judged, on the bins of the same reference, as one set of rows. */
export interface RecentRows {
  readonly batches: number;
  /** When the first and the last of them arrived: ISO 8601, in UTC. */
  readonly from: string;
  readonly to: string;
  readonly rows: ProfiledRows;
}

/**
 * One batch more. The order is of no consequence but for the last digits of sums.
 *
 * @throws RangeError when it was not made on the same bins
 */
export function addRecent(
  recent: RecentRows | undefined,
  receivedAt: string,
  rows: ProfiledRows,
): RecentRows {
  if (!recent) return { batches: 1, from: receivedAt, to: receivedAt, rows };
  return {
    batches: recent.batches + 1,
    from: receivedAt < recent.from ? receivedAt : recent.from,
    to: receivedAt > recent.to ? receivedAt : recent.to,
    rows: mergeRows(recent.rows, rows),
  };
}

function mergeRows(a: ProfiledRows, b: ProfiledRows): ProfiledRows {
  const profile = mergeProfiles(a.profile, b.profile);
  return { profile, violations: mergeViolations([...a.violations, ...b.violations], profile.rows.read) };
}

/** Counts are kept and examples are not: their row numbers are those of different files. */
function mergeViolations(all: readonly ViolationCount[], rowsRead: number): readonly ViolationCount[] {
  const merged = new Map<string, ViolationCount>();
  for (const violation of all) {
    const id = `${violation.code} ${violation.column ?? ''}`;
    const count = violation.count + (merged.get(id)?.count ?? 0);
    merged.set(id, { ...violation, count, share: count / rowsRead, examples: [] });
  }
  return [...merged.values()];
}
