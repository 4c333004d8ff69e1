/**
 * How Node is started: its young generation does not grow beyond 8 MB a half. By itself it would take 100 MB more in a long batch,
 * for no gain in speed: with this five million rows take the memory of one million.
 */
export const nodeOptions = '--max-semi-space-size=8';
