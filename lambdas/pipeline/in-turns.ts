/** Does something for each item, so many at once; fails with the first that fails. */
export async function inTurns<Item, Made>(
  items: readonly Item[],
  atOnce: number,
  make: (item: Item) => Promise<Made>,
): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (const some of turnsOf(items, atOnce)) made.push(...(await Promise.all(some.map(make))));
  return made;
}

/** So many items at a time, for those who may stop before the last. */
export function* turnsOf<Item>(items: readonly Item[], atOnce: number): Generator<readonly Item[]> {
  for (let first = 0; first < items.length; first += atOnce) yield items.slice(first, first + atOnce);
}
