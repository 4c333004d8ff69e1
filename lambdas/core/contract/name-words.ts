/** The words of a name in lower case, joined by underscores: `yPred`, `Y-pred` and `y pred` are `y_pred`. */
export function nameWords(name: string): string {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, '_')
    .replace(/^_|_$/g, '');
}
