/** What is looked at, in the order in which it is told. */
export const checkNames = [
  'stack',
  'notifications',
  'subscriptions',
  'listeners',
  'queues',
  'clock',
  'canary',
] as const;

/** `well`; `wrong`: something to do; `unseen`: it could not be looked at. */
export interface Finding {
  readonly check: (typeof checkNames)[number];
  readonly status: 'well' | 'wrong' | 'unseen';
  /** What was found: one line, no point at its end. */
  readonly says: string;
  /** What to do next; there where it is not well. */
  readonly next?: string;
}

export function well(check: Finding['check'], says: string): Finding {
  return { check, status: 'well', says };
}

export function wrong(check: Finding['check'], says: string, next: string): Finding {
  return { check, status: 'wrong', says, next };
}

export function unseen(check: Finding['check'], what: string, failure: string): Finding {
  const next = 'Look with a role that may read it: docs/deploy.md, section "Doctor", has the rights.';
  return { check, status: 'unseen', says: `${what} could not be looked at: ${failure}`, next };
}

/** The findings of a check; that all is well where there are none. */
export function orWell(found: readonly Finding[], check: Finding['check'], says: string): readonly Finding[] {
  return found.length > 0 ? found : [well(check, says)];
}
