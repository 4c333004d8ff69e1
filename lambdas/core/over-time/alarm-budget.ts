import type { Contract } from '../contract/contract.ts';
import { batchesPerYear } from '../contract/level.ts';
import type { AlarmBudget } from './follow-errors.ts';

/** A batch a day, where neither the contract nor the batches before say how often they come; and one false alarm a year. */
const usual: AlarmBudget = { batchesPerYear: 365.25, falseAlarmsPerYear: 1 };

/**
 * How often a model may alarm for nothing, and how often it gets the chance.
 *
 * @param arrivals  of the batches before; ISO 8601
 */
export function alarmBudget(
  contract: Pick<Contract, 'cadence' | 'drift'> | undefined,
  arrivals: readonly string[],
): AlarmBudget {
  const perYear = batchesPerYear(
    contract?.cadence,
    arrivals.map((arrival) => Date.parse(arrival)),
  );
  return {
    batchesPerYear: perYear ?? usual.batchesPerYear,
    falseAlarmsPerYear: contract?.drift.falseAlarmsPerYear ?? usual.falseAlarmsPerYear,
  };
}
