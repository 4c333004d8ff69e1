import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';
import { checkThrift } from './check-thrift.ts';

/** A Thrift struct as it was read: nothing is known of its fields. */
export type ThriftFields = Readonly<Record<`field_${number}`, unknown>>;

const decoder = new TextDecoder();

/**
 * Reads one Thrift struct.
 *
 * @returns its fields, and where it ends in `bytes`
 * @throws RangeError when the bytes are no whole struct
 */
export function readThrift(bytes: Uint8Array, offset: number): { fields: ThriftFields; end: number } {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset };
  const end = checkThrift(reader);
  return { fields: deserializeTCompactProtocol(reader), end };
}

/** A struct within a struct. */
export function structAt(fields: ThriftFields, field: number): ThriftFields | undefined {
  const value = fields[`field_${field}`];
  return isStruct(value) ? value : undefined;
}

/** The structs of a list; empty where there is no list. */
export function structsAt(fields: ThriftFields, field: number): readonly ThriftFields[] {
  return listAt(fields, field).filter(isStruct);
}

/** A text, of bytes in UTF-8; undefined where the field is none. */
export function textAt(fields: ThriftFields, field: number): string | undefined {
  const value = fields[`field_${field}`];
  return value instanceof Uint8Array ? decoder.decode(value) : undefined;
}

/** An integer that a double holds; the file's sizes and counts are such. */
export function integerAt(fields: ThriftFields, field: number): number | undefined {
  const value = fields[`field_${field}`];
  const number = typeof value === 'bigint' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** A boolean; undefined where the field is none. */
export function booleanAt(fields: ThriftFields, field: number): boolean | undefined {
  const value = fields[`field_${field}`];
  return typeof value === 'boolean' ? value : undefined;
}

function listAt(fields: ThriftFields, field: number): readonly unknown[] {
  const value = fields[`field_${field}`];
  return Array.isArray(value) ? value : [];
}

function isStruct(value: unknown): value is ThriftFields {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}
