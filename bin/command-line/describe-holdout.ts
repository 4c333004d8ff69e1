import type { HoldoutRun } from '../../lambdas/core/holdout/run-schema.ts';
import { holdoutFact } from '../../lambdas/core/holdout/words.ts';
import { plainText } from '../../lambdas/core/text/clean-text.ts';
import { isAtLeast, worstOf } from '../../lambdas/severities.ts';
import type { FailLevel } from './exit-status.ts';

/** A run as a person reads it in a terminal. Text from data is cleaned: it can't move the cursor or hide. */
export function describeHoldout(run: HoldoutRun): string {
  const findings = run.findings.map(
    ({ severity, sentence }) => `  ${severity.padEnd(8)}  ${plainText(sentence)}`,
  );
  return `${[`holdout: ${plainText(holdoutFact(run))}`, ...findings].join('\n')}\n`;
}

/** The exit status: 1 where something is worth a warning, or what `--fail-on` says. */
export function statusOfHoldout({ findings }: HoldoutRun, failOn: FailLevel): 0 | 1 {
  const worst = worstOf(findings.map(({ severity }) => severity));
  if (failOn === 'never' || failOn === 'rejected') return 0;
  return isAtLeast(worst, failOn === 'info' ? 'warning' : failOn) ? 1 : 0;
}
