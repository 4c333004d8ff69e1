import type { ColumnBins } from '../columns/reference-bins.ts';
import { type ColumnContract, type Contract, isMonitored } from '../contract/contract.ts';
import type { DriftMethod } from '../contract/drift-methods.ts';
import type { ViolationCode } from '../contract/violation.ts';
import type { Profile } from '../profile/profile.ts';
import type { ViolationCount } from '../result/result-schema.ts';
import { measureDerived } from '../signals/derived/measure-derived.ts';
import type { DerivedColumn, DerivedPlan } from '../signals/derived/plan.ts';
import { withDerivedColumns } from '../signals/derived/with-derived-columns.ts';
import { type MeasuredRate, measureRates, ratesLookedAt } from '../signals/rates/measure-rates.ts';
import type { SegmentPlan } from '../signals/segments/plan.ts';
import type { AssociationPlan } from '../signals/together/plan.ts';
import { measureCategories } from '../signals/values/measure-categories.ts';
import { measureNumbers } from '../signals/values/measure-numbers.ts';
import type { ColumnState } from './column-state.ts';
import type { MeasuredValues } from './measured.ts';

/** One set of rows: what its pass over the bytes left. */
export interface ProfiledRows {
  readonly profile: Profile;
  /** What rows broke, by code and column. */
  readonly violations: readonly ViolationCount[];
  /** Set where they stand in for the reference, whose bins are not made of them. */
  readonly hasOtherBins?: boolean;
}

export interface Comparison {
  readonly contract: Contract;
  /** The reference's bins, one for each column of the contract, in its order. */
  readonly bins: readonly ColumnBins[];
  /** What the reference keeps of the columns together; without it pairs are not compared. */
  readonly association?: AssociationPlan | undefined;
  /** What the reference derives of the columns: bins and profiles have it behind the contract's own. */
  readonly derived?: DerivedPlan | undefined;
  /** The segments of the reference; without it rows are compared all together alone. */
  readonly segments?: SegmentPlan | undefined;
  readonly reference: ProfiledRows;
  readonly current: ProfiledRows;
}

/** What was measured of a column. */
export interface MeasuredColumn {
  readonly column: ColumnContract;
  /** Set where the column is derived of one of the contract's. */
  readonly derived?: DerivedColumn;
  /** Undefined for a column of text: its rates alone are tested. */
  readonly values: MeasuredValues | undefined;
  readonly rates: readonly MeasuredRate[];
  /** Rates that were looked at, of which there was nothing to measure. */
  readonly silentRates: number;
  /** Why its values can never be compared with this reference; absent where they can. */
  readonly notCompared?: string | undefined;
}

/** Said of texts and vectors of which no number is derived. */
const nothingToCompare = 'nothing that can be compared is derived of its values';

/** Measures every monitored column, then what is derived of them. */
export function measureColumns({
  contract,
  bins,
  derived = [],
  reference,
  current,
}: Comparison): readonly MeasuredColumn[] {
  return withDerivedColumns(contract, derived).columns.flatMap((column, index): readonly MeasuredColumn[] => {
    const columnBins = bins[index];
    const before = columnState(reference, column, index);
    const now = columnState(current, column, index);
    if (!isMonitored(column) || !columnBins || !before || !now) return [];
    const planned = derived[index - contract.columns.length];
    if (planned) {
      const measured = measureDerived(planned, column, columnBins, before, now);
      return measured ? [{ column, derived: planned, ...measured, silentRates: 0 }] : [];
    }
    const values = measureValues(columnBins, before, now, column.drift?.method);
    const rates = measureRates(columnBins, before, now);
    const hasDerived = derived.some((one) => one.column === index);
    const notCompared = values ? values.notCompared : hasDerived ? undefined : nothingToCompare;
    return [{ column, values, rates, silentRates: ratesLookedAt(columnBins) - rates.length, notCompared }];
  });
}

function columnState(
  { profile, violations, hasOtherBins = false }: ProfiledRows,
  column: ColumnContract,
  index: number,
): ColumnState | undefined {
  const columnProfile = profile.columns[index];
  if (!columnProfile) return undefined;
  const counts = violations
    .filter((violation) => violation.column === column.name)
    .map(({ code, count }): [ViolationCode, number] => [code, count]);
  return { profile: columnProfile, violations: new Map(counts), hasOtherBins };
}

function measureValues(
  bins: ColumnBins,
  reference: ColumnState,
  current: ColumnState,
  chosen: DriftMethod | undefined,
): MeasuredValues | undefined {
  const before = reference.profile.values;
  const now = current.profile.values;
  if (bins.type === 'numbers' && before.type === 'numbers' && now.type === 'numbers') {
    return measureNumbers(bins, before, now, chosen);
  }
  if (bins.type === 'codes' && before.type === 'codes' && now.type === 'codes') {
    return measureCategories(bins, before, now, chosen);
  }
  return undefined;
}
