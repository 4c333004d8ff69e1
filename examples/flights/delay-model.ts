import type { Flight } from './read-flights.ts';

/** A logistic regression: how likely a flight leaves late, by what is known the day before. */
export interface DelayModel {
  readonly weights: readonly number[];
  /** Airports that have a weight of their own. */
  readonly origins: readonly string[];
}

/** Steps of gradient descent, their size, and how strongly weights are held at zero. */
const training = { steps: 200, rate: 1, decay: 1e-3 } as const;

const mostOrigins = 15;

/** Trains a model by gradient descent, from weights of zero: the same flights give the same model. */
export function trainDelayModel(flights: readonly Flight[]): DelayModel {
  const origins = commonestOrigins(flights);
  const inputs = flights.map((flight) => Float64Array.from(inputsOf(flight, origins)));
  const weights = new Float64Array(inputs[0]?.length ?? 0);
  for (let step = 0; step < training.steps; step++) {
    const slopes = slopesOf(flights, inputs, weights);
    for (const [at, slope] of slopes.entries())
      weights[at]! -= training.rate * (slope / flights.length + training.decay * weights[at]!);
  }
  return { weights: [...weights], origins };
}

/** Of the log likelihood, summed over flights. */
function slopesOf(
  flights: readonly Flight[],
  inputs: readonly Float64Array[],
  weights: Float64Array,
): Float64Array {
  const slopes = new Float64Array(weights.length);
  for (let row = 0; row < inputs.length; row++) {
    const input = inputs[row]!;
    const error = chance(input, weights) - (flights[row]!.isLate ? 1 : 0);
    for (let at = 0; at < input.length; at++) slopes[at]! += error * input[at]!;
  }
  return slopes;
}

/** How likely a flight is late, as a model has it. */
export function chanceOfDelay({ weights, origins }: DelayModel, flight: Flight): number {
  return chance(inputsOf(flight, origins), weights);
}

function chance(input: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < input.length; at++) sum += input[at]! * weights[at]!;
  return 1 / (1 + Math.exp(-sum));
}

/** One, the hour as a curve, the distance, and which day and airport it is. */
function inputsOf(
  { hour, distance, weekday, origin }: Flight,
  origins: readonly string[],
): readonly number[] {
  // Flights after midnight belong to the evening before.
  const time = (hour < 4 ? hour + 24 : hour) / 24;
  const days = [0, 1, 2, 3, 4, 5].map((day) => (weekday === day ? 1 : 0));
  return [
    1,
    time,
    1.5 * time * time,
    distance / 1000,
    ...days,
    ...origins.map((one) => (one === origin ? 1 : 0)),
  ];
}

function commonestOrigins(flights: readonly Flight[]): readonly string[] {
  const counts = Map.groupBy(flights, ({ origin }) => origin);
  return [...counts]
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .slice(0, mostOrigins)
    .map(([origin]) => origin);
}
