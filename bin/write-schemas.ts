import { writeFile } from 'node:fs/promises';
import { publishedSchemas } from './published-schemas.ts';

/** Writes the JSON Schemas of what Plumbline publishes; run after a change of their zod schemas. */
for (const { path, text } of publishedSchemas()) {
  await writeFile(new URL(`../${path}`, import.meta.url), text);
  process.stdout.write(`${path}\n`);
}
