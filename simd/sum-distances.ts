/** Where values are put: any that are finite, with room for one behind the last. */
export const values: usize = memory.data(4097 * 8, 16);

/** What {@link sumDistances} leaves: three parts of the sum of distances, three of that of squares, minimum, maximum. */
export const sums: usize = memory.data(8 * 8, 16);

/** A lane begins with a number so large that it keeps the leading 39 bits of what is added. */
function start(most: f64): v128 {
  return f64x2.splat(1.5 * 16_384 * most);
}

/** 2^-39 */
const nextLane: f64 = 1 / 549_755_813_888;

/**
 * Sums the distances of values from a center, and their squares, without any error: each part is a sum of so many leading bits, and what
 * an addition leaves over, which a subtraction tells exactly, goes to the next part.
 *
 * Two at a time: of an odd number of values the last one is added twice.
 *
 * @param count  1 to 4,096
 * @param limit  a power of two from 2^-400 to 2^460
 * @returns whether it is all: no distance is beyond the limit, nor has bits below the third part
 */
export function sumDistances(count: i32, center: f64, limit: f64): bool {
  store<f64>(values + (count << 3), load<f64>(values + ((count - 1) << 3)));
  const centers = f64x2.splat(center);
  const starts = start(limit);
  const starts2 = start(limit * nextLane);
  const starts3 = start(limit * nextLane * nextLane);
  const squareStarts = start(limit * limit);
  const squareStarts2 = start(limit * limit * nextLane);
  const squareStarts3 = start(limit * limit * nextLane * nextLane);
  let sum = starts;
  let sum2 = starts2;
  let sum3 = starts3;
  let squares = squareStarts;
  let squares2 = squareStarts2;
  let squares3 = squareStarts3;
  let left = f64x2.splat(0);
  let min = f64x2.splat(Infinity);
  let max = f64x2.splat(-Infinity);
  for (let row = 0; row < count; row += 2) {
    const value = v128.load(values + (row << 3));
    min = f64x2.pmin(min, value);
    max = f64x2.pmax(max, value);
    const distance = f64x2.sub(value, centers);
    const next = f64x2.add(sum, distance);
    const rest = f64x2.sub(distance, f64x2.sub(next, sum));
    const next2 = f64x2.add(sum2, rest);
    const rest2 = f64x2.sub(rest, f64x2.sub(next2, sum2));
    const next3 = f64x2.add(sum3, rest2);
    left = v128.or(left, f64x2.ne(rest2, f64x2.sub(next3, sum3)));
    sum = next;
    sum2 = next2;
    sum3 = next3;
    const square = f64x2.mul(distance, distance);
    const squareNext = f64x2.add(squares, square);
    const squareRest = f64x2.sub(square, f64x2.sub(squareNext, squares));
    const squareNext2 = f64x2.add(squares2, squareRest);
    const squareRest2 = f64x2.sub(squareRest, f64x2.sub(squareNext2, squares2));
    const squareNext3 = f64x2.add(squares3, squareRest2);
    left = v128.or(left, f64x2.ne(squareRest2, f64x2.sub(squareNext3, squares3)));
    squares = squareNext;
    squares2 = squareNext2;
    squares3 = squareNext3;
  }
  store<f64>(sums, added(f64x2.sub(sum, starts)));
  store<f64>(sums + 8, added(f64x2.sub(sum2, starts2)));
  store<f64>(sums + 16, added(f64x2.sub(sum3, starts3)));
  store<f64>(sums + 24, added(f64x2.sub(squares, squareStarts)));
  store<f64>(sums + 32, added(f64x2.sub(squares2, squareStarts2)));
  store<f64>(sums + 40, added(f64x2.sub(squares3, squareStarts3)));
  const least = Math.min(f64x2.extract_lane(min, 0), f64x2.extract_lane(min, 1));
  const most = Math.max(f64x2.extract_lane(max, 0), f64x2.extract_lane(max, 1));
  store<f64>(sums + 48, least);
  store<f64>(sums + 56, most);
  return !v128.any_true(left) && Math.abs(least - center) <= limit && Math.abs(most - center) <= limit;
}

/** Exactly, as the two are of so few bits. */
function added(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}
