import { expect, test } from '@jest/globals';
import { chapters } from '../../../examples/weather/story.ts';

test('each chapter has a file of its own', () => {
  const files = chapters.map(({ file }) => file);

  expect(new Set(files).size).toBe(files.length);
});

test('the story shows every verdict, quarantined rows, an upload announced twice, one email and one card', () => {
  const expectations = chapters.map(({ expected }) => expected);

  expect(new Set(expectations.map(({ verdict }) => verdict))).toEqual(
    new Set(['stable', 'drifted', 'rejected']),
  );
  expect(expectations.some(({ quarantinesRows }) => quarantinesRows)).toBe(true);
  expect(chapters.filter(({ announcements = 1 }) => announcements > 1)).toHaveLength(1);
  expect(chapters.flatMap(({ shown = [] }) => shown).sort()).toEqual(['card', 'email']);
});

test('the story shows a drift that goes on unrepeated, one that is told in an open incident, and how incidents end', () => {
  const tellings = chapters.map(
    ({ expected: { verdict, told } }) => `${verdict}${told === undefined ? '' : ', told'}`,
  );

  expect(tellings).toEqual([
    'stable',
    'drifted, told',
    'drifted',
    'stable, told',
    'rejected, told',
    'drifted, told',
    'drifted, told',
    'stable, told',
    'drifted, told',
  ]);
});
