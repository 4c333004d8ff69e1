import type { CompressionCodec } from 'hyparquet/src/types.js';
import type { Column, ColumnBlock, RawRow } from '../../core/block/column-block.ts';
import { maximumRawTextLength } from '../../core/block/column-block.ts';
import type { ColumnRequest, Spelling } from '../../core/block/column-request.ts';
import type { ByteSource } from '../byte-source.ts';
import { maximumDictionaryBytes, type ReaderLimits, rowCapacity } from '../limits.ts';
import { missingTokens } from '../missing-tokens.ts';
import type { RowSlice } from '../slices/row-slice.ts';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';
import type { BlockSetting } from './block-column.ts';
import { type ChunkBytes, type FetchLimits, openChunks } from './chunk-bytes.ts';
import { type ColumnCursor, columnCursor } from './column-cursor.ts';
import type { ColumnChunk } from './column-pages.ts';
import { isReadableCodec } from './decompress.ts';
import type { ChunkFacts, FileFacts, RowGroupFacts } from './file-facts.ts';
import { listColumn } from './list-cursor.ts';
import { openBlockColumn } from './open-block-column.ts';
import { pageBudget } from './page-budget.ts';
import { groupsOf } from './row-group-slices.ts';
import type { Leaf, ParquetColumn } from './schema-columns.ts';
import { unparsableColumn } from './unparsable-column.ts';

/** An opened file, and what is asked of it. */
export interface ReadInput {
  readonly source: ByteSource;
  readonly facts: FileFacts;
  readonly columns: readonly ParquetColumn[];
  readonly requests: readonly ColumnRequest[];
  readonly spelling: Spelling;
  readonly limits: ReaderLimits & FetchLimits;
  readonly slice?: RowSlice | undefined;
}

/** A column that was asked for. */
interface Asked {
  readonly request: ColumnRequest;
  /** Undefined where the file has no such column. */
  readonly found: ParquetColumn | undefined;
  /** Undefined where its values are not read: where a list or a struct stands for a value. */
  readonly values: AskedValues | undefined;
}

/** A column whose values are read. */
interface AskedValues {
  readonly column: ParquetColumn;
  readonly leaf: Leaf;
  readonly open: (chunk: ColumnChunk) => ColumnCursor;
  readonly blockColumn: (rowCount: number) => Column;
}

/**
 * The blocks of a file, row group by row group; of each the columns that are asked for, and no other byte.
 *
 * @throws UnreadableBatchError when a column that is asked for can't be read
 */
export async function* readBlocks(input: ReadInput): AsyncGenerator<ColumnBlock, void> {
  const { facts, requests, limits } = input;
  const capacity = rowCapacity(limits, requests, requests.length);
  const setting: BlockSetting = {
    rowCapacity: capacity,
    missing: missingTokens(input.spelling.missingTokens),
    dictionaryBytes: maximumDictionaryBytes / Math.max(1, requests.length),
  };
  const asked = requests.map((request) => askColumn(input.columns, request, setting));
  for (const group of facts.rowGroups) refuseUnreadable(group, asked);
  const faults = new Uint8Array(capacity);
  const groups = input.slice ? groupsOf(facts.rowGroups, input.slice) : facts.rowGroups;
  let firstRow = input.slice?.firstRow ?? 0;
  let opened = openGroup(input, groups[0], asked);
  for (const [index, group] of groups.entries()) {
    const cursors = cursorsOf(opened, asked, group.rowCount);
    opened = openGroup(input, groups[index + 1], asked);
    for (let done = 0; done < group.rowCount; done += capacity) {
      const rowCount = Math.min(capacity, group.rowCount - done);
      for (const cursor of cursors) await cursor?.fill(rowCount);
      yield {
        firstRow,
        rowCount,
        columns: asked.map((one) => blockColumnOf(one, rowCount)),
        faults: faults.subarray(0, rowCount),
        raw: (row) => rawRow(asked, cursors, row),
      };
      firstRow += rowCount;
    }
  }
}

function askColumn(columns: readonly ParquetColumn[], request: ColumnRequest, setting: BlockSetting): Asked {
  const named = columns.filter(({ name }) => name === request.name);
  const found = named.find(({ shape }) => shape !== 'struct') ?? named[0];
  return { request, found, values: found && askValues(found, request, setting) };
}

/** Lists of single values are read where vectors are asked for. */
function askValues(
  column: ParquetColumn,
  request: ColumnRequest,
  setting: BlockSetting,
): AskedValues | undefined {
  const { shape, leaf } = column;
  if (leaf === undefined) return undefined;
  if (shape === 'scalar') {
    const block = openBlockColumn(request, leaf.kind, setting);
    return { column, leaf, open: (chunk) => columnCursor(chunk, block), blockColumn: block.column };
  }
  if (request.decoding !== 'vector' || leaf.elementLevel === undefined) return undefined;
  const list = listColumn(leaf, request.dimension ?? 0, setting);
  return { column, leaf, open: list.open, blockColumn: list.column };
}

/** Before a byte is fetched: every row group holds a file's columns in the same way, almost always. */
function refuseUnreadable(group: RowGroupFacts, asked: readonly Asked[]): void {
  for (const { values } of asked) {
    const chunk = values && group.chunks[values.leaf.index];
    if (chunk === undefined) continue;
    const name = JSON.stringify(values?.column.name.slice(0, 200));
    if (chunk.encrypted) {
      throw new UnreadableBatchError(
        'unsupported-format',
        `Column ${name} of the Parquet file is encrypted: write it without encryption.`,
      );
    }
    if (!isReadableCodec(chunk.codec)) {
      throw new UnreadableBatchError(
        'unsupported-format',
        `Column ${name} of the Parquet file is compressed with ${chunk.codec ?? 'an unknown codec'}: write it with snappy or zstd.`,
      );
    }
  }
}

/** The bytes of one column of a row group, on their way. */
interface OpenedColumn {
  readonly values: AskedValues;
  readonly chunk: ChunkFacts;
  readonly codec: CompressionCodec;
  readonly bytes: ChunkBytes;
}

/** Begins to fetch a row group, while the one before is decoded. */
function openGroup(
  { source, limits }: ReadInput,
  group: RowGroupFacts | undefined,
  asked: readonly Asked[],
): readonly OpenedColumn[] {
  if (group === undefined || group.rowCount === 0) return [];
  const wanted = asked.flatMap(({ values }) => {
    const chunk = values && group.chunks[values.leaf.index];
    return chunk && isReadableCodec(chunk.codec) ? [{ values, chunk, codec: chunk.codec }] : [];
  });
  const chunks = wanted.map(({ chunk }) => chunk);
  const bytes = openChunks(source, chunks, limits);
  return wanted.map((one, index) => ({ ...one, bytes: bytes[index]! }));
}

function cursorsOf(
  opened: readonly OpenedColumn[],
  asked: readonly Asked[],
  rowCount: number,
): readonly (ColumnCursor | undefined)[] {
  const budget = pageBudget();
  const cursors = new Map(
    opened.map(({ values, chunk, codec, bytes }) => {
      const { column, leaf } = values;
      const { valueCount } = chunk;
      return [values, values.open({ column, leaf, codec, bytes, rowCount, valueCount, budget })];
    }),
  );
  return asked.map(({ values }) => values && cursors.get(values));
}

function blockColumnOf({ request, found, values }: Asked, rowCount: number): Column | undefined {
  if (found === undefined) return undefined;
  return values === undefined ? unparsableColumn(request, rowCount) : values.blockColumn(rowCount);
}

function rawRow(
  asked: readonly Asked[],
  cursors: readonly (ColumnCursor | undefined)[],
  row: number,
): RawRow {
  const parts = asked.flatMap(({ request, found }, index) => {
    // A unique column is asked for twice: as what it is, and as an identity.
    const isFirst = asked.findIndex((other) => other.request.name === request.name) === index;
    if (found === undefined || !isFirst) return [];
    const json = cursors[index]?.json(row) ?? JSON.stringify(`a ${found.shape}`);
    return [`${JSON.stringify(request.name)}:${json}`];
  });
  return {
    text: `{${parts.join(',')}}`.slice(0, maximumRawTextLength),
    cells: asked.map(({ request, found }, index) => {
      if (found === undefined) return undefined;
      const cell = cursors[index]?.raw(row, request.decoding);
      if (cell === undefined) return { undecodable: `a ${found.shape}` };
      return typeof cell === 'string' ? cell.slice(0, maximumRawTextLength) : cell;
    }),
  };
}
