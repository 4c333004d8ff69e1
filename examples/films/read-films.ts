import { readFile } from 'node:fs/promises';
import * as z from 'zod';

/** A film with a budget and a rating, as The Numbers and IMDb had it in 2010. */
export interface Film {
  /** Its place in the file. */
  readonly id: number;
  readonly title: string;
  /** In which it came out. */
  readonly year: number;
  /** What it may be seen by: `R`, `PG-13`. */
  readonly rated: string | undefined;
  readonly genre: string | undefined;
  readonly source: string | undefined;
  /** Dollars. */
  readonly budget: number;
  /** By those who saw it, of 10. */
  readonly rating: number;
}

const file = new URL('../../node_modules/vega-datasets/data/movies.json', import.meta.url);

const filmsSchema = z.array(
  z.object({
    Title: z.union([z.string(), z.number()]).nullable(),
    'Release Date': z.string().nullable(),
    'MPAA Rating': z.string().nullable(),
    'Major Genre': z.string().nullable(),
    Source: z.string().nullable(),
    'Production Budget': z.number().nullable(),
    'IMDB Rating': z.number().nullable(),
  }),
);

/** The newest year in the file that is one: later ones are of films from 1927 to 1946, whose century somebody guessed. */
const newestYear = 2010;

/** Reads the films that have a title, a budget and a rating, in the order of their years. */
export async function readFilms(): Promise<readonly Film[]> {
  const rows = filmsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return rows
    .flatMap((row, id): readonly Film[] => {
      const { Title: title, 'Production Budget': budget, 'IMDB Rating': rating } = row;
      const year = Number(row['Release Date']?.slice(-4));
      if (title === null || budget === null || budget === 0 || rating === null) return [];
      if (!(year <= newestYear)) return [];
      return [
        {
          ...{ id, title: String(title), year, budget, rating },
          rated: row['MPAA Rating'] ?? undefined,
          genre: row['Major Genre'] ?? undefined,
          source: row.Source ?? undefined,
        },
      ];
    })
    .sort((a, b) => a.year - b.year || a.id - b.id);
}
