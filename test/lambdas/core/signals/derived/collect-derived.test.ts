import { describe, expect, test } from '@jest/globals';
import { compareProfiles } from '../../../../../lambdas/core/drift/compare-profiles.ts';
import { writtenNumbers } from '../../../../../lambdas/core/signals/representation/state.ts';
import { buildBlock } from '../../../../support/build-block.ts';
import { buildContract } from '../../../../support/build-contract.ts';
import {
  buildDerived,
  buildDerivedComparison,
  buildDerivedProfile,
} from '../../../../support/build-derived.ts';

const text = buildContract([{ name: 'note', kind: 'text', nullable: true }]);

describe('the bins of derived columns', () => {
  test('of shares are all thousandths, so that tests of them are exact whatever comes', () => {
    const { bins, derived } = buildDerived(text, buildBlock(text, [['a b'], ['a'], ['a c']]));

    expect(derived.plan.map(({ feature }) => feature)).toContain('unknown-words');
    for (const one of bins.slice(2)) {
      expect(one).toMatchObject({ type: 'numbers', exact: true, derived: true });
      expect(one.type === 'numbers' && one.cuts).toEqual(Array.from({ length: 1001 }, (_, i) => i / 1000));
    }
  });

  test('of lengths are those of the reference, at most 1,025 of them', () => {
    const rows = Array.from({ length: 1200 }, (_, row) => ['x'.repeat(row + 1)]);

    const [, few] = buildDerived(text, buildBlock(text, rows.slice(0, 5))).bins;
    const [, many] = buildDerived(text, buildBlock(text, rows)).bins;

    expect(few).toMatchObject({ cuts: [1, 2, 3, 4, 5], exact: true });
    expect(many).toMatchObject({ exact: false });
    expect(many?.type === 'numbers' && many.cuts.length).toBeLessThanOrEqual(1025);
  });

  test('without a word that three rows have there is no vocabulary and no feature of it', () => {
    const { derived } = buildDerived(text, buildBlock(text, [['one'], ['two'], ['three']]));

    expect(derived.plan.map(({ feature }) => feature)).not.toContain('unknown-words');
    expect(derived.ofReference.map(({ name }) => name)).toEqual(derived.plan.map(({ name }) => name));
  });

  test('of a reference without any value make its features inconclusive, never stable', () => {
    const comparison = buildDerivedComparison(
      text,
      buildBlock(text, Array(50).fill(['NA'])),
      buildBlock(text, Array(50).fill(['some words'])),
    );

    const { features } = compareProfiles(comparison);

    expect(features.filter(({ derivedFrom }) => derivedFrom).map(({ verdict }) => verdict)).toEqual(
      Array(5).fill({ status: 'inconclusive', reason: 'the reference has no value' }),
    );
  });

  test('tell apart vectors of as many numbers as there may be, and say nothing of how they are written', () => {
    const dimension = 16_384;
    const wide = buildContract([{ name: 'v', kind: 'vector', dimension }]);
    const vector = (value: number) => [JSON.stringify(Array(dimension).fill(value))];
    const block = buildBlock(wide, [vector(1), vector(-2), vector(0.5)]);

    const { bins, derived } = buildDerived(wide, block);
    const profile = buildDerivedProfile(wide, bins, derived.plan, block);

    expect(bins).toHaveLength(1 + 65);
    expect(bins[1]).toMatchObject({ cuts: [-2, 0.5, 1], exact: true });
    expect(bins.at(-1)).toMatchObject({ cuts: [64, 128, 256] });
    expect(profile.columns.at(-1)?.values).toMatchObject({ count: 3, bins: [0, 1, 0, 1, 0, 1, 0] });
    expect(profile.representation && writtenNumbers(profile.representation, 1)).toBeUndefined();
  });
});
