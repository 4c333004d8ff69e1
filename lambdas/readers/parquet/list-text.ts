import { maximumRawTextLength } from '../../core/block/column-block.ts';
import type { ListPage } from './page.ts';
import { jsonText } from './plain-cell.ts';
import type { Leaf } from './schema-columns.ts';

/**
 * A list as JSON, cut where it is longer than a raw row may be.
 *
 * @param pages  that in which it begins, and those behind
 */
export function listText(
  pages: readonly ListPage[],
  fromEntry: number,
  fromValue: number,
  leaf: Leaf,
): string {
  const { kind, definitionLevel, elementLevel = definitionLevel } = leaf;
  const parts: string[] = [];
  let length = 0;
  for (const [index, { repetition, definition, indices, values }] of pages.entries()) {
    let value = index === 0 ? fromValue : 0;
    const from = index === 0 ? fromEntry : 0;
    for (let entry = from; entry < repetition.length; entry++) {
      const isFirst = index === 0 && entry === fromEntry;
      if (repetition[entry] === 0 && !isFirst) return `[${parts.join(',')}]`;
      const level = definition[entry]!;
      if (level < elementLevel - 1) return 'null';
      if (level < elementLevel) continue;
      const isValue = level === definitionLevel;
      const place = isValue && indices !== undefined ? indices[value]! : value;
      const part = isValue ? jsonText(values, kind, place) : 'null';
      if (isValue) value++;
      length += part.length + 1;
      if (length > maximumRawTextLength) return `[${parts.join(',')},…]`;
      parts.push(part);
    }
  }
  return `[${parts.join(',')}]`;
}
