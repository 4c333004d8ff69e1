/** Does something for each item, so many at once; fails with the first that fails. */
export async function inTurns<Item, Made>(
  items: readonly Item[],
  atOnce: number,
  make: (item: Item) => Promise<Made>,
): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (let first = 0; first < items.length; first += atOnce)
    made.push(...(await Promise.all(items.slice(first, first + atOnce).map(make))));
  return made;
}
