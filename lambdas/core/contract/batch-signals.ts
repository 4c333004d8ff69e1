/** Signals of the rows of a batch as a whole: of no column and no pair. */
export const batchSignals = ['repeated-rows'] as const;

export type BatchSignal = (typeof batchSignals)[number];
