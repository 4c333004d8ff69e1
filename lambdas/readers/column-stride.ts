/** Numbers of four bytes that a line of the processor's cache holds. */
const lineNumbers = 16;

/**
 * How far apart the columns of a layout stand, in cells: an odd number of cache lines. A row writes one cell a column, and with a
 * power of two between them all would fall on the same few places of the cache and drive each other out.
 *
 * @param rowCapacity  cells of a column at most
 * @returns at least `rowCapacity`
 */
export function columnStride(rowCapacity: number): number {
  const lines = Math.ceil(rowCapacity / lineNumbers);
  return (lines % 2 === 0 ? lines + 1 : lines) * lineNumbers;
}
