import type { Mean } from './probability-losses.ts';

/** Sums over rows of errors (prediction - truth) and true values. */
export interface ErrorSums {
  readonly rows: number;
  readonly absolute: number;
  readonly squared: number;
  readonly fourth: number;
  /** Of errors with their signs. */
  readonly signed: number;
  /** Of |error| / |truth|, and its square, over `relativeRows`. */
  readonly relative: number;
  readonly relativeSquared: number;
  readonly relativeRows: number;
  /** Of true values, less any constant. */
  readonly truth: number;
  readonly truthSquared: number;
}

/** What sums of errors come to. */
export interface RegressionErrors {
  readonly mae: Mean;
  readonly rmse: Mean;
  readonly meanError: Mean;
  /** Absent where no row has a relative error. */
  readonly mape?: Mean;
  /** Absent for fewer than two rows; 1 or 0 where all true values are one, as scikit-learn has it. */
  readonly r2?: Mean;
}

/** Relative errors are by no less than this, as scikit-learn's. */
const smallest = 2 ** -52;

/** Sums of single rows. */
export function errorSums(truth: ArrayLike<number>, predictions: ArrayLike<number>): ErrorSums {
  const center = truth[0] ?? 0;
  const sums = {
    rows: truth.length,
    absolute: 0,
    squared: 0,
    fourth: 0,
    signed: 0,
    relative: 0,
    relativeSquared: 0,
    relativeRows: truth.length,
    truth: 0,
    truthSquared: 0,
  };
  for (let row = 0; row < truth.length; row++) {
    const error = predictions[row]! - truth[row]!;
    const relative = Math.abs(error) / Math.max(smallest, Math.abs(truth[row]!));
    sums.absolute += Math.abs(error);
    sums.squared += error * error;
    sums.fourth += error ** 4;
    sums.signed += error;
    sums.relative += relative;
    sums.relativeSquared += relative * relative;
    sums.truth += truth[row]! - center;
    sums.truthSquared += (truth[row]! - center) ** 2;
  }
  return sums;
}

/**
 * Mean absolute error, root mean squared error, mean error, mean absolute percentage error (a share: 0.1 is 10 %) and R², with
 * standard errors: of means as such, of RMSE and R² by the delta method.
 *
 *   rmse = sqrt(sum e² / n)    se(rmse) = se(mean e²) / (2 rmse)    r2 = 1 - sum e² / sum (y - mean y)²
 *
 * @returns undefined without a row
 * @see witness: sklearn.metrics.mean_absolute_error and so on
 */
export function regressionErrors(sums: ErrorSums): RegressionErrors | undefined {
  const { rows } = sums;
  if (rows === 0) return undefined;
  const mean = (sum: number, squares: number, of = rows): Mean => {
    const value = sum / of;
    const variance = Math.max(0, squares / of - value * value);
    return { value, standardError: Math.sqrt(variance / Math.max(1, of - 1)) };
  };
  const mse = mean(sums.squared, sums.fourth);
  const rmse = Math.sqrt(mse.value);
  const mape =
    sums.relativeRows > 0 ? mean(sums.relative, sums.relativeSquared, sums.relativeRows) : undefined;
  const r2 = explained(sums, mse);
  return {
    mae: mean(sums.absolute, sums.squared),
    rmse: { value: rmse, standardError: rmse === 0 ? 0 : mse.standardError / (2 * rmse) },
    meanError: mean(sums.signed, sums.squared),
    ...(mape ? { mape } : {}),
    ...(r2 ? { r2 } : {}),
  };
}

function explained({ rows, truth, truthSquared, squared }: ErrorSums, mse: Mean): Mean | undefined {
  if (rows < 2) return undefined;
  const spread = truthSquared - truth ** 2 / rows;
  if (spread <= 0) return { value: squared === 0 ? 1 : 0, standardError: 0 };
  return { value: 1 - squared / spread, standardError: (mse.standardError * rows) / spread };
}
