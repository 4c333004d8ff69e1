import { expect, test } from '@jest/globals';
import {
  capitalised,
  lineWidth,
  listNames,
  listWords,
  wrapText,
} from '../../../../lambdas/core/text/sentences.ts';

test('a sentence begins with a capital', () => {
  expect(capitalised('missing column')).toBe('Missing column');
  expect(capitalised('')).toBe('');
});

test('a list names three, and counts the rest', () => {
  expect(listNames(['fare'])).toBe('fare');
  expect(listNames(['fare', 'tip'])).toBe('fare and tip');
  expect(listNames(['fare', 'tip', 'trip distance'])).toBe('fare, tip and "trip distance"');
  expect(listNames(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
  expect(listWords(['a', 'b'], 1200)).toBe('a, b and 1,198 more');
});

test('lines break at spaces and hang under their mark', () => {
  const text = wrapText('word '.repeat(20).trim(), '1. ');

  const lines = text.split('\n');
  expect(lines.every((line) => line.length <= lineWidth)).toBe(true);
  expect(lines[1]).toMatch(/^ {3}word/);
  expect(text.replace(/\s+/g, ' ')).toBe(`1. ${'word '.repeat(20).trim()}`);
});

test('a number stays with its sign, a comparison in one piece', () => {
  const text = wrapText(`${'x'.repeat(70)} 0.4 % then ${'y'.repeat(66)} q < 0.0001`);

  expect(text.split('\n')).toEqual(['x'.repeat(70), `0.4 % then`, 'y'.repeat(66), 'q < 0.0001']);
});

test('a word wider than the line is broken between characters', () => {
  expect(wrapText('🌡'.repeat(40)).split('\n')).toEqual(['🌡'.repeat(37), '🌡🌡🌡']);
});
