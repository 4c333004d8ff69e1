import type { AuditProblem, AuditRequest, ExpectedAnnouncement } from './audit-schema.ts';

/** What a bucket announces to a queue, as S3 has it. */
export interface FoundAnnouncement {
  readonly prefix: string;
  readonly suffix: string;
  /** Name of the queue. */
  readonly queue: string;
}

/** What the stack expects of its buckets and they do not announce. What they announce besides is somebody else's. */
export function announcementProblems(
  expected: AuditRequest['wiring']['announcements'],
  found: Readonly<Record<ExpectedAnnouncement['bucket'], readonly FoundAnnouncement[]>>,
): readonly AuditProblem[] {
  const isFound = ({ bucket, prefix, suffix, queue }: ExpectedAnnouncement) =>
    found[bucket].some((one) => one.prefix === prefix && one.suffix === suffix && one.queue === queue);
  return expected
    .filter((one) => !isFound(one))
    .map(({ bucket, prefix, step }) => ({ kind: 'unannounced', bucket, prefix, step }));
}

const hourMs = 3_600_000;

/** When a function of the clock ran last; undefined where it never has. */
export interface FoundRun {
  readonly step: string;
  readonly last: Date | undefined;
}

/**
 * Functions that the clock has not started for longer than it should, or never. Of one that never ran it can be said once the audit itself has
 * run for so long.
 *
 * @param since  when the audit ran first; undefined where this is its first run
 */
export function runProblems(
  expected: AuditRequest['wiring']['runs'],
  found: readonly FoundRun[],
  since: Date | undefined,
  now: Date,
): readonly AuditProblem[] {
  const lastOf = new Map(found.map(({ step, last }) => [step, last]));
  return expected.flatMap(({ step, missedAfterHours }) => {
    const last = lastOf.get(step);
    const heard = last ?? since ?? now;
    if (now.getTime() - heard.getTime() <= missedAfterHours * hourMs) return [];
    return [{ kind: 'not-run' as const, step, ...(last && { last: last.toISOString() }) }];
  });
}

/** Queues of dead letters that are not empty. */
export function deadLetterProblems(
  queues: readonly { readonly label: string; readonly depth: number }[],
): readonly AuditProblem[] {
  return queues.flatMap(({ label, depth }) =>
    depth > 0 ? [{ kind: 'dead-letters' as const, label, depth }] : [],
  );
}
