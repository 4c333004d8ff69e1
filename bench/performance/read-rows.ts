import { type Contract, contractSchema } from '../../lambdas/core/contract/contract.ts';
import type { Profile } from '../../lambdas/core/profile/profile.ts';
import type { Yardstick } from '../../lambdas/core/profile/yardstick.ts';
import type { PerformanceResult } from '../../lambdas/core/result/performance-schema.ts';
import { measurePerformance } from '../../lambdas/core/signals/performance/measure.ts';
import { profileRows } from '../../lambdas/pipeline/profile-rows.ts';
import { noQuarantine } from '../../lambdas/pipeline/quarantine.ts';
import { readReferenceRows } from '../../lambdas/pipeline/reference/read-reference-rows.ts';
import { openBatch } from '../../lambdas/pipeline/upload/open-batch.ts';
import type { OpenBatch } from '../../lambdas/readers/batch-reader.ts';
import { memorySource } from '../../lambdas/readers/byte-source.ts';

/** A reference as functions read it. */
export interface ReadReference {
  readonly contract: Contract;
  readonly yardstick: Yardstick;
  readonly reference: Profile;
}

/** @throws Error when it is refused */
export async function openReference(columns: readonly object[], csv: string): Promise<ReadReference> {
  const contract = contractSchema.parse({ schemaVersion: 1, columns });
  const read = await readReferenceRows(await openText(csv), contract);
  if (read.status !== 'usable') throw new Error(`the reference is refused: ${JSON.stringify(read.reasons)}`);
  return { contract, yardstick: read.yardstick, reference: read.profile };
}

/** What is counted of a batch, and what is told of it. */
export async function measureText(
  { contract, yardstick, reference }: ReadReference,
  csv: string,
): Promise<{ readonly profile: Profile; readonly performance: PerformanceResult | null }> {
  const { profile } = await profileRows(await openText(csv), contract, yardstick, {
    quarantine: noQuarantine,
  });
  const both = { reference: { profile: reference, violations: [] }, current: { profile, violations: [] } };
  return { profile, performance: measurePerformance({ contract, yardstick, ...both }, undefined) };
}

/** CSV as a batch. */
export function openText(text: string): Promise<OpenBatch> {
  return openBatch({ key: 'rows.csv', source: memorySource(new TextEncoder().encode(text)) });
}
