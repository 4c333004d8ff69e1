import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Template as ClosedTemplate } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib/core';
import * as z from 'zod';

const root = join(import.meta.dirname, '../..');

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.array(z.string()).default([]),
  DeletionPolicy: z.string().optional(),
});

const templateSchema = z.object({
  Description: z.string().optional(),
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
});

export type Template = z.infer<typeof templateSchema>;
export type Resource = z.infer<typeof resource> & { readonly id: string };

/** The template of an environment, synthesized once for each content of what it is made from; functions are not bundled. */
export async function templateOf(environment: string): Promise<Template> {
  return templateSchema.parse(JSON.parse(await templateText(environment)));
}

/** The same, as it was written. */
export async function templateText(environment: string): Promise<string> {
  const assembly = await assemblyOf(environment);
  return readFile(join(assembly, `Plumbline-${environment}.template.json`), 'utf8');
}

/** The template of a stack that a test has made itself. */
export function readTemplateOf(stack: Stack): Template {
  return templateSchema.parse(ClosedTemplate.fromStack(stack).toJSON());
}

/** Resources of a type, each with its logical id. */
export function resourcesOf(template: Template, type: string): Resource[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id, found]) => ({ id, ...found }));
}

/** Runs the app as the CDK command line does. */
export async function runApp(
  outputDirectory: string,
  context: Readonly<Record<string, unknown>>,
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  const { CDK_DEFAULT_ACCOUNT: _account, CDK_DEFAULT_REGION: _region, ...environment } = process.env;
  const variables = { CDK_OUTDIR: outputDirectory, CDK_CONTEXT_JSON: JSON.stringify(context) };
  const run = promisify(execFile)(process.execPath, [join(root, 'bin/app.ts')], {
    cwd: root,
    env: { ...environment, ...variables },
  });
  const failure = z.object({ code: z.int(), stdout: z.string(), stderr: z.string() });
  try {
    return { exitCode: 0, ...(await run) };
  } catch (error) {
    const { code, ...output } = failure.parse(error);
    return { exitCode: code, ...output };
  }
}

async function assemblyOf(environment: string): Promise<string> {
  const assembly = join(root, '.plumbline/templates', await contentHash(), environment);
  if (existsSync(assembly)) return assembly;
  const unfinished = `${assembly}-${randomUUID()}`;
  await mkdir(unfinished, { recursive: true });
  const context = { env: environment, synthOnly: true, 'aws:cdk:bundling-stacks': [] };
  const { exitCode, stderr } = await runApp(unfinished, context);
  if (exitCode !== 0) throw new Error(`synthesis of '${environment}' failed:\n${stderr}`);
  try {
    await rename(unfinished, assembly);
  } catch (error) {
    // Another worker was faster with the same content.
    if (!existsSync(assembly)) throw error;
    await rm(unfinished, { recursive: true });
  }
  return assembly;
}

/** Of everything that a template is made from, except the code of the functions. */
async function contentHash(): Promise<string> {
  const patterns = ['bin/app.ts', 'lib/**/*.ts', 'lambdas/*.ts', 'package-lock.json'];
  const files: string[] = [];
  for await (const file of glob(patterns, { cwd: root })) files.push(file);
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file).update(await readFile(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}
