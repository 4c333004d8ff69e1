import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

/**
 * What a module may take of the language once: not what belongs to the surroundings, nor what a test may put something else in
 * the place of, as Date, process, timers and fetch.
 */
const language =
  /\b(?:Array|ArrayBuffer|BigInt|BigInt64Array|BigUint64Array|Boolean|DataView|Error|Float32Array|Float64Array|Infinity|Int16Array|Int32Array|Int8Array|JSON|Map|Math|NaN|Number|Object|Promise|RangeError|RegExp|Set|String|Symbol|TypeError|Uint16Array|Uint32Array|Uint8Array|WeakMap)\b/g;

/** A part of the cache's key: what was transformed another way is not found. */
const ownText = readFileSync(import.meta.filename);

/**
 * A Jest transform: esbuild takes the types out and keeps the module an ES module.
 *
 * Jest runs modules in a context of its own, where every look-up of a global is a call that no compiler sees through: a loop
 * that says Math.trunc takes ten times as long as in the product. So a module takes what it uses of the language before all
 * else, under the same names. A module that declares one of them itself is a syntax error.
 */
const stripTypes = {
  process: (source, path) =>
    transformSync(source, {
      loader: 'ts',
      format: 'esm',
      target: 'node24',
      sourcemap: 'inline',
      sourcefile: path,
      banner: `const { ${[...new Set(source.match(language))].join(', ')} } = globalThis;`,
    }),
  getCacheKey: (source, path) =>
    createHash('sha256').update(ownText).update(path).update(source).digest('hex'),
};

export default stripTypes;
