import { defaultAlertRules } from '../../lambdas/core/contract/alert-rules.ts';
import { levelOf } from '../../lambdas/core/contract/level.ts';
import {
  type IncidentNews,
  type Incidents,
  noIncidents,
} from '../../lambdas/core/incidents/incident-schema.ts';
import { judgeIncidents } from '../../lambdas/core/incidents/judge-incidents.ts';
import { type ObservedResult, observeBatch } from '../../lambdas/core/incidents/observe-batch.ts';
import { randomStream } from '../detection/random.ts';
import { driftReasons } from './drift-reasons.ts';
import { type Arrival, learnFromBatches } from './learn-from-batches.ts';
import { referenceSizes, shuffled } from './random-splits.ts';
import {
  firstArrival,
  inferReference,
  judgeRows,
  type Outcome,
  type UsableReference,
} from './real-reference.ts';
import { openRows, type RowTable, type TableRow } from './row-table.ts';

const dayMs = 86_400_000;

/** Batches that arrivals are kept of, to see how often they come. */
const arrivalsKept = 64;

/** Days that a year goes on for an incident that is open at its end. */
const daysAfter = 14;

export interface YearOptions {
  /** Of one set, each with a reference of its own. */
  readonly years: number;
  readonly days: number;
  readonly batchRows: number;
}

/** What people heard in a year in which nothing happened. */
export interface QuietYear {
  readonly set: string;
  readonly referenceRows: number;
  readonly batchRows: number;
  readonly batches: number;
  /** Batches that showed drift, told or not. */
  readonly drifted: number;
  readonly stable: number;
  readonly news: readonly Pick<IncidentNews, 'condition' | 'status' | 'severity'>[];
  /** Whether an incident that was told had not ended two weeks after the year. */
  readonly isOpen: boolean;
  /** What the drift was, by batch. */
  readonly reasons: readonly string[];
}

/**
 * Daily batches of an unchanged source for a year, through the incidents: a reference is drawn, and every day so many of the other rows,
 * anew. Judged alone: batches that are too small for a verdict are not put together.
 */
export async function quietYears(
  set: string,
  table: RowTable,
  { years, days, batchRows }: YearOptions,
): Promise<readonly QuietYear[]> {
  const found: QuietYear[] = [];
  const referenceRows = referenceSizes(table.rows.length).at(-1) ?? 0;
  if (table.rows.length < referenceRows + 2 * batchRows) return [];
  for (let year = 0; year < years; year++) {
    const random = randomStream(`${set} year ${year}`);
    const rows = shuffled(table.rows, random);
    const reference = await inferReference(await openRows(table, rows.slice(0, referenceRows)));
    if (reference.status === 'refused') continue;
    const others = rows.slice(referenceRows);
    const drawn = () => drawRows(others, batchRows, () => random.uniform());
    const open = async () => openRows(table, drawn());
    found.push({ set, referenceRows, batchRows, ...(await runYear(reference, open, days)) });
  }
  return found;
}

/** Different rows, the first of a shuffle that is not carried through. */
function drawRows(rows: readonly TableRow[], count: number, uniform: () => number): readonly TableRow[] {
  const places = new Set<number>();
  while (places.size < count) places.add(Math.floor(uniform() * rows.length));
  return Array.from(places, (place) => rows[place]!);
}

type Counted = Omit<QuietYear, 'set' | 'referenceRows' | 'batchRows'>;

async function runYear(
  reference: UsableReference,
  open: () => ReturnType<typeof openRows>,
  days: number,
): Promise<Counted> {
  const counts = { batches: 0, drifted: 0, stable: 0 };
  const news: IncidentNews[] = [];
  const reasons: string[] = [];
  const learner = learnFromBatches(reference);
  let incidents = noIncidents('quiet');
  for (let day = 0; day < days || (hasOpen(incidents) && day < days + daysAfter); day++) {
    const receivedAt = new Date(firstArrival.getTime() + day * dayMs);
    const arrival = { id: `day-${String(day).padStart(3, '0')}`, receivedAt: receivedAt.toISOString() };
    const level = levelOf(reference.contract, arrivalsBefore(day));
    const outcome = await judgeRows(reference, await open(), {
      receivedAt,
      level,
      usual: learner.usual(arrival),
    });
    learner.learn(arrival, outcome);
    const observed = observeBatch(observedOf(arrival, outcome), defaultAlertRules);
    const judged = judgeIncidents(incidents, observed, defaultAlertRules, receivedAt);
    incidents = judged.incidents;
    news.push(...judged.news);
    counts.batches++;
    if (outcome.status === 'drifted') {
      counts.drifted++;
      reasons.push(`${arrival.id} ${outcome.drift?.severity ?? ''}: ${driftReasons(outcome)}`);
    } else if (outcome.status === 'stable') counts.stable++;
  }
  return { ...counts, news, reasons, isOpen: hasOpen(incidents) };
}

/** In milliseconds, of the newest batches before a day. */
function arrivalsBefore(day: number): readonly number[] {
  const kept = Math.min(day, arrivalsKept);
  return Array.from({ length: kept }, (_, back) => firstArrival.getTime() + (day - 1 - back) * dayMs);
}

function observedOf(batch: Arrival, { status, rows, rowsAside, reasons, drift }: Outcome): ObservedResult {
  return {
    batch,
    validation: {
      status: status === 'rejected' ? 'rejected' : 'accepted',
      reasons: [...reasons],
      rows: { read: rows, accepted: rows - rowsAside, quarantined: rowsAside },
    },
    reference: { version: 'only', rows: 0 },
    drift: drift ?? { status: 'skipped', reason: 'the batch was rejected', tests: 0, features: [] },
    performance: null,
  };
}

function hasOpen({ heard }: Incidents): boolean {
  return Object.values(heard).some((incident) => incident !== undefined);
}
