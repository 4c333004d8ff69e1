/** A value of JSON, as `JSON.parse` gives it, or with its numbers as they are written. */
export type JsonValue = string | number | WrittenNumber | boolean | null | JsonObject | readonly JsonValue[];

/** What a line of JSON holds, by key. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** @returns undefined when the text is no JSON, not even with the words that Python writes where JSON has no number */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return parseWithWords(text, ({ word }, value) => (word === undefined ? value : Number(word)));
  }
}

/** A number as its row writes it: a double would round whole numbers beyond 2^53. */
export class WrittenNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toJSON(): number {
    return Number(this.text);
  }
}

/** The same, but numbers are {@link WrittenNumber}s. */
export function parseWrittenJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text, (_key, value, context?: Source) => written(context?.source, value));
  } catch {
    return parseWithWords(text, ({ word, source }, value) => written(word ?? source, value));
  }
}

function written<Value>(text: string | undefined, value: Value): Value | WrittenNumber {
  return typeof value === 'number' ? new WrittenNumber(text ?? String(value)) : value;
}

interface Source {
  readonly source?: string;
}

/** What stands for words that are no JSON: numbers that nobody writes. */
const stands: ReadonlyMap<string, string> = new Map([
  ['NaN', '0e77777777'],
  ['Infinity', '1e77777777'],
  ['-Infinity', '-1e77777777'],
]);
const wordOf: ReadonlyMap<string | undefined, string> = new Map(
  Array.from(stands, ([word, source]) => [source, word]),
);

/** Parses JSON with `NaN`, `Infinity` and `-Infinity` among its values, as Python and others write it. */
function parseWithWords(
  text: string,
  revive: (source: Source & { readonly word?: string | undefined }, value: unknown) => unknown,
): JsonValue | undefined {
  if (!/NaN|Infinity/.test(text)) return undefined;
  const standing = text.replace(
    /"(?:[^"\\]|\\.)*"|(?<![-+.\w])(?:NaN|-?Infinity)(?![.\w])/g,
    (found) => stands.get(found) ?? found,
  );
  try {
    return JSON.parse(standing, (_key, value, context?: Source) => {
      const source = context?.source;
      return revive({ ...(source === undefined ? {} : { source }), word: wordOf.get(source) }, value);
    });
  } catch {
    return undefined;
  }
}

/** A list or an object as JSON, with those words where a number is none. */
export function writeJson(value: JsonValue): string {
  return JSON.stringify(value, (_key, inner) =>
    typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner,
  ).replace(/"(NaN|-?Infinity)"/g, '$1');
}

/** Whether a value is an object, which a list is not. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  const isOther = value === null || Array.isArray(value) || value instanceof WrittenNumber;
  return typeof value === 'object' && !isOther;
}

/**
 * The value of a column: under the key of that name, else along a path of keys with dots between them. Only keys of the
 * object's own count, so that no name is special.
 *
 * @returns undefined when the object has neither
 */
export function findValue(object: JsonObject, name: string): JsonValue | undefined {
  if (Object.hasOwn(object, name)) return object[name];
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const head = name.slice(0, dot);
    const inner = Object.hasOwn(object, head) ? object[head] : undefined;
    const found = isObject(inner) ? findValue(inner, name.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The columns of an object in order of appearance: its keys, and for objects within it the paths to their keys. */
export function* columnNamesOf(object: JsonObject, prefix = ''): Generator<string> {
  for (const [key, value] of Object.entries(object)) {
    if (isObject(value) && Object.keys(value).length > 0) yield* columnNamesOf(value, `${prefix}${key}.`);
    else yield prefix + key;
  }
}
