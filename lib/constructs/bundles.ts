import { readdirSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AssetHashType, DockerImage } from 'aws-cdk-lib/core';
import { type BuildOptions, buildSync } from 'esbuild';

const root = join(import.meta.dirname, '../..');
const handlers = join(root, 'lambdas/handlers');

/** ES modules named `.mjs`, the SDK inside: what was tested is what runs. See docs/decisions/002-bundles.md. */
const options = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  // Names of functions and errors survive in stack traces and logs.
  keepNames: true,
  outExtension: { '.js': '.mjs' },
  // A CommonJS dependency that asks for a module of Node while it runs would fail in an ES module without it.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** The bundle of `lambdas/handlers/<name>.ts`, as `index.mjs`; a synthesis that bundles no stack leaves it out. */
export function bundleOf(name: string): Code {
  return Code.fromAsset(root, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never run: what is bundled here needs no container. The command tells one bundle from another.
      image: DockerImage.fromRegistry('none'),
      command: [name],
      local: {
        tryBundle(directory) {
          const bundle = allBundles().get(name);
          if (bundle === undefined) throw new RangeError(`bundleOf: lambdas/handlers has no ${name}.ts`);
          writeFileSync(join(directory, 'index.mjs'), bundle);
          return true;
        },
      },
    },
  });
}

let bundles: ReadonlyMap<string, Uint8Array> | undefined;

/** Each is a file of its own; what they share is read once for all of them. */
function allBundles(): ReadonlyMap<string, Uint8Array> {
  bundles ??= new Map(
    buildSync({
      ...options,
      absWorkingDir: root,
      entryPoints: readdirSync(handlers).map((file) => join(handlers, file)),
      outdir: '.',
      write: false,
    }).outputFiles.map(({ path, contents }) => [parse(path).name, contents]),
  );
  return bundles;
}
