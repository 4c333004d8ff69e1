/** A clock of this machine's time, put on by the seconds that a test need not wait for. */
export interface Clock {
  readonly now: () => Date;
  /** S3 tells the time to the second: of two objects that were written in one, either may be the newer. */
  readonly nextSecond: () => void;
}

export function startClock(): Clock {
  let aheadMs = 0;
  return {
    now: () => new Date(Date.now() + aheadMs),
    nextSecond() {
      aheadMs += 1000;
    },
  };
}
