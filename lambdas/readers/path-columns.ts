import {
  type Column,
  type ColumnBlock,
  cellState,
  type RawCell,
  type RawRow,
  rowFault,
} from '../core/block/column-block.ts';
import type { ColumnRequest, Spelling } from '../core/block/column-request.ts';
import type { OpenBatch } from './batch-reader.ts';
import { slackBytes } from './cell-spans.ts';
import { columnDecoder } from './column-decoder.ts';
import { type DecoderSetting, decoderSetting } from './decoder-setting.ts';
import { readerLimits } from './limits.ts';

/** A column whose one value stands in the path of a file, by its name. */
export type PathColumns = ReadonlyMap<string, string>;

/** A folder of partitioned output: `dt=2026-11-30`. */
const partition = /^([^=]+)=(.*)$/s;

/** How Hive and its like write a partition of missing values. */
const missingPartition = '__HIVE_DEFAULT_PARTITION__';

/**
 * The columns that the folders of a path name: `dt=2026-11-30/region=eu/a.csv` has `dt` and `region`. Values are decoded as Hive writes
 * them (`%3A` for a colon); of a name that stands twice the last counts.
 */
export function pathColumns(path: string): PathColumns {
  const found = path
    .split('/')
    .slice(0, -1)
    .flatMap((folder) => {
      const [, name, value = ''] = partition.exec(folder) ?? [];
      return name === undefined ? [] : [[decoded(name), decoded(value)] as const];
    });
  return new Map(found.map(([name, value]) => [name, value === missingPartition ? '' : value]));
}

/** Only whole bytes behind a percent sign are escaped; a lone sign is one. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

/**
 * A batch with columns that only its path has: the same value in each row, read as a text cell is, whatever the format of the file.
 *
 * @param inPath  none that the file has itself
 */
export function withPathColumns(batch: OpenBatch, inPath: PathColumns): OpenBatch {
  if (inPath.size === 0) return batch;
  const names = [...inPath.keys()];
  return {
    ...batch,
    columnNames: [...batch.columnNames, ...names],
    notes: [...batch.notes, `read from the names of its folders, not from the file: ${names.join(', ')}`],
    async *blocks(columns, spelling, slice) {
      const own = columns.filter(({ name }) => !inPath.has(name));
      const constants = columns.filter(({ name }) => inPath.has(name));
      const decode = constantColumns(constants, inPath, spelling);
      for await (const block of batch.blocks(own, spelling, slice))
        yield filledBlock(block, columns, decode(block), inPath, batch.cells);
    },
  };
}

type DecodeConstants = (block: ColumnBlock) => readonly Column[];

/** Decodes the same bytes for every row, by the decoders of text cells. */
function constantColumns(
  columns: readonly ColumnRequest[],
  inPath: PathColumns,
  spelling: Spelling,
): DecodeConstants {
  const setting = decoderSetting(columns, 1, spelling, readerLimits);
  const fills = columns.map((column) => constantColumn(column, inPath.get(column.name) ?? '', setting));
  return (block) => fills.map((fill) => fill(block));
}

function constantColumn(
  column: ColumnRequest,
  text: string,
  setting: DecoderSetting,
): (block: ColumnBlock) => Column {
  const length = Buffer.byteLength(text);
  const bytes = new Uint8Array(length + slackBytes);
  bytes.set(Buffer.from(text));
  const memory = { bytes, view: new DataView(bytes.buffer), buffer: Buffer.from(bytes.buffer) };
  const starts = new Int32Array(setting.rowCapacity);
  const ends = new Int32Array(setting.rowCapacity);
  const decode = columnDecoder(column, setting);
  return ({ rowCount, faults }) => {
    for (let row = 0; row < rowCount; row++) {
      const isFaulty = faults[row] !== rowFault.none;
      starts[row] = isFaulty ? 1 : 0;
      ends[row] = isFaulty ? 0 : length;
    }
    const cells = { starts: starts.subarray(0, rowCount), ends: ends.subarray(0, rowCount) };
    return decode({ ...memory, ...cells, encoding: 'utf-8' }, rowCount);
  };
}

/** A block of the file with the columns of the path among its own, in the order in which they were asked for. */
function filledBlock(
  block: ColumnBlock,
  columns: readonly ColumnRequest[],
  constants: readonly Column[],
  inPath: PathColumns,
  cells: OpenBatch['cells'],
): ColumnBlock {
  function fill<Item>(own: readonly Item[], other: readonly Item[]): readonly Item[] {
    let [nextOwn, nextOther] = [0, 0];
    return columns.map(({ name }) => (inPath.has(name) ? other[nextOther++]! : own[nextOwn++]!));
  }
  const requests = columns.filter(({ name }) => inPath.has(name));
  return {
    ...block,
    columns: fill<Column | undefined>(block.columns, constants),
    raw: (row): RawRow => {
      const raw = block.raw(row);
      const filled = requests.map(({ name, decoding }, index) => {
        const text = inPath.get(name) ?? '';
        return cells === 'text' ? text : typedCell(text, decoding, constants[index]!, row);
      });
      return { text: raw.text, cells: fill<RawCell>(raw.cells, filled) };
    },
  };
}

/** The text as a file with types of its own would have it: what the decoder made of it. */
function typedCell(text: string, decoding: ColumnRequest['decoding'], column: Column, row: number): RawCell {
  const state = column.states[row]!;
  if (state >= cellState.missing) return null;
  if (state !== cellState.present) return text;
  if (column.type === 'numbers' && decoding !== 'timestamp') return column.values[row];
  return decoding === 'boolean' && column.type === 'codes'
    ? column.dictionary[column.codes[row]!] === 'true'
    : text;
}
