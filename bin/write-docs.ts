import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generatedSections } from './docs/generated-sections.ts';
import { replaceSection } from './docs/replace-section.ts';

/** Writes the generated parts of the documentation; a test fails while they are stale. */
for (const { page, name, text } of generatedSections()) {
  const path = join(import.meta.dirname, '..', page);
  await writeFile(path, replaceSection(await readFile(path, 'utf8'), name, text));
}
