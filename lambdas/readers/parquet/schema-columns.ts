import { maximumColumns } from '../limits.ts';
import { UnreadableBatchError } from '../unreadable-batch-error.ts';
import { type CellKind, cellKind } from './cell-kind.ts';
import type { SchemaNode } from './file-facts.ts';

/** A column as contracts name it: the path of its names through structs, with dots. */
export interface ParquetColumn {
  readonly name: string;
  /** A struct's own name is a column too, for a contract that expects a value there; it is not listed as one. */
  readonly shape: 'scalar' | 'list' | 'struct';
  /** Of a scalar, and of a list of scalars. */
  readonly leaf: Leaf | undefined;
}

/** Where values stand. */
export interface Leaf {
  /** Place among the file's leaves, and so among the chunks of a row group. */
  readonly index: number;
  readonly node: SchemaNode;
  readonly kind: CellKind;
  /** A value is there where the definition level is this one; the levels below are nulls of it or of a struct around it. */
  readonly definitionLevel: number;
  /** 0 for a scalar. */
  readonly repetitionLevel: number;
  /**
   * Set where the leaf is the element of a list and nothing else: the definition level from which on there is an element, null or
   * not. At the level below the list is empty, at those below that it is null.
   */
  readonly elementLevel: number | undefined;
}

/** Structs within structs; more is nobody's data. */
const maximumDepth = 64;

/**
 * The columns of a schema. A struct gives the columns within it, a list or map one column, whatever is in it.
 *
 * @throws UnreadableBatchError when the schema is broken, or its names can't name columns
 */
export function schemaColumns(schema: readonly SchemaNode[]): readonly ParquetColumn[] {
  const columns: ParquetColumn[] = [];
  let next = 1;
  let leafIndex = 0;

  function addNode(parent: Position): void {
    const node = schema[next++];
    if (node === undefined || parent.depth > maximumDepth) throw broken();
    const position = within(parent, node);
    const repeated = node.repetition === 'REPEATED' || isRepeated(node);
    if (node.physical !== undefined) {
      columns.push(scalarOrList(position, node, leafIndex++));
    } else if (repeated && !parent.listed) {
      columns.push({ name: position.name, shape: 'list', leaf: addListed(node, position) });
    } else {
      if (!parent.listed) columns.push({ name: position.name, shape: 'struct', leaf: undefined });
      addChildren(node, position);
    }
  }

  function addChildren(node: SchemaNode, position: Position): void {
    for (let child = 0; child < node.childCount; child++) addNode(position);
  }

  /** Walks over the leaves below a list; they are no columns of their own. */
  function addListed(node: SchemaNode, position: Position): Leaf | undefined {
    const before = columns.length;
    addChildren(node, { ...position, listed: true });
    const leaves = columns.splice(before);
    return leaves.length === 1 ? leaves[0]?.leaf : undefined;
  }

  const root = schema[0];
  if (root === undefined) throw broken();
  addChildren(root, top(root));
  if (next !== schema.length) throw broken();
  refuseNames(columns);
  return columns;
}

interface Position {
  readonly name: string;
  readonly depth: number;
  readonly definitionLevel: number;
  readonly repetitionLevel: number;
  readonly listed: boolean;
  readonly node: SchemaNode;
  /** What a node is to the list around it: no list, the element, a group around it alone, or part of something else. */
  readonly element: 'none' | 'value' | 'wrapper' | 'part';
  /** Definition level of the innermost repeated node. */
  readonly elementLevel: number;
}

function top(root: SchemaNode): Position {
  return {
    name: '',
    depth: 0,
    definitionLevel: 0,
    repetitionLevel: 0,
    listed: false,
    node: root,
    element: 'none',
    elementLevel: 0,
  };
}

function within(parent: Position, node: SchemaNode): Position {
  const definitionLevel = parent.definitionLevel + (node.repetition === 'REQUIRED' ? 0 : 1);
  return {
    name: parent.depth === 0 ? node.name : `${parent.name}.${node.name}`,
    depth: parent.depth + 1,
    definitionLevel,
    repetitionLevel: parent.repetitionLevel + (node.repetition === 'REPEATED' ? 1 : 0),
    listed: parent.listed,
    node,
    element: elementIn(parent, node),
    elementLevel: node.repetition === 'REPEATED' ? definitionLevel : parent.elementLevel,
  };
}

/**
 * A list is written in three levels (list, a repeated group, the element), by older programs in two (list, the repeated element), and
 * without any list around as a repeated value. A repeated group of one child is the element itself where older programs named it so.
 *
 * @see https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#lists
 */
function elementIn(parent: Position, node: SchemaNode): Position['element'] {
  if (node.repetition !== 'REPEATED') {
    if (parent.element === 'none') return 'none';
    return parent.element === 'wrapper' && node.physical !== undefined ? 'value' : 'part';
  }
  if (node.physical !== undefined) return 'value';
  const isElement = node.name === 'array' || node.name === `${parent.node.name}_tuple`;
  return parent.node.logical?.type === 'list' && node.childCount === 1 && !isElement ? 'wrapper' : 'part';
}

function isRepeated({ logical }: SchemaNode): boolean {
  return logical?.type === 'list' || logical?.type === 'map';
}

function scalarOrList(position: Position, node: SchemaNode, index: number): ParquetColumn {
  const { name, definitionLevel, repetitionLevel } = position;
  const isElement = position.element === 'value' && repetitionLevel === 1;
  const elementLevel = isElement ? position.elementLevel : undefined;
  const leaf = { index, node, kind: cellKind(node), definitionLevel, repetitionLevel, elementLevel };
  return { name, shape: repetitionLevel === 0 ? 'scalar' : 'list', leaf };
}

function refuseNames(columns: readonly ParquetColumn[]): void {
  const listed = columns.filter(({ shape }) => shape !== 'struct');
  if (listed.length > maximumColumns) {
    throw new UnreadableBatchError(
      'too-large',
      `The file has ${listed.length} columns; at most ${maximumColumns} can be read. Leave out those that no contract names.`,
    );
  }
  const seen = new Set<string>();
  for (const { name } of listed) {
    if (name === '') {
      throw new UnreadableBatchError('unreadable', 'A column of the Parquet file has no name: give it one.');
    }
    if (seen.has(name)) {
      const shown = JSON.stringify(name.slice(0, 200));
      throw new UnreadableBatchError(
        'duplicate-column',
        `The Parquet file has two columns ${shown}: rename one.`,
      );
    }
    seen.add(name);
  }
}

function broken(): UnreadableBatchError {
  return new UnreadableBatchError(
    'unreadable',
    'The Parquet file is damaged: its schema does not hold together. Write it again.',
  );
}
