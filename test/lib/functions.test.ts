import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { functions } from '../../lib/functions.ts';
import { resourcesOf, templateOf } from '../support/templates.ts';

const root = new URL('../../', import.meta.url);
const runbook = await readFile(new URL('docs/runbook.md', root), 'utf8');

describe('a function', () => {
  it('has one entry and one handler', async () => {
    const handlers = await readdir(new URL('lambdas/handlers', root));

    expect(functions.map(({ name }) => `${name}.ts`).sort()).toEqual(handlers.sort());
  });

  it.each(functions)('$name has a use case of its own, which its handler runs', async ({ name }) => {
    const handler = await readFile(new URL(`lambdas/handlers/${name}.ts`, root), 'utf8');

    expect(handler).toMatch(/^export const handler = /m);
    expect(handler.match(/from '\.\.\/pipeline\/[a-z-]+\.ts';/g)).toHaveLength(1);
  });

  it.each(functions)('$name has a row in the runbook that tells its impact', ({ name, impact }) => {
    const row = runbook.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));

    expect(row).toMatch(/ \|$/);
    expect(row?.split(' | ').at(-1)).toBe(`${impact.replace(/\.$/, '')} |`);
  });

  it.each(functions)('$name is on the dashboard under its name', async ({ name }) => {
    const [dashboard] = resourcesOf(await templateOf('prod'), 'AWS::CloudWatch::Dashboard');

    expect(JSON.stringify(dashboard?.Properties)).toContain(`\\"label\\":\\"${name}\\"`);
  });
});
