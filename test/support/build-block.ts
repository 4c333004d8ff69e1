import {
  type BooleanSpellings,
  defaultBooleans,
  parseBoolean,
  parseInteger,
  parseNumber,
  parseTimestamp,
  parseVector,
} from '../../lambdas/core/block/cell-grammar.ts';
import {
  type Column,
  type ColumnBlock,
  cellState,
  type UndecodableText,
} from '../../lambdas/core/block/column-block.ts';
import type { Decoding } from '../../lambdas/core/block/column-request.ts';
import { columnRequests } from '../../lambdas/core/contract/column-requests.ts';
import type { Contract } from '../../lambdas/core/contract/contract.ts';
import { identityHash } from '../../lambdas/readers/identity-hash.ts';

/** A cell of a file: its text, or bytes that are none; undefined where the file has no such column. */
export type FileCell = string | UndecodableText | undefined;

type Spelled = Pick<Contract, 'missingTokens'> & Partial<Pick<Contract, 'booleans'>>;

/** Rows as a block with the columns of a contract, the slow, obviously right way. Undefined in the first row: no such column. */
export function buildBlock(
  contract: Contract,
  rows: readonly (readonly FileCell[])[],
  { firstRow = 0, faults = new Uint8Array(rows.length) } = {},
): ColumnBlock {
  const columns = columnRequests(contract).map(({ name, decoding, dimension }) => {
    const index = contract.columns.findIndex((column) => column.name === name);
    const cells = rows.map((row) => row[index]);
    return cells.length > 0 && cells[0] === undefined
      ? undefined
      : buildColumn(decoding, cells, contract, dimension);
  });
  return {
    firstRow,
    rowCount: rows.length,
    columns,
    faults,
    raw: (row) => ({ text: rows[row]!.map(textOf).join(','), cells: rows[row]!.map(rawOf) }),
  };
}

/** Cells as a column of the given decoding. */
export function buildColumn(
  decoding: Decoding,
  cells: readonly FileCell[],
  { missingTokens, booleans }: Spelled,
  dimension = 0,
): Column {
  const decoded = cells.map((cell) => decode(decoding, cell, missingTokens, booleans));
  const states = Uint8Array.from(decoded, ({ state }) => state);
  switch (decoding) {
    case 'number':
    case 'integer':
    case 'timestamp':
      return { type: 'numbers', values: Float64Array.from(decoded, ({ value }) => Number(value)), states };
    case 'boolean':
    case 'category': {
      const dictionary = [
        ...new Set(decoded.flatMap(({ value }) => (value === undefined ? [] : [`${value}`]))),
      ];
      return {
        type: 'codes',
        codes: Uint32Array.from(decoded, ({ value }) => Math.max(0, dictionary.indexOf(`${value}`))),
        dictionary,
        states,
      };
    }
    case 'text':
      return {
        type: 'texts',
        lengths: Uint32Array.from(decoded, ({ value }) => `${value}`.length),
        at: (row) => `${decoded[row]?.value}`,
        states,
      };
    case 'vector': {
      const values = new Float64Array(cells.length * dimension);
      const lists = decoded.map(({ value }) => (Array.isArray(value) ? value : []));
      for (const [row, list] of lists.entries())
        if (list.length === dimension) values.set(list, row * dimension);
      return {
        type: 'vectors',
        dimension,
        values,
        lengths: Uint32Array.from(lists, (list) => list.length),
        states,
      };
    }
    case 'identity': {
      const hash = identityHash(cells.length);
      for (const [row, { value }] of decoded.entries()) {
        const bytes = new TextEncoder().encode(String(value));
        hash.write(bytes, 0, bytes.length, row);
      }
      return { type: 'identities', low: hash.low, high: hash.high, states };
    }
    default:
      return decoding satisfies never;
  }
}

function decode(
  decoding: Decoding,
  cell: FileCell,
  missingTokens: readonly string[],
  booleans: BooleanSpellings = defaultBooleans,
) {
  if (typeof cell !== 'string') return { state: cellState.unparsable, value: undefined };
  const token = missingTokens.indexOf(cell);
  if (token >= 0) return { state: cellState.missing + token, value: undefined };
  const value = decoding === 'boolean' ? parseBoolean(cell, booleans) : parsers[decoding](cell);
  return { state: value === undefined ? cellState.unparsable : cellState.present, value };
}

const parsers: Readonly<Record<Decoding, (text: string) => number | string | readonly number[] | undefined>> =
  {
    number: parseNumber,
    integer: parseInteger,
    timestamp: parseTimestamp,
    boolean: (text) => parseBoolean(text),
    category: (text) => text,
    text: (text) => text,
    vector: parseVector,
    identity: (text) => text,
  };

/** As a reader shows it: text, whatever the bytes. */
function rawOf(cell: FileCell): string | undefined {
  return typeof cell === 'object' ? cell.undecodable : cell;
}

function textOf(cell: FileCell): string {
  return rawOf(cell) ?? '';
}
