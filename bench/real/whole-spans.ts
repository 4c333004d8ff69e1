import type { RawCell } from '../../lambdas/core/block/column-block.ts';
import { randomStream } from '../detection/random.ts';
import { driftReasons } from './drift-reasons.ts';
import { learnFromBatches } from './learn-from-batches.ts';
import { addOutcomes, noOutcome, type OutcomeTally, tallyOutcome } from './outcome-tally.ts';
import { openCells, type PlantedTally, plantInDays } from './planted-changes.ts';
import { shuffled } from './random-splits.ts';
import {
  firstArrival,
  inferReference,
  judgeRows,
  type Outcome,
  type UsableReference,
} from './real-reference.ts';
import { openRows, type RowTable, type TableRow } from './row-table.ts';

/** Stretches of time that batches are made of. */
const units = ['day', 'week', 'month'] as const;

type Unit = (typeof units)[number];

/** All rows of one day, week or month, in their order. */
export interface Span {
  readonly name: string;
  readonly rows: readonly TableRow[];
}

/** What became of whole spans that are held against others of the same period. */
export interface SpanResult {
  readonly set: string;
  readonly unit: Unit;
  readonly spans: number;
  /** Spans that the reference is made of. */
  readonly referenceSpans: number;
  readonly medianRows: number;
  readonly tally: OutcomeTally;
  /** Each span that alarmed, and why. */
  readonly reasons: readonly string[];
}

export interface SpanOptions {
  readonly references: number;
  /** Whether what is usual is learned of the first spans where the reference does not tell; by default it is, as in use. */
  readonly isLearned?: boolean;
}

/** Fewer rows are no batch. */
const leastRows = 30;

/** With fewer spans there is nothing to draw from. */
const leastSpans = 12;

/** Most spans that a reference is made of, and that are judged. */
const mostReferenceSpans = 100;
const mostJudged = 60;

/**
 * Draws spans of a set's own period as a reference and judges others of the same period in their order, each as a batch. Where the reference
 * does not tell what is usual, the first ones are learned from and not counted.
 */
export async function judgeSpans(
  set: string,
  table: RowTable,
  { references, isLearned = true }: SpanOptions,
): Promise<readonly SpanResult[]> {
  const dated = dateColumn(table);
  if (dated === undefined) return [];
  const results: SpanResult[] = [];
  for (const unit of units) {
    const spans = spansOf(table.rows, dated, unit);
    if (spans.length < leastSpans) continue;
    const referenceSpans = Math.min(mostReferenceSpans, Math.floor(spans.length / 2));
    let tally = noOutcome;
    const reasons: string[] = [];
    for (let round = 0; round < references; round++) {
      const order = shuffled(spans, randomStream(`${set} ${unit} ${round}`));
      const judged = order.slice(referenceSpans, referenceSpans + mostJudged);
      const rows = byTime(order.slice(0, referenceSpans)).flatMap((span) => span.rows);
      const reference = await inferReference(await openRows(table, rows));
      if (reference.status === 'refused') continue;
      const found = await judgeInOrder(table, reference, byTime(judged), isLearned);
      tally = found.map(({ outcome }) => tallyOutcome(outcome)).reduce(addOutcomes, tally);
      reasons.push(...found.flatMap(reasonOf).map((reason) => `${set}, ${unit}: ${reason}`));
    }
    const sizes = spans.map((span) => span.rows.length).toSorted((a, b) => a - b);
    const medianRows = sizes[Math.floor(sizes.length / 2)] ?? 0;
    results.push({ set, unit, spans: spans.length, referenceSpans, medianRows, tally, reasons });
  }
  return results;
}

function byTime(spans: readonly Span[]): readonly Span[] {
  return spans.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

interface JudgedSpan {
  readonly span: Span;
  readonly outcome: Outcome;
}

const dayMs = 86_400_000;

/** @returns those that came when it was known what is usual, or was not to be learned */
async function judgeInOrder(
  table: RowTable,
  reference: UsableReference,
  spans: readonly Span[],
  isLearned: boolean,
): Promise<readonly JudgedSpan[]> {
  const learner = learnFromBatches(reference);
  const judged: JudgedSpan[] = [];
  for (const [index, span] of spans.entries()) {
    const receivedAt = new Date(firstArrival.getTime() + index * dayMs);
    const arrival = { id: span.name, receivedAt: receivedAt.toISOString() };
    const isLearnedFrom = isLearned && learner.isLearning();
    const usual = isLearned ? learner.usual(arrival) : undefined;
    const outcome = await judgeRows(reference, await openRows(table, span.rows), { usual });
    learner.learn(arrival, outcome);
    if (!isLearnedFrom) judged.push({ span, outcome });
  }
  return judged;
}

function reasonOf({ span, outcome }: JudgedSpan): readonly string[] {
  return outcome.status === 'drifted'
    ? [`${span.name}, ${span.rows.length} rows: ${driftReasons(outcome)}`]
    : [];
}

/** Days of fewer rows show little of a change that few rows have. */
const leastPlantedRows = 500;

/** Most days that changes are planted in, of each reference. */
const mostPlanted = 20;

/** Plants changes in whole days, each held against a reference of other days; none where a set has no days of rows enough. */
export async function plantInWholeDays(
  set: string,
  table: RowTable,
  { references }: SpanOptions,
): Promise<readonly PlantedTally[]> {
  const dated = dateColumn(table);
  const days = dated === undefined ? [] : spansOf(table.rows, dated, 'day');
  const large = days.filter(({ rows }) => rows.length >= leastPlantedRows);
  if (large.length < leastSpans) return [];
  const tallies: PlantedTally[] = [];
  for (let round = 0; round < references; round++) {
    const random = randomStream(`${set} planted days ${round}`);
    const order = shuffled(large, random).map(({ rows }) => rows.map(({ cells }) => cells));
    const size = Math.min(mostReferenceSpans, Math.floor(order.length / 2));
    const before = order.slice(0, size).flat();
    const reference = await inferReference(await openCells(table, before));
    if (reference.status === 'refused') continue;
    const judged = order.slice(size, size + mostPlanted);
    tallies.push(...(await plantInDays(set, table, { before, days: judged, reference, random })));
  }
  return tallies.filter(({ batches }) => batches > 0);
}

/** Rows by day, week or month; spans of too few rows are left out. */
export function spansOf(rows: readonly TableRow[], dated: number, unit: Unit): readonly Span[] {
  const groups = Map.groupBy(rows, ({ cells }) => spanName(cells[dated], unit));
  return Array.from(groups, ([name, of]) => ({ name: name ?? '', rows: of }))
    .filter((span) => span.name !== '' && span.rows.length >= leastRows)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const datePattern = /^(\d{4})[-/](\d\d)[-/](\d\d)/;

/** The first column whose cells all begin with year, month and day. */
export function dateColumn({ columns, rows }: Pick<RowTable, 'columns' | 'rows'>): number | undefined {
  const some = rows.slice(0, 1000);
  const found = columns.findIndex((_, index) => some.every(({ cells }) => dayOf(cells[index]) !== undefined));
  return found < 0 ? undefined : found;
}

function dayOf(cell: RawCell): string | undefined {
  const [, year, month, day] = datePattern.exec(String(cell)) ?? [];
  return year && month && day ? `${year}-${month}-${day}` : undefined;
}

/** A week is named by its Monday. */
function spanName(cell: RawCell, unit: Unit): string | undefined {
  const day = dayOf(cell);
  if (day === undefined) return undefined;
  switch (unit) {
    case 'day':
      return day;
    case 'week': {
      const time = new Date(`${day}T00:00:00Z`);
      time.setUTCDate(time.getUTCDate() - ((time.getUTCDay() + 6) % 7));
      return time.toISOString().slice(0, 10);
    }
    case 'month':
      return day.slice(0, 7);
    default:
      return unit satisfies never;
  }
}
