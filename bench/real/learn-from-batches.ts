import { defaultLearnFrom } from '../../lambdas/core/contract/reference-rules.ts';
import {
  effectsOfBatch,
  type Learning,
  learnBatch,
  usualLearned,
} from '../../lambdas/core/signals/usual/learning.ts';
import type { Usual } from '../../lambdas/core/signals/usual/plan.ts';
import type { Outcome, UsableReference } from './real-reference.ts';

/** When a batch came. */
export type Arrival = Parameters<typeof effectsOfBatch>[1];

/** What is usual is learned from the first batches where the reference does not tell, but not from one that is critical. */
export function learnFromBatches({ contract, read }: UsableReference) {
  const { blocks, learnFrom = defaultLearnFrom } = contract.reference ?? {};
  const isLearned = read.yardstick.usual?.status !== 'known' && blocks !== 'none';
  let learning: Learning = { schemaVersion: 1, referenceVersion: 'only', batches: [] };
  return {
    /** Whether a batch that comes now is learned from. */
    isLearning: () => isLearned && learning.batches.length < learnFrom,
    usual: (arrival: Arrival): Usual | undefined =>
      isLearned ? usualLearned(read, learning, learnFrom, arrival) : read.yardstick.usual,
    learn(arrival: Arrival, { profile, drift }: Outcome): void {
      if (!isLearned || !profile || !drift || drift.severity === 'critical') return;
      if (learning.batches.length < learnFrom)
        learning = learnBatch(learning, effectsOfBatch(read, arrival, profile), learnFrom);
    },
  };
}
