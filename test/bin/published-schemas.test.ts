import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { publishedSchemas } from '../../bin/published-schemas.ts';

test.each(publishedSchemas())(
  '$path is that of the code (renew it: node bin/write-schemas.ts)',
  ({ path, text }) => {
    const shipped = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

    expect(JSON.parse(shipped)).toEqual(JSON.parse(text));
  },
);
