import { alarmingFamilies } from '../detection/rules.ts';
import type { Outcome } from './real-reference.ts';

/** What became of batches. */
export interface OutcomeTally {
  readonly batches: number;
  readonly stable: number;
  readonly drifted: number;
  readonly inconclusive: number;
  readonly rowsAside: number;
  readonly rejected: number;
  /** Batches in which each family raised an alarm. */
  readonly values: number;
  readonly rates: number;
  readonly representation: number;
  readonly pairs: number;
  readonly multivariate: number;
}

export const noOutcome: OutcomeTally = {
  batches: 0,
  stable: 0,
  drifted: 0,
  inconclusive: 0,
  rowsAside: 0,
  rejected: 0,
  values: 0,
  rates: 0,
  representation: 0,
  pairs: 0,
  multivariate: 0,
};

/** The tally of one batch. A rejected one counts as one with rows set aside only where it has some. */
export function tallyOutcome({ status, rowsAside, drift }: Outcome): OutcomeTally {
  const families = drift && alarmingFamilies(drift);
  const written = drift?.features.flatMap(({ representation = [] }) => representation) ?? [];
  return {
    batches: 1,
    stable: Number(status === 'stable'),
    drifted: Number(status === 'drifted'),
    inconclusive: Number(status === 'inconclusive'),
    rowsAside: Number(rowsAside > 0),
    rejected: Number(status === 'rejected'),
    values: Number(families?.values ?? false),
    rates: Number(families?.rates ?? false),
    representation: Number(written.some(({ verdict }) => verdict?.status === 'drifted')),
    pairs: Number(families?.pairs ?? false),
    multivariate: Number(families?.multivariate ?? false),
  };
}

export function addOutcomes(a: OutcomeTally, b: OutcomeTally): OutcomeTally {
  return {
    batches: a.batches + b.batches,
    stable: a.stable + b.stable,
    drifted: a.drifted + b.drifted,
    inconclusive: a.inconclusive + b.inconclusive,
    rowsAside: a.rowsAside + b.rowsAside,
    rejected: a.rejected + b.rejected,
    values: a.values + b.values,
    rates: a.rates + b.rates,
    representation: a.representation + b.representation,
    pairs: a.pairs + b.pairs,
    multivariate: a.multivariate + b.multivariate,
  };
}
