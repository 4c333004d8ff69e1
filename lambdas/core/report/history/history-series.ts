import type { Condition } from '../../incidents/incident-schema.ts';
import { formatCount, percent } from '../../text/in-words.ts';
import type { HistoryRecord } from './history-record.ts';

/** Batches, up to each one, among which the share of rejected ones is taken. */
const rejectedAmong = 10;

/** Something that a model's history shows batch by batch. */
export interface HistorySeries {
  readonly title: string;
  /** Undefined where the batch has no such number. @param records  all batches, the oldest first */
  readonly of: (
    record: HistoryRecord,
    index: number,
    records: readonly HistoryRecord[],
  ) => number | undefined;
  readonly write: (value: number) => string;
  /** The limit that the contract had for it, a share, and what it means. */
  readonly limit?: {
    readonly of: (record: HistoryRecord) => number | undefined;
    readonly meaning: string;
  };
  /** The incident that is about it. */
  readonly condition?: Condition;
}

/** What is drawn, what matters most first. */
export const historySeries: readonly HistorySeries[] = [
  {
    title: 'Columns that drifted',
    of: ({ columns }) => (columns.compared === 0 ? undefined : columns.drifted / columns.compared),
    write: percent,
    limit: { of: ({ limits }) => limits.driftedShare, meaning: 'from which on drift is critical' },
    condition: 'drift',
  },
  {
    title: 'Rows set aside',
    of: ({ rows }) => (rows.read === 0 ? undefined : rows.quarantined / rows.read),
    write: percent,
    limit: { of: ({ limits }) => limits.rejectedShare, meaning: 'above which a batch is rejected' },
    condition: 'quarantine',
  },
  {
    title: `Rejected among ${rejectedAmong} batches in a row`,
    of: (_record, index, records) => {
      const some = records.slice(Math.max(0, index + 1 - rejectedAmong), index + 1);
      return some.filter(({ validation }) => validation === 'rejected').length / some.length;
    },
    write: percent,
    condition: 'rejected',
  },
  { title: 'Rows read', of: ({ rows }) => rows.read, write: formatCount },
];
