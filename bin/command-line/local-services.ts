import { setTimeout as wait } from 'node:timers/promises';
import { commandLineEnvironment } from '../../lambdas/core/text/places.ts';
import type { MemoryStore } from '../../lambdas/files/memory-store.ts';
import type { Services } from '../../lambdas/pipeline/ports.ts';

/** What the use cases are given on somebody's machine: nothing is logged or measured. */
export function localServices(inbox: Services['inbox'], results: MemoryStore): Services {
  const silent = () => {};
  return {
    environment: commandLineEnvironment,
    inbox,
    results,
    log: { info: silent, warn: silent },
    measure: silent,
    now: () => new Date(),
    wait: (milliseconds) => wait(milliseconds),
  };
}
