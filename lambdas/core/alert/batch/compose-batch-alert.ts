import type { Severity } from '../../../severities.ts';
import type { AlertRules } from '../../contract/alert-rules.ts';
import { batchFindings, environmentFindings } from '../../findings/environment-findings.ts';
import type { Finding } from '../../findings/finding.ts';
import { performanceFindings } from '../../findings/performance-findings.ts';
import { reasonFindings, violationFindings } from '../../findings/violation-findings.ts';
import { isQuarantineReported } from '../../incidents/observe-batch.ts';
import type { Result } from '../../result/result-schema.ts';
import { draftPlace, type Place } from '../../text/places.ts';
import type { Alert, BatchAlertKind } from '../alert-schema.ts';
import { composeAlert } from '../compose-alert.ts';
import { type BatchAlertFacts, batchPlaces } from './batch-alert-facts.ts';
import { batchFact } from './batch-fact.ts';
import { batchNextSteps } from './batch-next-steps.ts';
import { batchSummary } from './batch-summary.ts';
import { composeEnvironmentAlert } from './compose-environment-alert.ts';
import { driftConfidence } from './drift-confidence.ts';

/**
 * The alert about a batch by itself: what the command line says, which keeps no incidents.
 *
 * @returns undefined where there is nothing to report
 */
export function composeBatchAlert(facts: BatchAlertFacts, rules?: AlertRules): Alert | undefined {
  const kind = kindOf(facts.result, rules);
  return kind ? batchAlert(kind, facts) : composeEnvironmentAlert(facts);
}

/** The alert of a kind about a batch. There is at most one for each batch, so it takes the batch's id. */
export function batchAlert(kind: BatchAlertKind, facts: BatchAlertFacts): Alert {
  const { result, createdAt } = facts;
  const { id, key, receivedAt } = result.batch;
  const confidence = kind === 'drift' ? driftConfidence(result) : undefined;
  const { environment, model } = result;
  return composeAlert(
    { id, environment, model, createdAt },
    {
      kind,
      severity: severityOf(kind, result),
      fact: batchFact(kind, result),
      summary: batchSummary(result),
      ...(confidence === undefined ? {} : { confidence }),
      findings: findingsOf(kind, result),
      places: placesOf(kind, facts),
      nextSteps: batchNextSteps(result, facts.inboxBucket),
      batch: { id, key, receivedAt },
    },
  );
}

function kindOf({ validation, drift }: Result, rules: AlertRules | undefined): BatchAlertKind | undefined {
  if (validation.status === 'rejected') return 'batch-rejected';
  if (drift.status === 'drifted') return 'drift';
  return isQuarantineReported(validation.rows, rules) ? 'rows-quarantined' : undefined;
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

function findingsOf(kind: BatchAlertKind, result: Result): readonly Finding[] {
  const { reasons, violations } = result.validation;
  const environment = environmentFindings(result.environmentChanges);
  switch (kind) {
    case 'batch-rejected':
      return [
        ...reasonFindings(reasons, 'critical'),
        ...violationFindings(violations, 'warning'),
        ...environment,
      ];
    case 'drift':
      // A loss is told before what moved.
      return [
        ...performanceFindings(result.performance),
        ...batchFindings(result),
        ...violationFindings(violations, 'info'),
      ];
    case 'rows-quarantined':
      return [...violationFindings(violations, 'info'), ...environment];
    default:
      return kind satisfies never;
  }
}

/** The same for an alert of a kind, with the rows that were set aside and the draft. */
function placesOf(kind: BatchAlertKind, facts: BatchAlertFacts): Place[] {
  const { result, resultsBucket } = facts;
  const { quarantineKey } = result.validation;
  const [report, verdict, batch] = batchPlaces(facts);
  const draft = kind === 'drift' ? [] : draftOf(result, resultsBucket);
  if (quarantineKey === undefined) return [report, verdict, ...draft, batch];
  const rows: Place = { label: 'quarantined rows', bucket: resultsBucket, key: quarantineKey };
  return kind === 'rows-quarantined'
    ? [report, rows, verdict, ...draft, batch]
    : [report, verdict, rows, ...draft, batch];
}

/** The draft that the batch was held to, where people have no contract of their own. */
function draftOf({ model, contract: { source, version } }: Result, resultsBucket: string): readonly Place[] {
  return source === 'inferred' ? [draftPlace(resultsBucket, model, version)] : [];
}
