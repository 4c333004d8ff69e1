import type { Severity } from '../../../severities.ts';
import type { IncidentOverview } from '../../incidents/incident-overview.ts';
import type { Condition } from '../../incidents/incident-schema.ts';
import { severityTones, type Tone } from '../pages/verdict-badge.ts';
import type { HistoryRecord } from './history-record.ts';

/** Batches, by their places in a list, in which an incident was open: the first and the last. */
export interface IncidentSpan {
  readonly first: number;
  readonly last: number;
  readonly tone: Tone;
}

/** Where among batches incidents of a condition were open; the batch that ended one is not of it. @param records  the oldest first */
export function incidentSpans(
  { open, past }: IncidentOverview,
  condition: Condition,
  records: readonly HistoryRecord[],
): readonly IncidentSpan[] {
  const over = past
    .filter((one) => one.condition === condition)
    .map(({ opened, closed, severity, isBelated }) => {
      const [from, to] = [Date.parse(opened), Date.parse(closed)];
      return spanOf(records, severity, (time) => time >= from && (isBelated ? time <= to : time < to));
    });
  const now = open
    .filter((one) => one.condition === condition)
    .map(({ since, severity }) => spanOf(records, severity, (time) => time >= Date.parse(since)));
  return [...over, ...now].filter((span) => span !== undefined);
}

function spanOf(
  records: readonly HistoryRecord[],
  severity: Severity,
  holds: (time: number) => boolean,
): IncidentSpan | undefined {
  const isIn = ({ receivedAt }: HistoryRecord) => holds(Date.parse(receivedAt));
  const first = records.findIndex(isIn);
  const tone = severityTones[severity];
  return first < 0 ? undefined : { first, last: records.findLastIndex(isIn), tone };
}
