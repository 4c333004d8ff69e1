import type { DeclaredType } from '../../core/contract/evidence/column-evidence.ts';
import type { OpenBatch } from '../batch-reader.ts';
import type { ByteSource } from '../byte-source.ts';
import { type ReaderLimits, readerLimits } from '../limits.ts';
import type { CellKind } from './cell-kind.ts';
import { type FetchLimits, fetchLimits } from './chunk-bytes.ts';
import { readBlocks } from './read-blocks.ts';
import { readFooter } from './read-footer.ts';
import { rowsOfGroups } from './row-group-slices.ts';
import { type ParquetColumn, schemaColumns } from './schema-columns.ts';
import { pandasIndexColumns, writerFacts } from './writer-facts.ts';

/**
 * Opens a Parquet file. Reads its footer only; blocks fetch what their columns need, row group by row group.
 *
 * A column of a struct is named by its path: `address.city`. A list of numbers is a vector, in the three levels of today and the
 * two or one of older programs. Any other list, a map or a struct where a value is due is unparsable in every row. Timestamps without a zone are UTC.
 *
 * @param limits  see {@link readerLimits} and {@link fetchLimits}
 * @throws UnreadableBatchError when the file is empty, no Parquet, cut off, encrypted or damaged, or its names can't name columns
 */
export async function openParquet(
  file: ByteSource,
  limits: ReaderLimits & FetchLimits = { ...readerLimits, ...fetchLimits },
): Promise<OpenBatch> {
  const { facts, source } = await readFooter(file, limits.tailBytes);
  const columns = schemaColumns(facts.schema);
  const writer = writerFacts(facts);
  const indexColumns = pandasIndexColumns(facts);
  return {
    format: 'parquet',
    compression: 'none',
    cells: 'typed',
    notes: [],
    columnNames: columns.filter(({ shape }) => shape !== 'struct').map(({ name }) => name),
    declared: new Map(columns.flatMap(declaredType)),
    ...(indexColumns.length > 0 && { indexColumns }),
    ...(writer && { writer }),
    blocks: (requests, spelling, slice) =>
      readBlocks({ source, facts, columns, requests, spelling, limits, slice }),
    countRows: async (from, to) => rowsOfGroups(facts.rowGroups, { from, to }),
  };
}

function declaredType({ name, shape, leaf }: ParquetColumn): readonly (readonly [string, DeclaredType])[] {
  const type = shape === 'scalar' && leaf ? declaredTypes[leaf.kind.type] : undefined;
  return type ? [[name, type]] : [];
}

const declaredTypes: Readonly<Record<CellKind['type'], DeclaredType | undefined>> = {
  float: 'float',
  decimal: 'float',
  integer: 'integer',
  boolean: 'boolean',
  date: 'timestamp',
  timestamp: 'timestamp',
  int96: 'timestamp',
  text: 'text',
  uuid: 'text',
  time: 'text',
  null: undefined,
  opaque: undefined,
};
