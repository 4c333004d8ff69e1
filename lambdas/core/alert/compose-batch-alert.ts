import type { AlertRules } from '../contract/alert-rules.ts';
import type { Result, Severity } from '../result/result-schema.ts';
import type { Alert, Finding, Place } from './alert-schema.ts';
import { type BatchAlertKind, batchFact } from './batch-fact.ts';
import { batchNextSteps } from './batch-next-steps.ts';
import { batchSummary } from './batch-summary.ts';
import { driftConfidence } from './drift-confidence.ts';
import { driftFindings } from './drift-findings.ts';
import { listFindings } from './list-findings.ts';
import { isQuarantineTold } from './observe-batch.ts';
import { reasonFindings, violationFindings } from './violation-findings.ts';

/** What is told of a batch: a result and where things lie. */
export interface BatchAlertFacts {
  readonly result: Result;
  /** Where the result lies, in the results bucket. */
  readonly resultKey: string;
  /** Where the report lies, in the results bucket. */
  readonly reportKey: string;
  readonly inboxBucket: string;
  readonly resultsBucket: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/**
 * The alert of a batch, told by itself: what the command line says, which keeps no incidents.
 *
 * @returns undefined where nobody has to be told
 */
export function composeBatchAlert(facts: BatchAlertFacts, rules?: AlertRules): Alert | undefined {
  const kind = kindOf(facts.result, rules);
  return kind && batchAlert(kind, facts);
}

/** An alert of a kind about a batch. One batch, one alert at most: its id is the batch's. */
export function batchAlert(kind: BatchAlertKind, facts: BatchAlertFacts): Alert {
  const { result, createdAt } = facts;
  const { id, key, receivedAt } = result.batch;
  const confidence = kind === 'drift' ? driftConfidence(result) : undefined;
  return {
    schemaVersion: 1,
    id,
    kind,
    severity: severityOf(kind, result),
    environment: result.environment,
    model: result.model,
    createdAt,
    fact: batchFact(kind, result),
    summary: batchSummary(result),
    ...(confidence === undefined ? {} : { confidence }),
    ...listFindings(findingsOf(kind, result)),
    places: placesOf(kind, facts),
    nextSteps: batchNextSteps(result, facts.inboxBucket),
    batch: { id, key, receivedAt },
  };
}

function kindOf({ validation, drift }: Result, rules: AlertRules | undefined): BatchAlertKind | undefined {
  if (validation.status === 'rejected') return 'batch-rejected';
  if (drift.status === 'drifted') return 'drift';
  return isQuarantineTold(validation.rows, rules) ? 'rows-quarantined' : undefined;
}

function severityOf(kind: BatchAlertKind, { drift }: Result): Severity {
  switch (kind) {
    case 'batch-rejected':
      return 'critical';
    case 'drift':
      return drift.severity ?? 'warning';
    case 'rows-quarantined':
      return 'info';
    default:
      return kind satisfies never;
  }
}

function findingsOf(kind: BatchAlertKind, { validation, drift }: Result): readonly Finding[] {
  const { reasons, violations } = validation;
  switch (kind) {
    case 'batch-rejected':
      return [...reasonFindings(reasons, 'critical'), ...violationFindings(violations, 'warning')];
    case 'drift':
      return [...driftFindings(drift), ...violationFindings(violations, 'info')];
    case 'rows-quarantined':
      return violationFindings(violations, 'info');
    default:
      return kind satisfies never;
  }
}

/** Where to look: the report for people, then the object that tells most. */
function placesOf(kind: BatchAlertKind, facts: BatchAlertFacts): Place[] {
  const { result, resultKey, reportKey, inboxBucket, resultsBucket } = facts;
  const { quarantineKey } = result.validation;
  const report: Place = { label: 'report', bucket: resultsBucket, key: reportKey };
  const told: Place = { label: 'result', bucket: resultsBucket, key: resultKey };
  const batch: Place = { label: 'batch', bucket: inboxBucket, key: result.batch.key };
  if (quarantineKey === undefined) return [report, told, batch];
  const rows: Place = { label: 'quarantined rows', bucket: resultsBucket, key: quarantineKey };
  return kind === 'rows-quarantined' ? [report, rows, told, batch] : [report, told, rows, batch];
}
