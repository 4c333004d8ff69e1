import type { SchemaNode, TimeUnit } from './file-facts.ts';

/** What the values of a leaf are, whatever they are stored as. */
export type CellKind =
  | { readonly type: 'date' }
  | { readonly type: 'boolean' | 'float' | 'text' | 'uuid' | 'int96' | 'null' | 'opaque' }
  | { readonly type: 'integer'; readonly signed: boolean }
  | { readonly type: 'decimal'; readonly scale: number }
  | { readonly type: 'time' | 'timestamp'; readonly unit: TimeUnit };

/** Bytes of the values that are written as some bytes of a known number. */
const uuidBytes = 16;
const float16Bytes = 2;

/**
 * What the values of a leaf are, of its physical and its logical type. A logical type that does not go with the physical one is
 * ignored, as the format asks; bytes without a logical type are text, as older writers leave it out.
 */
export function cellKind({ physical, logical, byteLength }: SchemaNode): CellKind {
  if (logical?.type === 'null') return { type: 'null' };
  switch (physical) {
    case 'BOOLEAN':
      return { type: 'boolean' };
    case 'FLOAT':
    case 'DOUBLE':
      return { type: 'float' };
    case 'INT32':
      if (logical?.type === 'date' || logical?.type === 'decimal') return logical;
      if (logical?.type === 'time' && logical.unit === 1_000) return logical;
      return integerKind(logical);
    case 'INT64':
      if (logical?.type === 'timestamp' || logical?.type === 'time' || logical?.type === 'decimal')
        return logical;
      return integerKind(logical);
    case 'INT96':
      return { type: 'int96' };
    case 'BYTE_ARRAY':
      return bytesKind(logical);
    case 'FIXED_LEN_BYTE_ARRAY':
      if (logical?.type === 'uuid' && byteLength === uuidBytes) return { type: 'uuid' };
      if (logical?.type === 'float16' && byteLength === float16Bytes) return { type: 'float' };
      return bytesKind(logical);
    default:
      return { type: 'opaque' };
  }
}

function integerKind(logical: SchemaNode['logical']): CellKind {
  return { type: 'integer', signed: logical?.type === 'integer' ? logical.signed : true };
}

function bytesKind(logical: SchemaNode['logical']): CellKind {
  if (logical?.type === 'decimal') return logical;
  return logical === undefined || logical.type === 'text' ? { type: 'text' } : { type: 'opaque' };
}
