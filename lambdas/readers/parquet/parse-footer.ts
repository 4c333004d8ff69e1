import {
  CompressionCodecs,
  ConvertedTypes,
  FieldRepetitionTypes,
  ParquetTypes,
} from 'hyparquet/src/constants.js';
import type { ConvertedType } from 'hyparquet/src/types.js';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';
import type {
  ChunkFacts,
  FileFacts,
  LogicalType,
  RowGroupFacts,
  SchemaNode,
  TimeUnit,
} from './file-facts.ts';
import {
  booleanAt,
  integerAt,
  readThrift,
  structAt,
  structsAt,
  type ThriftFields,
  textAt,
} from './thrift-fields.ts';

/**
 * Reads the footer's Thrift struct `FileMetaData`, and holds what it says against the file.
 *
 * @param bytes   begins with the struct
 * @param dataEnd  where the footer begins in the file: no data stand behind it
 * @throws RangeError when the bytes are no footer
 * @throws UnreadableBatchError when the footer can't be true, or the file is one that can't be read
 * @see https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
 */
export function parseFooter(bytes: Uint8Array, dataEnd: number): FileFacts {
  const { fields } = readThrift(bytes, 0);
  const schema = structsAt(fields, 2).map(schemaNode);
  const leafCount = schema.filter(({ physical }) => physical !== undefined).length;
  const rowGroups = structsAt(fields, 4).map((group) => rowGroup(group, leafCount, dataEnd));
  const rowCount = rowGroups.reduce((sum, group) => sum + group.rowCount, 0);
  if (schema.length === 0 || rowCount !== integerAt(fields, 3)) throw lying('rows');
  return {
    schema,
    rowGroups,
    createdBy: textAt(fields, 6),
    keyValues: new Map(structsAt(fields, 5).map((pair) => [textAt(pair, 1) ?? '', textAt(pair, 2) ?? ''])),
  };
}

function schemaNode(fields: ThriftFields): SchemaNode {
  const type = integerAt(fields, 1);
  const childCount = integerAt(fields, 5) ?? 0;
  const physical = type === undefined ? undefined : ParquetTypes[type];
  const byteLength = integerAt(fields, 2) ?? 0;
  const name = textAt(fields, 4);
  if (name === undefined || childCount < 0 || byteLength < 0) throw lying('columns');
  if (type !== undefined && (physical === undefined || childCount > 0)) throw lying('columns');
  if (physical === 'FIXED_LEN_BYTE_ARRAY' && byteLength === 0) throw lying('columns');
  return {
    name,
    repetition: FieldRepetitionTypes[integerAt(fields, 3) ?? 0] ?? 'REQUIRED',
    childCount,
    physical,
    byteLength,
    logical: logicalType(structAt(fields, 10)) ?? convertedType(fields),
  };
}

function logicalType(fields: ThriftFields | undefined): LogicalType | undefined {
  const field = fields && Object.keys(fields)[0];
  if (field === undefined) return undefined;
  const content = structAt(fields ?? {}, Number(field.slice('field_'.length))) ?? {};
  switch (field) {
    case 'field_1':
    case 'field_4':
    case 'field_12':
      return { type: 'text' };
    case 'field_2':
      return { type: 'map' };
    case 'field_3':
      return { type: 'list' };
    case 'field_5':
      return decimal(integerAt(content, 1));
    case 'field_6':
      return { type: 'date' };
    case 'field_7':
      return { type: 'time', unit: timeUnit(content) };
    case 'field_8':
      return { type: 'timestamp', unit: timeUnit(content) };
    case 'field_10':
      return { type: 'integer', signed: booleanAt(content, 2) ?? true };
    case 'field_11':
      return { type: 'null' };
    case 'field_14':
      return { type: 'uuid' };
    case 'field_15':
      return { type: 'float16' };
    default:
      return { type: 'opaque' };
  }
}

function timeUnit(fields: ThriftFields): TimeUnit {
  const unit = structAt(fields, 2) ?? {};
  if ('field_1' in unit) return 1_000;
  return 'field_2' in unit ? 1_000_000 : 1_000_000_000;
}

const converted: Readonly<Partial<Record<ConvertedType, LogicalType>>> = {
  UTF8: { type: 'text' },
  ENUM: { type: 'text' },
  JSON: { type: 'text' },
  MAP: { type: 'map' },
  MAP_KEY_VALUE: { type: 'map' },
  LIST: { type: 'list' },
  DATE: { type: 'date' },
  TIME_MILLIS: { type: 'time', unit: 1_000 },
  TIME_MICROS: { type: 'time', unit: 1_000_000 },
  TIMESTAMP_MILLIS: { type: 'timestamp', unit: 1_000 },
  TIMESTAMP_MICROS: { type: 'timestamp', unit: 1_000_000 },
  UINT_8: { type: 'integer', signed: false },
  UINT_16: { type: 'integer', signed: false },
  UINT_32: { type: 'integer', signed: false },
  UINT_64: { type: 'integer', signed: false },
  BSON: { type: 'opaque' },
  INTERVAL: { type: 'opaque' },
};

function convertedType(fields: ThriftFields): LogicalType | undefined {
  const type = ConvertedTypes[integerAt(fields, 6) ?? -1];
  if (type === 'DECIMAL') return decimal(integerAt(fields, 7));
  return type === undefined ? undefined : converted[type];
}

/** More digits than any decimal has; text of so many zeros is nobody's value. */
const maximumScale = 1_000;

function decimal(scale = 0): LogicalType {
  if (scale < 0 || scale > maximumScale) throw lying('columns');
  return { type: 'decimal', scale };
}

function rowGroup(fields: ThriftFields, leafCount: number, dataEnd: number): RowGroupFacts {
  const rowCount = integerAt(fields, 3);
  const chunks = structsAt(fields, 1).map((chunk) => chunkFacts(chunk, dataEnd));
  if (rowCount === undefined || rowCount < 0 || chunks.length !== leafCount) throw lying('row groups');
  return { rowCount, chunks };
}

function chunkFacts(fields: ThriftFields, dataEnd: number): ChunkFacts {
  if (textAt(fields, 1)) {
    throw new UnreadableBatchError(
      'unsupported-format',
      'The Parquet file holds no data but points to other files (a _metadata file): upload those.',
    );
  }
  const content = structAt(fields, 3);
  const encrypted = 'field_8' in fields;
  if (content === undefined) {
    if (encrypted || 'field_9' in fields)
      return { from: 0, to: 0, codec: undefined, encrypted: true, valueCount: 0 };
    throw lying('columns');
  }
  const data = integerAt(content, 9) ?? -1;
  const dictionary = integerAt(content, 11) ?? 0;
  const from = dictionary > 0 && dictionary < data ? dictionary : data;
  const to = from + (integerAt(content, 7) ?? -1);
  if (from < 0 || to < from || to > dataEnd) throw lying('columns');
  const codec = CompressionCodecs[integerAt(content, 4) ?? -1];
  return { from, to, codec, encrypted, valueCount: integerAt(content, 5) ?? 0 };
}

function lying(what: string): UnreadableBatchError {
  return new UnreadableBatchError(
    'unreadable',
    `The Parquet file is damaged: its footer contradicts itself or the file about its ${what}. Write it again.`,
  );
}
