import type { Result } from '../../lambdas/core/result/result-schema.ts';
import type { Delivery } from '../../local/outbox.ts';
import type { Chapter } from '../weather/story.ts';

/** What became of a batch: its published result, and what people got. */
export interface Outcome {
  readonly chapter: Chapter;
  readonly result: Result;
  readonly deliveries: readonly Delivery[];
}

/** The verdict of a result, in one word. */
export function verdictOf({ validation, drift }: Result): string {
  return validation.status === 'rejected' ? 'rejected' : drift.status;
}

/** The subject of each distinct message, without the environment. */
export function toldSubjects({ deliveries }: Pick<Outcome, 'deliveries'>): readonly string[] {
  const subjects = deliveries.flatMap(({ messageId, protocol, subject = '' }): [string, string][] =>
    protocol === 'email' ? [[messageId, subject.replace(/^\[[^\]]*\] /, '')]] : [],
  );
  return [...new Map(subjects).values()];
}

/** @returns what is not as the story has it, a sentence each */
export function surprises(outcome: Outcome): readonly string[] {
  const { file, expected } = outcome.chapter;
  const verdict = verdictOf(outcome.result);
  const quarantined = outcome.result.validation.rows.quarantined > 0;
  const told = toldSubjects(outcome);
  const isToldAsExpected =
    expected.told === undefined ? told.length === 0 : told.length === 1 && expected.told.test(told[0] ?? '');
  return [
    ...(verdict === expected.verdict ? [] : [`${file}: expected ${expected.verdict}, found ${verdict}.`]),
    ...(quarantined === expected.quarantinesRows
      ? []
      : [`${file}: ${quarantined ? 'rows were quarantined unexpectedly' : 'no row was quarantined'}.`]),
    ...(isToldAsExpected
      ? []
      : [
          `${file}: expected ${expected.told ?? 'nothing to be told'}, told ${told.join('; ') || 'nothing'}.`,
        ]),
  ];
}
