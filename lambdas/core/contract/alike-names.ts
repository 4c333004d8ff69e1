/**
 * A name without what nobody sees: how its accents are composed, of which kind its blanks are, and characters without width. Names
 * of which it is the same look the same.
 */
export function alikeName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
