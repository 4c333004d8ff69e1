import * as z from 'zod';
import { severities } from '../../../severities.ts';
import { type AlertRules, defaultAlertRules } from '../../contract/alert-rules.ts';
import { durationMs } from '../../contract/cadence.ts';
import { silenceAt } from '../../incidents/when-to-report.ts';
import { type AgreedCadence, dueTimes } from './cadence-due.ts';

const instant = z.iso.datetime();

/** A batch that was due and had not arrived, as it was reported. */
const latenessSchema = z.object({
  due: instant,
  /** Arrival of the last batch before; absent where there was none. */
  last: instant.optional(),
  severity: z.enum(severities),
  /** When it was decided to report it. */
  decidedAt: instant,
});

/** What an alert says about it; with `arrivedAt` it is over. */
export const latenessNewsSchema = latenessSchema.extend({ arrivedAt: instant.optional() });
export type LatenessNews = Readonly<z.infer<typeof latenessNewsSchema>>;

/** `cadence/<model>.json`: the late batch that was reported, until its arrival is. Changed by compare-and-swap. */
export const watchedCadenceSchema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  late: latenessSchema.optional(),
});
export type WatchedCadence = Readonly<z.infer<typeof watchedCadenceSchema>>;

/** Everything that decides whether a model's batch is late. */
export interface CadenceFacts {
  readonly watched: WatchedCadence;
  /** Absent where the contract promises none. */
  readonly promised: AgreedCadence | undefined;
  /** When the newest batches came, rejected ones too, the oldest first; ISO 8601. */
  readonly arrivals: readonly string[];
  readonly rules?: AlertRules | undefined;
  readonly now: Date;
}

export interface CadenceJudgement {
  /** The very object that was given where nothing is to be stored. */
  readonly watched: WatchedCadence;
  readonly news?: LatenessNews;
}

/**
 * Compares what was promised with what arrived and with what was reported: reports once that a batch is late, and once that
 * it arrived. While alerts are suppressed nothing changes, so what is still the case is reported afterwards.
 */
export function judgeCadence(facts: CadenceFacts): CadenceJudgement {
  const { watched, promised } = facts;
  if (!promised) return watched.late ? { watched: { ...watched, late: undefined } } : { watched };
  return watched.late ? judgeLate(facts, promised, watched.late) : judgeAwaited(facts, promised);
}

function judgeAwaited(
  { watched, arrivals, rules = defaultAlertRules, now }: CadenceFacts,
  promised: AgreedCadence,
): CadenceJudgement {
  const { grace, severity } = promised.cadence;
  const due = dueTimes(promised, datesOf(arrivals)).at(-1);
  if (!due || now.getTime() < due.getTime() + durationMs(grace) || silenceAt(now, severity, rules))
    return { watched };
  const last = arrivals.at(-1);
  const late = {
    due: due.toISOString(),
    ...(last === undefined ? {} : { last }),
    severity,
    decidedAt: now.toISOString(),
  };
  return { watched: { ...watched, late }, news: late };
}

/** A late batch was reported: has it arrived? */
function judgeLate(
  { watched, arrivals, rules = defaultAlertRules, now }: CadenceFacts,
  promised: AgreedCadence,
  late: NonNullable<WatchedCadence['late']>,
): CadenceJudgement {
  const [, ...dues] = dueTimes(promised, datesOf(arrivals));
  const arrivedAt = arrivals.find(
    (arrival, index) => isAfter(arrival, late.last) && (dues[index]?.toISOString() ?? '') > late.due,
  );
  if (arrivedAt === undefined || silenceAt(now, late.severity, rules)) return { watched };
  return { watched: { ...watched, late: undefined }, news: { ...late, arrivedAt } };
}

function isAfter(arrival: string, last: string | undefined): boolean {
  return last === undefined || Date.parse(arrival) > Date.parse(last);
}

function datesOf(instants: readonly string[]): readonly Date[] {
  return instants.map((text) => new Date(text));
}
