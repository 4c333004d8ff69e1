/**
 * The stated absence of a result: data were fine, but no number exists for them.
 *
 * Every test here returns either its result with `computable: true` or this; never NaN, and never a zero in its place.
 */
export type NotComputable = { readonly computable: false; readonly reason: string };

/** Makes a {@link NotComputable} with the reason in words, e.g. "the current sample is empty". */
export const notComputable = (reason: string): NotComputable => ({ computable: false, reason });
