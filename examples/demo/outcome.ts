import type { Result } from '../../lambdas/core/result/result-schema.ts';
import type { Chapter } from '../weather/story.ts';

/** What became of a batch: its published result, and what people got. */
export interface Outcome {
  readonly chapter: Chapter;
  readonly result: Result;
  /** Distinct messages on the email topic. */
  readonly alerts: number;
  /** As the alert says it, or that it is the all-clear; undefined where none was due. */
  readonly severity: string | undefined;
  /** From the upload until the first reader had the alert. */
  readonly alertMs: number | undefined;
  /** From the upload until nothing was left to do. */
  readonly settledMs: number;
}

/** The verdict of a result, in one word. */
export function verdictOf({ validation, drift }: Result): string {
  return validation.status === 'rejected' ? 'rejected' : drift.status;
}

/** @returns what is not as the story has it, a sentence each */
export function surprises({ chapter: { file, expected }, result, alerts }: Outcome): readonly string[] {
  const verdict = verdictOf(result);
  const quarantined = result.validation.rows.quarantined > 0;
  return [
    ...(verdict === expected.verdict ? [] : [`${file}: expected ${expected.verdict}, found ${verdict}.`]),
    ...(quarantined === expected.quarantinesRows
      ? []
      : [`${file}: ${quarantined ? 'rows were quarantined unexpectedly' : 'no row was quarantined'}.`]),
    ...(alerts === expected.alerts ? [] : [`${file}: expected ${expected.alerts} alerts, got ${alerts}.`]),
  ];
}
