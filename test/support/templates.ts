import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Template as ClosedTemplate } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib/core';
import * as z from 'zod';
import { alone } from '../../local/alone.ts';
import { contentHash, root } from './content-hash.ts';

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
export function templateOf(environment: string): Promise<Template> {
  const read = async () => templateSchema.parse(JSON.parse(await templateText(environment)));
  return onceFor(templates, environment, read);
}

const templates = new Map<string, Promise<Template>>();

/** The same, as it was written. */
export function templateText(environment: string): Promise<string> {
  const read = async () =>
    readFile(join(await assemblyOf(environment), `Plumbline-${environment}.template.json`), 'utf8');
  return onceFor(texts, environment, read);
}

const texts = new Map<string, Promise<string>>();

function onceFor<Value>(
  made: Map<string, Promise<Value>>,
  name: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const value = made.get(name) ?? make();
  made.set(name, value);
  return value;
}

/**
 * Leaves out the rules of CloudFormation that CDK brings along, which take half of the time of a synthesis. They hold where
 * cdk.json is read: for `npm run synth` and for every run of the embedded cloud.
 */
const withoutValidation = { CDK_VALIDATION: 'false' };

/** The template that a synthesis left in a directory. */
export async function templateIn(directory: string, environment: string): Promise<Template> {
  const text = await readFile(join(directory, `Plumbline-${environment}.template.json`), 'utf8');
  return templateSchema.parse(JSON.parse(text));
}

/** The template of a stack that a test has made itself. */
export function readTemplateOf(stack: Stack): Template {
  Object.assign(process.env, withoutValidation);
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
  const variables = {
    CDK_OUTDIR: outputDirectory,
    CDK_CONTEXT_JSON: JSON.stringify(context),
    ...withoutValidation,
  };
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
  const assembly = join(root, '.plumbline/templates', await contentHash(sources), environment);
  await alone(`${assembly}.lock`, async () => {
    if (existsSync(assembly)) return;
    const unfinished = `${assembly}-${randomUUID()}`;
    const context = { env: environment, synthOnly: true, 'aws:cdk:bundling-stacks': [] };
    const { exitCode, stderr } = await runApp(unfinished, context);
    if (exitCode !== 0) throw new Error(`synthesis of '${environment}' failed:\n${stderr}`);
    await rename(unfinished, assembly);
  });
  return assembly;
}

/** Everything that a template is made from, except the code of the functions. */
const sources = ['bin/app.ts', 'lib/**/*.ts', 'lambdas/*.ts', 'package-lock.json'];
