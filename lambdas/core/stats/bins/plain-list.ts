/** `Array.from` of numbers, several times as fast: it would ask an iterator for each. */
export function plainList(values: ArrayLike<number>): number[] {
  const length = values.length;
  const list = new Array<number>(length);
  for (let i = 0; i < length; i++) list[i] = values[i]!;
  return list;
}
