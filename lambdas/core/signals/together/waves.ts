import * as z from 'zod';

/** Steps of a full turn: phases are whole numbers of them. */
export const turn = 65_536;

/**
 * Random Fourier features of a row: for each wave the cosine and the sine of a phase.
 *
 *   phase = sum over its ranked columns of frequency * level + sum over its grouped columns of the angle of the category
 *
 * in steps of which {@link turn} make a full turn. Whole numbers throughout, so that sums are exact.
 */
export const wavesSchema = z.object({
  /** Of the random choices, and of the choice of rows. */
  seed: z.int().min(0),
  waves: z.array(
    z.object({
      ranked: z.array(z.object({ index: z.int().min(0), frequency: z.int() })),
      /** One angle for each category with an indicator, then one for all others. */
      grouped: z.array(z.object({ index: z.int().min(0), angles: z.array(z.int()) })),
    }),
  ),
});

export type Waves = z.infer<typeof wavesSchema>;
export type Wave = Waves['waves'][number];
