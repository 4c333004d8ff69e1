/** Words of our own as they begin a sentence or a heading. A name from the data is told as it is written: not by this. */
export function capitalised(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
