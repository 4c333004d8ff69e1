import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareVersions } from '../../../../lambdas/core/environment/compare-versions.ts';

describe('two versions', () => {
  test.each([
    ['2.0.3', '2.1.0', 'upgraded minor'],
    ['2.1.0', '2.0.3', 'downgraded minor'],
    ['1.26.4', '2.0.0', 'upgraded major'],
    ['1.9', '1.10', 'upgraded minor'],
    ['2.1.0', '2.1.0rc1', 'downgraded patch'],
    ['2.1.0rc1', '2.1.0', 'upgraded patch'],
    ['1.0', '1.0.post1', 'upgraded patch'],
    ['1.0.dev3', '1.0a1', 'upgraded patch'],
    ['2023.12', '1!1.0', 'upgraded major'],
    ['1.0', '1.0.0', 'same'],
    ['v1.2.3', '1.2.3', 'same'],
    ['2.1.0+cpu', '2.1.0+cu118', 'changed'],
    ['1.1.1v', '1.1.1w', 'changed'],
    ['1.1.1', '1.1.1w', 'changed'],
    ['9e', '10', 'changed'],
    ['', '1.0', 'changed'],
  ])('of Python, %s and %s: %s', (from, to, expected) => {
    const { change, step } = compareVersions(from, to);

    expect([change, step].filter(Boolean).join(' ')).toBe(expected);
  });

  test.each([
    ['2.0.0-beta.3', '2.0.0-beta.11', 'upgraded patch'],
    ['2.0.0-alpha.beta', '2.0.0', 'upgraded patch'],
    ['1.2.3', '1.3.0-rc.1', 'upgraded minor'],
    ['1.2.3+a', '1.2.3+b', 'same'],
  ])('of npm, %s and %s: %s', (from, to, expected) => {
    const { change, step } = compareVersions(from, to, 'npm');

    expect([change, step].filter(Boolean).join(' ')).toBe(expected);
  });

  test('in the order that PEP 440 gives, the later is always the newer', () => {
    // The example of the specification, "Summary of permitted suffixes and relative ordering".
    const ordered = [
      '1.dev0',
      '1.0.dev456',
      '1.0a1',
      '1.0a2.dev456',
      '1.0a12.dev456',
      '1.0a12',
      '1.0b1.dev456',
      '1.0b2',
      '1.0b2.post345.dev456',
      '1.0b2.post345',
      '1.0rc1.dev456',
      '1.0rc1',
      '1.0',
      '1.0.post456.dev34',
      '1.0.post456',
      '1.0.15',
      '1.1.dev1',
    ];

    for (const [index, from] of ordered.entries())
      for (const to of ordered.slice(index + 1))
        expect([from, to, compareVersions(from, to).change]).toEqual([from, to, 'upgraded']);
  });

  test('the other way round are the opposite, whatever they are', () => {
    const opposite = { upgraded: 'downgraded', downgraded: 'upgraded', same: 'same', changed: 'changed' };
    const version = fc.oneof(
      fc.stringMatching(/^\d{1,3}(\.\d{1,3}){0,3}((a|b|rc)\d|\.post\d|\.dev\d|-beta\.\d)?$/),
      fc.string({ maxLength: 64 }),
    );

    fc.assert(
      fc.property(version, version, fc.constantFrom('python', 'npm'), (a, b, rules) => {
        const there = compareVersions(a, b, rules);
        const back = compareVersions(b, a, rules);
        expect([back.change, back.step]).toEqual([opposite[there.change], there.step]);
      }),
      { numRuns: 500 },
    );
  });
});
