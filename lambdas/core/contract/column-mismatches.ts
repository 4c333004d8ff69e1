import { parseTimestamp } from '../block/cell-grammar.ts';
import { type Kind, orderedKinds } from './terms.ts';

/** The settings of a column that go with some kinds only. */
export interface KindSettings {
  readonly kind: Kind;
  readonly min?: number | string | undefined;
  readonly max?: number | string | undefined;
  readonly above?: number | string | undefined;
  readonly below?: number | string | undefined;
  readonly values?: readonly string[] | undefined;
  readonly pattern?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly dimension?: number | undefined;
  readonly unit?: string | undefined;
  readonly format?: string | undefined;
  readonly unique?: boolean | undefined;
}

type Setting = Exclude<keyof KindSettings, 'kind'>;
type Bound = 'min' | 'max' | 'above' | 'below';

/** A setting that can't stand, and what was expected of it. */
export interface Mismatch {
  readonly path: Setting;
  readonly expected: string;
}

const identifying: readonly Kind[] = ['numeric', 'integer', 'categorical', 'timestamp', 'text'];

const settingKinds: readonly (readonly [Setting, readonly Kind[]])[] = [
  ['min', orderedKinds],
  ['max', orderedKinds],
  ['above', orderedKinds],
  ['below', orderedKinds],
  ['values', ['categorical']],
  ['pattern', ['categorical', 'text']],
  ['maxLength', ['categorical', 'text']],
  ['dimension', ['vector']],
  ['unit', ['timestamp']],
  ['format', ['timestamp']],
  ['unique', identifying],
];

const bounds: readonly Bound[] = ['min', 'max', 'above', 'below'];

/** Settings of a column that do not go with its kind or with each other. */
export function columnMismatches(column: KindSettings): readonly Mismatch[] {
  const checks = [foreignSettings, missingDimension, doubleTimes, mistypedBounds, doubleBounds, turnedBounds];
  for (const check of checks) {
    const found = check(column);
    if (found.length > 0) return found;
  }
  return [];
}

function foreignSettings(column: KindSettings): readonly Mismatch[] {
  const { kind } = column;
  return settingKinds
    .filter(([setting, allowed]) => isSet(column[setting]) && !allowed.includes(kind))
    .map(([path, allowed]) => ({ path, expected: `none for kind ${kind} (only for ${allowed.join(', ')})` }));
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== false;
}

function missingDimension({ kind, dimension }: KindSettings): readonly Mismatch[] {
  const isMissing = kind === 'vector' && dimension === undefined;
  return isMissing ? [{ path: 'dimension', expected: 'a whole number for kind vector' }] : [];
}

function doubleTimes({ unit, format }: KindSettings): readonly Mismatch[] {
  const isBoth = unit !== undefined && format !== undefined;
  return isBoth ? [{ path: 'format', expected: 'either unit or format, not both' }] : [];
}

function mistypedBounds(column: KindSettings): readonly Mismatch[] {
  const expected = column.kind === 'timestamp' ? 'an ISO 8601 timestamp' : 'a number';
  return bounds
    .filter((path) => column[path] !== undefined && !isBoundOf(column.kind, column[path]))
    .map((path) => ({ path, expected: `${expected} for kind ${column.kind}` }));
}

function isBoundOf(kind: Kind, bound: number | string): boolean {
  return kind === 'timestamp'
    ? typeof bound === 'string' && parseTimestamp(bound) !== undefined
    : typeof bound === 'number';
}

function doubleBounds({ min, max, above, below }: KindSettings): readonly Mismatch[] {
  return [
    ...(min !== undefined && above !== undefined
      ? [{ path: 'above' as const, expected: 'either min or above, not both' }]
      : []),
    ...(max !== undefined && below !== undefined
      ? [{ path: 'below' as const, expected: 'either max or below, not both' }]
      : []),
  ];
}

/** A range that holds no value. */
function turnedBounds({ min, max, above, below }: KindSettings): readonly Mismatch[] {
  const low = min ?? above;
  const high = max ?? below;
  if (low === undefined || high === undefined) return [];
  const path = max === undefined ? 'below' : 'max';
  const lower = `${min === undefined ? 'above' : 'min'} (${low})`;
  const isClosed = min !== undefined && max !== undefined;
  if (isClosed) return boundValue(low) > boundValue(high) ? [{ path, expected: `at least ${lower}` }] : [];
  return boundValue(low) >= boundValue(high) ? [{ path, expected: `more than ${lower}` }] : [];
}

/** A bound as the number it is compared with: timestamps become milliseconds since 1970 UTC. */
export function boundValue(value: number | string): number {
  return typeof value === 'number' ? value : (parseTimestamp(value) ?? Number.NaN);
}
