import * as z from 'zod';

/** How many: 0 or more. */
export const count = z.int().min(0);

/** A part of a whole, or a probability: in [0, 1]. */
export const share = z.number().min(0).max(1);
