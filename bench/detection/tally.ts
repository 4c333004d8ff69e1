import * as z from 'zod';

const count = z.int().min(0);

/** What became of the repetitions of a cell. */
export const tallySchema = z.object({
  repetitions: count,
  alarms: count,
  /** No alarm, but not called stable either. */
  inconclusive: count,
  values: count,
  rates: count,
  pairs: count,
  multivariate: count,
  /** Repetitions that a row of the table calls caught; for rows without drift always 0. */
  caught: count,
  naive: count,
  fixedDistance: count,
  /** Repetitions in which the rule of chunks was tried: it costs as much as all else. */
  chunked: count,
  chunks: count,
});

export type Tally = z.infer<typeof tallySchema>;

export const noTally: Tally = {
  repetitions: 0,
  alarms: 0,
  inconclusive: 0,
  values: 0,
  rates: 0,
  pairs: 0,
  multivariate: 0,
  caught: 0,
  naive: 0,
  fixedDistance: 0,
  chunked: 0,
  chunks: 0,
};

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    repetitions: a.repetitions + b.repetitions,
    alarms: a.alarms + b.alarms,
    inconclusive: a.inconclusive + b.inconclusive,
    values: a.values + b.values,
    rates: a.rates + b.rates,
    pairs: a.pairs + b.pairs,
    multivariate: a.multivariate + b.multivariate,
    caught: a.caught + b.caught,
    naive: a.naive + b.naive,
    fixedDistance: a.fixedDistance + b.fixedDistance,
    chunked: a.chunked + b.chunked,
    chunks: a.chunks + b.chunks,
  };
}
