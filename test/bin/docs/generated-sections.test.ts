import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { generatedSections } from '../../../bin/docs/generated-sections.ts';
import { replaceSection } from '../../../bin/docs/replace-section.ts';

test.each(generatedSections())(
  '$page has its section $name as the code has it; if not, run: node bin/write-docs.ts',
  ({ page, name, text }) => {
    const written = readFileSync(page, 'utf8');

    expect(written).toBe(replaceSection(written, name, text));
  },
);
