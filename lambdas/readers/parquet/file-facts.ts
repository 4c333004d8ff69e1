import type { CompressionCodec, ParquetType } from 'hyparquet/src/types.js';

/** What the footer says of a file: checked, as far as it can be before a page is read. */
export interface FileFacts {
  /** The schema's nodes, each followed by its children; the first is the root. */
  readonly schema: readonly SchemaNode[];
  readonly rowGroups: readonly RowGroupFacts[];
  readonly createdBy: string | undefined;
  readonly keyValues: ReadonlyMap<string, string>;
}

/** A column of the file, or a group of columns. */
export interface SchemaNode {
  readonly name: string;
  readonly repetition: 'REQUIRED' | 'OPTIONAL' | 'REPEATED';
  /** 0 for a leaf. */
  readonly childCount: number;
  /** Undefined where the node is a group. */
  readonly physical: ParquetType | undefined;
  /** Bytes of a fixed-length value. */
  readonly byteLength: number;
  readonly logical: LogicalType | undefined;
}

/** What a leaf's values mean, from its logical type or its older, converted one. */
export type LogicalType =
  | { readonly type: 'date' }
  | { readonly type: 'text' | 'uuid' | 'float16' | 'null' | 'opaque' | 'list' | 'map' }
  | { readonly type: 'decimal'; readonly scale: number }
  | { readonly type: 'time' | 'timestamp'; readonly unit: TimeUnit }
  | { readonly type: 'integer'; readonly signed: boolean };

/** How many of a unit a second has. */
export type TimeUnit = 1_000 | 1_000_000 | 1_000_000_000;

/** Rows that stand together, column by column. */
export interface RowGroupFacts {
  readonly rowCount: number;
  /** One a leaf of the schema, in its order. */
  readonly chunks: readonly ChunkFacts[];
}

/** Where one column of one row group stands. */
export interface ChunkFacts {
  /** Half-open, within the file. */
  readonly from: number;
  readonly to: number;
  /** Undefined where Parquet does not know it. */
  readonly codec: CompressionCodec | undefined;
  readonly encrypted: boolean;
  /** Values, nulls and empty lists: more than rows in lists. */
  readonly valueCount: number;
}
