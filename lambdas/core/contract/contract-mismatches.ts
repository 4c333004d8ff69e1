import { type Kind, orderedKinds } from './terms.ts';

/** Ways to hold a column against another. */
export const operators = ['<', '<=', '>', '>=', '=', '!='] as const;

/** How two columns of a row compare. */
export type Operator = (typeof operators)[number];

/** The parts of a contract that must go with each other. */
export interface ContractParts {
  readonly columns: readonly { readonly name: string; readonly kind: Kind }[];
  readonly rules: readonly { readonly left: string; readonly right: string }[];
  readonly missingTokens: readonly string[];
  readonly booleans: { readonly true: readonly string[]; readonly false: readonly string[] };
}

/** Settings that can't stand beside others, and what was expected of them. */
export interface ContractMismatch {
  readonly path: readonly (string | number)[];
  readonly expected: string;
  readonly found: unknown;
}

/** What concerns several parts of a contract together. */
export function contractMismatches(contract: ContractParts): readonly ContractMismatch[] {
  return [...repeatedNames(contract), ...rulesOfColumns(contract), ...doubtfulBooleans(contract)];
}

function repeatedNames({ columns }: ContractParts): readonly ContractMismatch[] {
  const seen = new Set<string>();
  return columns.flatMap(({ name }, index) => {
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew ? [] : [{ path: ['columns', index, 'name'], expected: 'a name used once', found: name }];
  });
}

function rulesOfColumns({ columns, rules }: ContractParts): readonly ContractMismatch[] {
  const kindOf = new Map(columns.map(({ name, kind }) => [name, kind]));
  return rules.flatMap(({ left, right }, index) => {
    const unknown = (['left', 'right'] as const)
      .map((side) => ({ side, name: side === 'left' ? left : right }))
      .filter(({ name }) => !isOrdered(kindOf.get(name)))
      .map(({ side, name }) => ({
        path: ['rules', index, side],
        expected: 'the name of a column of numbers or timestamps',
        found: name,
      }));
    if (unknown.length > 0) return unknown;
    const path = ['rules', index, 'right'];
    if (left === right) return [{ path, expected: 'another column than left', found: right }];
    const isMixed = (kindOf.get(left) === 'timestamp') !== (kindOf.get(right) === 'timestamp');
    const expected = `a column of the same kind as left (${kindOf.get(left)})`;
    return isMixed ? [{ path, expected, found: right }] : [];
  });
}

function isOrdered(kind: Kind | undefined): boolean {
  return kind !== undefined && orderedKinds.includes(kind);
}

function doubtfulBooleans({ booleans, missingTokens }: ContractParts): readonly ContractMismatch[] {
  const others = { true: new Set<string>(), false: new Set(booleans.true) };
  const tokens = new Set(missingTokens);
  return (['true', 'false'] as const).flatMap((value) =>
    booleans[value].flatMap((found, index) => {
      const path = ['booleans', value, index];
      if (others[value].has(found)) return [{ path, expected: 'a spelling of either true or false', found }];
      return tokens.has(found) ? [{ path, expected: 'no missing token', found }] : [];
    }),
  );
}

/** What a contract says of segments. */
interface SegmentRules {
  readonly segmentBy?: string | undefined;
  readonly segmentMinRows?: number | undefined;
}

/** @param compared  the columns in which drift is looked for */
export function segmentMismatches(
  { segmentBy, segmentMinRows }: SegmentRules,
  compared: readonly { readonly name: string; readonly kind: Kind }[],
): readonly ContractMismatch[] {
  if (segmentBy === undefined) {
    const expected = 'segments, by a column named in drift.segmentBy';
    return segmentMinRows === undefined
      ? []
      : [{ path: ['drift', 'segmentMinRows'], expected, found: segmentMinRows }];
  }
  const kind = compared.find(({ name }) => name === segmentBy)?.kind;
  const expected = 'the name of a column of categories or booleans that is compared';
  return kind === 'categorical' || kind === 'boolean'
    ? []
    : [{ path: ['drift', 'segmentBy'], expected, found: segmentBy }];
}
