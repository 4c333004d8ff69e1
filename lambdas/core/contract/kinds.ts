/** What a column holds. */
export const kinds = ['numeric', 'integer', 'categorical', 'boolean', 'timestamp', 'text', 'vector'] as const;

/** What a column holds; the rest of its settings go by this. */
export type Kind = (typeof kinds)[number];

/** Kinds whose values are numbers inside, and so have an order: timestamps are milliseconds since 1970 UTC. */
export const orderedKinds: readonly Kind[] = ['numeric', 'integer', 'timestamp'];
