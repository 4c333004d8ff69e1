import { isTooSmall, judgeTogether } from '../core/drift/pooled.ts';
import { addRecent, type RecentRows } from '../core/drift/recent-rows.ts';
import type { Comparison } from '../core/profile/comparison.ts';
import type { Drift } from '../core/result/result-schema.ts';
import type { ArrivedBatch } from '../core/signals/usual/arrivals.ts';
import { turnsOf } from './in-turns.ts';
import type { Services } from './ports.ts';
import type { ProfiledBatch } from './profiled-batch.ts';
import { mergeOrWarn, readRows } from './rows-of-batch.ts';

/** Batches before that are read at most, and how long ago the first of them may have arrived. */
const mostBatches = 32;
const oldestMs = 92 * 86_400_000;

/** Profiles that are read at once: after each turn it is seen whether more are needed. */
const profilesAtOnce = 8;

/**
 * Judges a batch that can't tell by itself together with accepted ones before it, back to where a critical change would be seen, and no
 * further than to the last that raised an alarm, by itself or together with others: no row is told of twice, and whether a drift is over
 * is told by rows that came after it.
 *
 * @param own  of the batch alone
 * @param before  in the order of arrival
 */
export async function compareTogether(
  batch: ProfiledBatch,
  comparison: Comparison,
  own: Drift,
  before: readonly ArrivedBatch[],
  services: Services,
): Promise<Drift> {
  if (!isTooSmall(own)) return own;
  const since = Date.parse(batch.batch.receivedAt) - oldestMs;
  const ofReference = before.filter(({ referenceVersion }) => referenceVersion === batch.referenceVersion);
  const pool = ofReference
    .slice(1 + ofReference.findLastIndex(({ isDrifted }) => isDrifted))
    .filter(({ receivedAt }) => Date.parse(receivedAt) >= since);
  let recent: RecentRows | undefined;
  let drift = own;
  for (const some of turnsOf(pool.slice(-mostBatches).reverse(), profilesAtOnce)) {
    const read = await Promise.all(some.map(({ id }) => readRows(batch.model, id, services)));
    for (const [index, { receivedAt }] of some.entries()) {
      const rows = read[index];
      if (rows) recent = mergeOrWarn(() => addRecent(recent, receivedAt, rows), services) ?? recent;
    }
    const known = recent;
    if (known) drift = mergeOrWarn(() => judgeTogether(comparison, own, known), services) ?? drift;
    if (!isTooSmall(drift)) break;
  }
  return drift;
}
