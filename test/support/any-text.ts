import fc from 'fast-check';

const surrogates = { first: 0xd800, count: 0x800 };

/**
 * Any character: what fast-check calls a binary unit, drawn the same. Its own makes a map of all 1,112,064 characters when a
 * test file asks for it, half a second of each such file.
 */
const anyCharacter = fc
  .nat({ max: 0x10ffff - surrogates.count })
  .map(
    (index) => String.fromCodePoint(index < surrogates.first ? index : index + surrogates.count),
    indexOfCharacter,
  );

/** Text of any characters, NUL and such among them, and the names that JavaScript objects are born with. */
export function anyText(
  lengths: { readonly minLength?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<string> {
  return fc.string({ unit: anyCharacter, ...lengths });
}

/** @throws RangeError when it is not one character */
function indexOfCharacter(value: unknown): number {
  const code = typeof value === 'string' ? (value.codePointAt(0) ?? -1) : -1;
  const isSurrogate = code >= surrogates.first && code < surrogates.first + surrogates.count;
  if (code < 0 || isSurrogate || String.fromCodePoint(code) !== value) {
    throw new RangeError(`anyCharacter requires one character, found ${value}`);
  }
  return code < surrogates.first ? code : code - surrogates.count;
}
