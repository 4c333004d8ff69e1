/** Gives a number to each value of a dictionary, by its code. */
export type NumbersByCode = (dictionary: readonly string[]) => readonly number[];

/** Asks for each value once, from block to block: dictionaries grow, they never change. Another dictionary begins anew. */
export function numbersByCode(numberOf: (value: string) => number): NumbersByCode {
  let known: readonly string[] = [];
  let numbers: number[] = [];
  return (dictionary) => {
    if (known !== dictionary) numbers = [];
    known = dictionary;
    for (let code = numbers.length; code < dictionary.length; code++)
      numbers.push(numberOf(dictionary[code]!));
    return numbers;
  };
}
