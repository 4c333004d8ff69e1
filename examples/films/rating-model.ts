import type { Film } from './read-films.ts';

/** A linear regression: how a film will be rated, by what is known before it comes out. */
export interface RatingModel {
  readonly weights: readonly number[];
}

/** Genres and sources that have a weight of their own. */
const genres = ['Drama', 'Comedy', 'Action', 'Adventure', 'Thriller/Suspense', 'Horror', 'Romantic Comedy'];
const sources = ['Original Screenplay', 'Based on Book/Short Story', 'Remake', 'Based on Real Life Events'];

/** How strongly weights are held at zero, in films. */
const ridge = 1;

/** Trains a model by least squares: the same films give the same weights. */
export function trainRatingModel(films: readonly Film[]): RatingModel {
  const inputs = films.map(inputsOf);
  const size = inputs[0]?.length ?? 0;
  const places = Array.from({ length: size }, (_, at) => at);
  // One row of the normal equations for each weight, what they come to last.
  const equations = places.map((row) => [
    ...places.map(
      (column) => sum(inputs, (input) => input[row]! * input[column]!) + (row === column ? ridge : 0),
    ),
    sum(inputs, (input, index) => input[row]! * films[index]!.rating),
  ]);
  return { weights: solved(equations) };
}

/** The rating that a model expects, of 10. */
export function expectedRating({ weights }: RatingModel, film: Film): number {
  return inputsOf(film).reduce((total, input, at) => total + input * weights[at]!, 0);
}

/** One, the budget's order of magnitude, and which genre and source it is. */
function inputsOf({ budget, genre, source }: Film): readonly number[] {
  return [
    1,
    Math.log10(budget),
    ...genres.map((one) => (one === genre ? 1 : 0)),
    ...sources.map((one) => (one === source ? 1 : 0)),
  ];
}

function sum<One>(list: readonly One[], of: (one: One, index: number) => number): number {
  return list.reduce((total, one, index) => total + of(one, index), 0);
}

/** Gauss's elimination; the ridge keeps every pivot above zero. @param rows  coefficients, what they come to last */
function solved(rows: number[][]): readonly number[] {
  for (const [at, pivot] of rows.entries())
    for (const other of rows) {
      if (other === pivot) continue;
      const factor = other[at]! / pivot[at]!;
      for (let column = at; column < other.length; column++) other[column]! -= factor * pivot[column]!;
    }
  return rows.map((row, at) => row.at(-1)! / row[at]!);
}
