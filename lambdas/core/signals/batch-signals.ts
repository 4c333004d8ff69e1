import type { BatchSignal } from '../contract/batch-signals.ts';

/** What people call a signal of the rows as a whole. */
export const batchSignalNames: Readonly<Record<BatchSignal, string>> = {
  'repeated-rows': 'repeated rows',
};
