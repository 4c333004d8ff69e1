import { expectedRating, type RatingModel, trainRatingModel } from './rating-model.ts';
import type { Film } from './read-films.ts';

/** Films of one model: what it was trained on is in no batch. */
interface FilmStory {
  readonly model: RatingModel;
  /** Held out of the years that the model was trained on. */
  readonly reference: readonly Film[];
  /** What came out in the years after. */
  readonly years2005to2007: readonly Film[];
  readonly years2008to2010: readonly Film[];
  /** What came out before 1980. */
  readonly classics: readonly Film[];
}

/** From 1996 to 2004 every second film trains the model, the others are its reference. */
export function filmStory(films: readonly Film[]): FilmStory {
  const between = (from: number, to: number) => films.filter(({ year }) => year >= from && year <= to);
  const known = between(1996, 2004);
  return {
    model: trainRatingModel(known.filter((_, index) => index % 2 === 0)),
    reference: known.filter((_, index) => index % 2 === 1),
    years2005to2007: between(2005, 2007),
    years2008to2010: between(2008, 2010),
    classics: between(1900, 1979),
  };
}

/** Films as somebody else's export has them: budgets in thousands of dollars. */
function inThousands(films: readonly Film[]): readonly Film[] {
  return films.map((film) => ({ ...film, budget: film.budget / 1000 }));
}

/** Films whose titles went through a column of 20 characters. */
function cutTitles(films: readonly Film[]): readonly Film[] {
  return films.map((film) => ({ ...film, title: film.title.slice(0, 20) }));
}

/** JSON Lines: films with what a model predicts of them, and how they were rated. What is not known is left out. */
function ratedLines(films: readonly Film[], model: RatingModel): string {
  return films
    .map((film) => {
      const { id, title, rated, genre, source, budget, rating } = film;
      const expected = Math.round(100 * expectedRating(model, film)) / 100;
      return `${JSON.stringify({ film: `M${id}`, title, rated, genre, source, budget, expected, rating })}\n`;
    })
    .join('');
}

/** The reference and the batches, by the names of their files. */
export function filmFiles(films: readonly Film[]): Readonly<Record<string, string>> {
  const { model, reference, years2005to2007, years2008to2010, classics } = filmStory(films);
  const batches = {
    'reference.jsonl': reference,
    '2005-to-2007.jsonl': years2005to2007,
    '2008-to-2010.jsonl': years2008to2010,
    'before-1980.jsonl': classics,
    'in-thousands.jsonl': inThousands(years2005to2007),
    'cut-titles.jsonl': cutTitles(years2005to2007),
  };
  return Object.fromEntries(Object.entries(batches).map(([name, batch]) => [name, ratedLines(batch, model)]));
}
