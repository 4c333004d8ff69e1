import { readFile } from 'node:fs/promises';
import * as z from 'zod';

/** A flight of early 2001, from the files of the US Bureau of Transportation Statistics. */
export interface Flight {
  /** Its place in the file. */
  readonly id: number;
  /** Whole days since the first of January. */
  readonly day: number;
  readonly weekday: number;
  /** Of departure, local time. */
  readonly hour: number;
  /** Miles. */
  readonly distance: number;
  readonly origin: string;
  /** Whether it left or arrived later than planned. */
  readonly isLate: boolean;
}

const file = new URL('../../node_modules/vega-datasets/data/flights-20k.json', import.meta.url);

const flightsSchema = z.array(
  z.object({ date: z.string(), delay: z.number(), distance: z.number(), origin: z.string() }),
);

/** Reads 20,000 flights, in the order of their departures. */
export async function readFlights(): Promise<readonly Flight[]> {
  const rows = flightsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const begin = Date.UTC(2001, 0, 1);
  return rows
    .map(({ date, delay, distance, origin }, id) => {
      const time = new Date(`${date.replaceAll('/', '-').replace(' ', 'T')}Z`);
      return {
        id,
        day: Math.floor((time.getTime() - begin) / 86_400_000),
        weekday: time.getUTCDay(),
        hour: time.getUTCHours() + time.getUTCMinutes() / 60,
        distance,
        origin,
        isLate: delay > 0,
      };
    })
    .sort((a, b) => a.day - b.day || a.hour - b.hour || a.id - b.id);
}
