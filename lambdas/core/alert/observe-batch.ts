import { type AlertRules, defaultAlertRules } from '../contract/alert-rules.ts';
import type { Result } from '../result/result-schema.ts';
import { driftFindings } from './drift-findings.ts';
import type { Condition, Sighting } from './incident-schema.ts';
import { driftedSegments, segmentSubject } from './segment-findings.ts';

/** What a batch says about the conditions of its model. */
export interface BatchObservation {
  readonly id: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly seen: Readonly<Record<Condition, Sighting>>;
  /** What each condition is about, in this batch: drifted columns and segments, reasons of a rejection. */
  readonly subjects: Readonly<Record<Condition, readonly string[]>>;
}

/**
 * What a result says about each condition. A rejected batch says nothing about drift or single rows; drift that was not
 * tested or could not be judged is neither there nor gone.
 */
export function observeBatch(
  { batch, validation, drift }: Result,
  rules: AlertRules = defaultAlertRules,
): BatchObservation {
  const isRejected = validation.status === 'rejected';
  const reasons = validation.reasons.map(({ code, column = '' }) => `${code} ${column}`);
  const columns = driftFindings(drift).flatMap(({ column }) => column ?? []);
  const segments = driftedSegments(drift).map(segmentSubject);
  return {
    id: batch.id,
    receivedAt: batch.receivedAt,
    seen: {
      rejected: isRejected ? 'critical' : 'absent',
      drift: isRejected ? 'unknown' : driftSeen(drift),
      quarantine: isRejected ? 'unknown' : isQuarantineTold(validation.rows, rules) ? 'info' : 'absent',
    },
    subjects: { rejected: isRejected ? reasons : [], drift: [...columns, ...segments], quarantine: [] },
  };
}

/** Whether so many rows were set aside that people are told at once: a few of them are for the weekly digest. */
export function isQuarantineTold(
  { read, quarantined }: Result['validation']['rows'],
  { quarantineShare }: Pick<AlertRules, 'quarantineShare'> = defaultAlertRules,
): boolean {
  return quarantined > 0 && quarantined >= quarantineShare * read;
}

function driftSeen({ status, severity = 'warning' }: Result['drift']): Sighting {
  switch (status) {
    case 'drifted':
      return severity;
    case 'stable':
      return 'absent';
    case 'inconclusive':
    case 'skipped':
      return 'unknown';
    default:
      return status satisfies never;
  }
}
