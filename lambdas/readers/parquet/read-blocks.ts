import type { CompressionCodec } from 'hyparquet/src/types.js';
import type { Column, ColumnBlock, RawRow } from '../../core/block/column-block.ts';
import { cellState, maximumRawTextLength } from '../../core/block/column-block.ts';
import type { ColumnRequest, Spelling } from '../../core/block/column-request.ts';
import type { ByteSource } from '../byte-source.ts';
import { maximumDictionaryBytes, type ReaderLimits } from '../limits.ts';
import { missingTokens } from '../missing-tokens.ts';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';
import type { BlockColumn, BlockSetting } from './block-column.ts';
import { type ChunkBytes, type FetchLimits, openChunks } from './chunk-bytes.ts';
import { type ColumnCursor, columnCursor } from './column-cursor.ts';
import { isReadableCodec } from './decompress.ts';
import type { FileFacts, RowGroupFacts } from './file-facts.ts';
import { openBlockColumn } from './open-block-column.ts';
import { pageBudget } from './page-budget.ts';
import type { Leaf, ParquetColumn } from './schema-columns.ts';

/** An opened file, and what is asked of it. */
export interface ReadInput {
  readonly source: ByteSource;
  readonly facts: FileFacts;
  readonly columns: readonly ParquetColumn[];
  readonly requests: readonly ColumnRequest[];
  readonly spelling: Spelling;
  readonly limits: ReaderLimits & FetchLimits;
}

/** A column that was asked for. */
interface Asked {
  readonly request: ColumnRequest;
  /** Undefined where the file has no such column. */
  readonly found: ParquetColumn | undefined;
  /** Set where its values are read: of a scalar. */
  readonly scalar:
    | { readonly column: ParquetColumn; readonly leaf: Leaf; readonly block: BlockColumn }
    | undefined;
}

/**
 * The blocks of a file, row group by row group; of each the columns that are asked for, and no other byte.
 *
 * @throws UnreadableBatchError when a column that is asked for can't be read
 */
export async function* readBlocks(input: ReadInput): AsyncGenerator<ColumnBlock, void> {
  const { facts, requests, limits } = input;
  const rowCapacity = Math.max(
    1,
    Math.min(limits.rowsPerBlock, Math.floor(limits.cellsPerBlock / Math.max(1, requests.length))),
  );
  const setting: BlockSetting = {
    rowCapacity,
    missing: missingTokens(input.spelling.missingTokens),
    dictionaryBytes: maximumDictionaryBytes / Math.max(1, requests.length),
  };
  const asked = requests.map((request) => askColumn(input.columns, request, setting));
  for (const group of facts.rowGroups) refuseUnreadable(group, asked);
  const faults = new Uint8Array(rowCapacity);
  let firstRow = 0;
  let opened = openGroup(input, facts.rowGroups[0], asked);
  for (const [index, group] of facts.rowGroups.entries()) {
    const cursors = cursorsOf(opened, asked, group.rowCount);
    opened = openGroup(input, facts.rowGroups[index + 1], asked);
    for (let done = 0; done < group.rowCount; done += rowCapacity) {
      const rowCount = Math.min(rowCapacity, group.rowCount - done);
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
  if (found?.shape !== 'scalar' || found.leaf === undefined) return { request, found, scalar: undefined };
  const block = openBlockColumn(request, found.leaf.kind, setting);
  return { request, found, scalar: { column: found, leaf: found.leaf, block } };
}

/** Before a byte is fetched: every row group holds a file's columns in the same way, almost always. */
function refuseUnreadable(group: RowGroupFacts, asked: readonly Asked[]): void {
  for (const { scalar } of asked) {
    const chunk = scalar && group.chunks[scalar.leaf.index];
    if (chunk === undefined) continue;
    const name = JSON.stringify(scalar?.column.name.slice(0, 200));
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
  readonly scalar: NonNullable<Asked['scalar']>;
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
  const wanted = asked.flatMap(({ scalar }) => {
    const chunk = scalar && group.chunks[scalar.leaf.index];
    return chunk && isReadableCodec(chunk.codec) ? [{ scalar, chunk, codec: chunk.codec }] : [];
  });
  const chunks = wanted.map(({ chunk }) => chunk);
  const bytes = openChunks(source, chunks, limits);
  return wanted.map(({ scalar, codec }, index) => ({ scalar, codec, bytes: bytes[index]! }));
}

function cursorsOf(
  opened: readonly OpenedColumn[],
  asked: readonly Asked[],
  rowCount: number,
): readonly (ColumnCursor | undefined)[] {
  const budget = pageBudget();
  const cursors = new Map(
    opened.map(({ scalar, codec, bytes }) => {
      const { column, leaf, block } = scalar;
      return [block, columnCursor({ column, leaf, codec, bytes, rowCount, budget }, block)];
    }),
  );
  return asked.map(({ scalar }) => scalar && cursors.get(scalar.block));
}

function blockColumnOf({ request, found, scalar }: Asked, rowCount: number): Column | undefined {
  if (found === undefined) return undefined;
  return scalar === undefined ? unparsableColumn(request, rowCount) : scalar.block.column(rowCount);
}

/** A list or struct where a value of its own is due. */
function unparsableColumn({ decoding, dimension = 0 }: ColumnRequest, rowCount: number): Column {
  const states = new Uint8Array(rowCount).fill(cellState.unparsable);
  switch (decoding) {
    case 'number':
    case 'integer':
    case 'timestamp':
      return { type: 'numbers', values: new Float64Array(rowCount), states };
    case 'boolean':
    case 'category':
      return { type: 'codes', codes: new Uint32Array(rowCount), dictionary: [], states };
    case 'text':
      return { type: 'texts', lengths: new Uint32Array(rowCount), at: () => '', states };
    case 'vector':
      return {
        type: 'vectors',
        dimension,
        values: new Float64Array(0),
        lengths: new Uint32Array(rowCount),
        states,
      };
    case 'identity':
      return { type: 'identities', low: new Uint32Array(rowCount), high: new Uint32Array(rowCount), states };
    default:
      return decoding satisfies never;
  }
}

function rawRow(
  asked: readonly Asked[],
  cursors: readonly (ColumnCursor | undefined)[],
  row: number,
): RawRow {
  const parts = asked.flatMap(({ request, found }, index) => {
    if (found === undefined) return [];
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
