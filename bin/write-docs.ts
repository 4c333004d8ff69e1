import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractSchema } from '../lambdas/core/contract/contract.ts';
import { replaceSection } from './docs/replace-section.ts';
import { settingsTable } from './docs/settings-table.ts';

/** Writes the generated parts of the documentation; a test fails while they are stale. */
const page = join(import.meta.dirname, '../docs/contract.md');
const text = await readFile(page, 'utf8');
await writeFile(page, replaceSection(text, 'settings', settingsTable(contractSchema)));
