import { bySeverity, type Severity, worstOf } from '../../severities.ts';
import { type AlertRules, defaultAlertRules } from '../contract/alert-rules.ts';
import { openRun } from './incident-run.ts';
import {
  type Condition,
  comparePositions,
  conditions,
  type Incidents,
  type Position,
  severitySeen,
} from './incident-schema.ts';
import { earlier } from './incident-step.ts';
import { mutedUntil } from './when-to-report.ts';

/**
 * What people know about an open incident: it was `reported`, is `held` back in quiet hours, is `waiting` for what the
 * contract asks for before a report, or is `ending`: it is over, and the all-clear is held back.
 */
export type Reporting = 'reported' | 'held' | 'waiting' | 'ending';

/** An incident that is open, as a page shows it. */
export interface OpenIncident {
  readonly condition: Condition;
  /** The worst that it showed or was reported with. */
  readonly severity: Severity;
  readonly reporting: Reporting;
  /** When its first batch arrived. */
  readonly since: string;
  /** Where that batch stands among those of the model. */
  readonly first: Position;
  /** Id of that batch; undefined where it is no longer remembered. */
  readonly firstBatch: string | undefined;
  /** Id of the newest batch that shows it. */
  readonly lastBatch: string | undefined;
  /** Batches that showed it. */
  readonly batches: number;
  /** What it is about, as far as that was reported; may be cut. */
  readonly subjects: readonly string[];
  readonly subjectCount: number;
  /** Arrival of the batch with the last report; undefined where there was none. */
  readonly reportedAt: string | undefined;
}

/** An incident that is over, as a page shows it. */
export interface PastIncident {
  readonly condition: Condition;
  readonly severity: Severity;
  readonly opened: string;
  /** Where its first batch stands among those of the model, and the one that ended it. */
  readonly first: Position;
  readonly last: Position;
  /** Arrival of the batch that ended it; where one batch alone was reported after newer ones, of that batch. */
  readonly closed: string;
  /** Ids of these batches; undefined where they are no longer remembered. */
  readonly openedBy: string | undefined;
  readonly closedBy: string | undefined;
  readonly batches: number;
  /** One batch that was judged after newer ones, and reported by itself. */
  readonly isBelated: boolean;
}

/** What is open and what is over, as a page of the model shows it. */
export interface IncidentOverview {
  /** Set while the contract mutes the model. */
  readonly mutedUntil?: string;
  /** The worst first. */
  readonly open: readonly OpenIncident[];
  /** The newest first. */
  readonly past: readonly PastIncident[];
}

/**
 * Reads from the incidents of a model what is open and what is over.
 *
 * @param rules  of the contract in force
 * @param now  for the mute alone
 */
export function incidentOverview(
  incidents: Incidents,
  rules: AlertRules = defaultAlertRules,
  now: Date,
): IncidentOverview {
  const muted = mutedUntil(now, rules);
  return {
    ...(muted === undefined ? {} : { mutedUntil: new Date(muted).toISOString() }),
    open: conditions
      .flatMap((condition) => openIncident(incidents, condition, rules) ?? [])
      .toSorted(bySeverity),
    past: incidents.past
      .toSorted((a, b) => comparePositions(b.last, a.last))
      .map((past) => pastIncident(incidents, past)),
  };
}

function openIncident(
  incidents: Incidents,
  condition: Condition,
  rules: AlertRules,
): OpenIncident | undefined {
  const run = openRun(incidents, condition, rules);
  const { [condition]: heard } = incidents.heard;
  const { [condition]: held } = incidents.held;
  const known = heard ?? held;
  const first = known && run ? earlier(known.first, run.first) : (known ?? run)?.first;
  if (!first) return undefined;
  const showing = batchesShowing(incidents, condition, first);
  return {
    condition,
    severity: worstOf([...(known ? [known.severity] : []), ...showing.map(({ severity }) => severity)]),
    reporting: !run ? 'ending' : heard ? 'reported' : held ? 'held' : 'waiting',
    since: first.receivedAt,
    first,
    firstBatch: idAt(incidents, first),
    lastBatch: showing.at(-1)?.batch.id,
    batches: known?.batches ?? run?.batches ?? 0,
    subjects: heard?.subjects ?? [],
    subjectCount: heard?.subjectCount ?? 0,
    reportedAt: heard?.reportedAt,
  };
}

function batchesShowing({ batches }: Incidents, condition: Condition, first: Position) {
  return batches.flatMap((batch) => {
    const severity = batch.revised ? undefined : severitySeen(batch.seen[condition]);
    return severity && comparePositions(batch, first) >= 0 ? [{ batch, severity }] : [];
  });
}

function pastIncident(incidents: Incidents, past: Incidents['past'][number]): PastIncident {
  const { condition, severity, first, last, batches } = past;
  return {
    condition,
    severity,
    opened: first.receivedAt,
    first,
    last,
    closed: last.receivedAt,
    openedBy: idAt(incidents, first),
    closedBy: idAt(incidents, last),
    batches,
    isBelated: comparePositions(first, last) === 0,
  };
}

/** The id of the batch at a position; undefined where it is no longer remembered. */
function idAt({ batches }: Incidents, { turn }: Position): string | undefined {
  return batches.find((batch) => batch.turn === turn)?.id;
}
