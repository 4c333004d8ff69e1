import { expect, test } from '@jest/globals';
import { environmentSection } from '../../../../../lambdas/core/report/batch/environment-section.ts';
import type { Result } from '../../../../../lambdas/core/result/result-schema.ts';
import { buildResult } from '../../../../support/build-result.ts';

const lockFile = { versionId: 'v1', receivedAt: '2026-11-20T06:00:00.000Z', packages: 12 };

function sectionOf(changes: Result['environmentChanges']): string {
  const key = 'environments/flights/requirements.txt';
  const compared = { reference: { ...lockFile, key }, current: { ...lockFile, key } };
  return environmentSection(buildResult({ environmentChanges: changes, lockFiles: [compared] })).markup;
}

test('nothing is on the page where nothing differs', () => {
  expect(sectionOf([])).toBe('');
});

test('versions, types and the lock files are on the page, whatever they are called', () => {
  const page = sectionOf([
    { kind: 'dtype', column: '<b>income', from: 'int64', to: 'float64' },
    {
      kind: 'version',
      name: '<script>',
      change: 'upgraded',
      step: 'major',
      from: '1.0',
      to: '2.0',
      sources: ['file', 'lock-file'],
    },
  ]);

  expect(page).toContain('1.0 → 2.0');
  expect(page).toContain('the file, a lock file');
  expect(page).toContain('float64');
  expect(page).toContain('environments/flights/requirements.txt');
  expect(page).not.toMatch(/<script|<b>/);
});
