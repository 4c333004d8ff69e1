import { byteDictionary, isFull } from '../byte-dictionary.ts';

/** Bytes of keys that are kept before all are forgotten: 4 MiB. */
const MAXIMUM_KEY_BYTES = 4_194_304;

/** What the keys of rows mean, found by their bytes. */
export interface KeyTable {
  readonly keyAt: (view: DataView, from: number, to: number) => Key;
}

/** What a key means. */
export interface Key {
  /** Place of the column that it names, or -1. */
  readonly place: number;
  /** Whether it begins the path of a column, so that an object under it must be looked into. */
  readonly isHead: boolean;
}

/** A key that no column has to do with. */
export const unknownKey: Key = { place: -1, isHead: false };

/** The keys that the columns of the given names are found by. */
export function keyTable(names: readonly string[]): KeyTable {
  const places = new Map(names.map((name, place) => [name, place]));
  const heads = new Set(names.flatMap(headsOf));
  let dictionary = byteDictionary();
  let keys: Key[] = [];
  return {
    keyAt(view, from, to) {
      if (isFull(dictionary, MAXIMUM_KEY_BYTES)) {
        dictionary = byteDictionary();
        keys = [];
      }
      const code = dictionary.codeOf(view, from, to);
      if (code >= keys.length) {
        const text = dictionary.values[code]!;
        keys.push({ place: places.get(text) ?? -1, isHead: heads.has(text) });
      }
      return keys[code] ?? unknownKey;
    },
  };
}

/** `a` and `a.b` of `a.b.c`. */
function headsOf(name: string): readonly string[] {
  const heads: string[] = [];
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1))
    heads.push(name.slice(0, dot));
  return heads;
}
