/** Waiting for a system to come to rest. */
export interface Settling {
  /** Says what rest is. */
  watch(isSettled: () => boolean): void;
  /** To be called after every change. */
  changed(): void;
  settled(): Promise<void>;
}

export function createSettling(): Settling {
  let isSettled = () => true;
  let waiting: (() => void)[] = [];
  return {
    watch(next) {
      isSettled = next;
    },
    changed() {
      if (waiting.length === 0 || !isSettled()) return;
      const done = waiting;
      waiting = [];
      for (const resolve of done) resolve();
    },
    settled: () => (isSettled() ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
