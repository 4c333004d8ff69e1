import { describeProblem } from '../core/contract/parse-contract.ts';
import type { Violation } from '../core/contract/violation.ts';
import type { Monitor } from './load-monitor.ts';

/** Why a batch can't be held against anything: it is rejected. */
export function withoutContract(monitor: Exclude<Monitor, { readonly status: 'ready' }>): Violation {
  if (monitor.status === 'no-contract') {
    return {
      code: 'no-contract',
      message:
        'the model has neither a contract nor a usable reference: drop one of them, then the batch again',
    };
  }
  const [first] = monitor.problems;
  const more = monitor.problems.length > 1 ? ` (and ${monitor.problems.length - 1} more)` : '';
  const problem = first ? describeProblem(first) : 'unknown';
  return {
    code: 'invalid-contract',
    message: `the contract ${monitor.key} can't be used: ${problem}${more}; mend it, then drop the batch again`,
  };
}
