import { createHash } from 'node:crypto';
import { transformSync } from 'esbuild';

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
  getCacheKey: (source, path) => createHash('sha256').update(path).update(source).digest('hex'),
};

export default stripTypes;
