import { expect, test } from '@jest/globals';
import { columnIndex, parseTable, tableText } from '../../../examples/weather/table.ts';

test('a table written and read is the same table', () => {
  const table = { header: ['a', 'b'], rows: [['1', ''], ['2'], ['3', '4', '5']] };

  expect(parseTable(tableText(table))).toEqual(table);
});

test('every line ends, the last too', () => {
  expect(tableText({ header: ['a'], rows: [['1']] })).toBe('a\n1\n');
});

test('an unknown column is an error that names the known ones', () => {
  expect(() => columnIndex({ header: ['a', 'b'], rows: [] }, 'c')).toThrow(
    'columnIndex: requires one of a, b, found c',
  );
});
