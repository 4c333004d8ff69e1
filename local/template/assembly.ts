import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { TemplateError } from './intrinsics.ts';

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      displayName: z.string().optional(),
      properties: z
        .object({ templateFile: z.string().optional(), stackName: z.string().optional() })
        .optional(),
    }),
  ),
});

const assetsSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

const templateSchema = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      Condition: z.string().optional(),
    }),
  ),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
});

export type RawTemplate = z.infer<typeof templateSchema>;

/** One stack of a cloud assembly as it lies on disk. */
export interface AssemblyStack {
  readonly name: string;
  readonly template: RawTemplate;
  /** Folder of an asset by the key it would be uploaded under. */
  readonly assets: ReadonlyMap<string, string>;
}

/**
 * Reads one stack of a cloud assembly (`cdk.out`).
 *
 * @param stack  name or artifact id; may be left out when the assembly holds one stack
 */
export async function readAssembly(directory: string, stack?: string): Promise<AssemblyStack> {
  const manifest = manifestSchema.parse(await readJson(join(directory, 'manifest.json')));
  const stacks = Object.entries(manifest.artifacts).filter(
    ([, item]) => item.type === 'aws:cloudformation:stack',
  );
  const matching = stacks.filter(
    ([id, item]) => stack === undefined || id === stack || item.properties?.stackName === stack,
  );
  const [found] = matching;
  if (found === undefined || matching.length > 1) {
    const names = stacks.map(([id]) => id).join(', ');
    throw new TemplateError(
      `${directory} holds the stacks ${names || '(none)'}; asked for ${stack ?? 'the only one'}`,
    );
  }
  const [id, { properties }] = found;
  const template = templateSchema.parse(
    await readJson(join(directory, properties?.templateFile ?? `${id}.template.json`)),
  );
  return { name: properties?.stackName ?? id, template, assets: await readAssets(directory, id) };
}

async function readAssets(directory: string, id: string): Promise<ReadonlyMap<string, string>> {
  const { files } = assetsSchema.parse(await readJson(join(directory, `${id}.assets.json`)));
  const pairs = Object.values(files).flatMap(({ source, destinations }) =>
    Object.values(destinations).map((to): [string, string] => [
      to.objectKey,
      join(directory, source.path ?? ''),
    ]),
  );
  return new Map(pairs);
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, 'utf8'));
}
