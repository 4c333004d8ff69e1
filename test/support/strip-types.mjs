import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

/** A part of the cache's key: what was transformed another way is not found. */
const ownText = readFileSync(import.meta.filename);

/** A Jest transform: esbuild takes the types out and keeps the module an ES module. */
const stripTypes = {
  process: (source, path) =>
    transformSync(source, {
      loader: 'ts',
      format: 'esm',
      target: 'node24',
      sourcemap: 'inline',
      sourcefile: path,
    }),
  getCacheKey: (source, path) =>
    createHash('sha256').update(ownText).update(path).update(source).digest('hex'),
};

export default stripTypes;
