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

/** Queues of dead letters that are not empty. */
export function deadLetterProblems(
  queues: readonly { readonly label: string; readonly depth: number }[],
): readonly AuditProblem[] {
  return queues.flatMap(({ label, depth }) =>
    depth > 0 ? [{ kind: 'dead-letters' as const, label, depth }] : [],
  );
}
