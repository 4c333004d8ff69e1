import { expect, test } from '@jest/globals';
import { draftColumns } from '../../../support/draft-columns.ts';

const rows = (cell: (row: number) => string | number) =>
  Array.from({ length: 40 }, (_, row) => `${cell(row)}`);

const emails = rows((row) => `ann.${row}@example.org`);
const hashes = rows((row) => `${(row * 7919).toString(16)}e0f1${row}`);
const two = rows((row) => (row % 2 ? 'yes' : 'no'));
const amounts = rows((row) => row * 1.5);
const ibans = [
  'DE89370400440532013000',
  'GB29 NWBK 6016 1331 9268 19',
  'FR1420041010050500013M02606',
  'NL91ABNA0417164300',
];
const cards = [
  '4111111111111111',
  '5500-0055-5555-5559',
  '4012 8888 8888 1881',
  '5105105105105100',
  '6011000990139424',
];
const some = (values: readonly string[]) => rows((row) => values[row % values.length]!);

test.each<[string, readonly string[], RegExp]>([
  ['x', emails, /its values look like email addresses: sensitive/],
  ['contactEmail', hashes, /its name says that it holds email addresses, its values do not look so/],
  ['x', rows((row) => `+49 (30) 90${1000 + row}`), /its values look like phone numbers/],
  ['phone_number', rows((row) => `030/90${1000 + row}`), /its name says that it holds phone numbers/],
  ['mobile', rows((row) => 4_915_112_345_600 + 7 * row), /its name says that it holds phone numbers/],
  ['client_ip', rows((row) => `10.0.${row}.7`), /its values look like IP addresses/],
  ['x', rows((row) => `123-45-${6000 + row}`), /its values look like social security/],
  ['first_name', rows((row) => `Ann${'abcdefghij'[row % 10]}${'klmn'[row % 4]}`), /names of people/],
  ['Name', rows((row) => `Braund, Mr. Owen ${'ABCDEFGH'[row % 8]}${row}`), /names of people/],
  ['Street Address', rows((row) => `${row} Long Lane`), /postal addresses/],
  ['date_of_birth', rows((row) => `19${50 + row}-02-03`), /dates of birth/],
])('%s is proposed as sensitive, or doubted, case %#', (name, cells, sentence) => {
  const { contract, notes } = draftColumns({ [name]: cells });

  expect(contract.columns[0]?.sensitive).toBe(!/do not look so/.test(sentence.source));
  expect(notes).toContainEqual({ column: name, sentence: expect.stringMatching(sentence) });
});

test.each([
  ['IBANs', [...ibans]],
  ['card numbers', [...cards]],
])('values with the check digits of %s are told from others', (_, values) => {
  // Ten different ones are enough: written with blanks or without they are different texts.
  const spelled = [...values, ...values.map((text) => [...text].join(' ').replace(/ {3}/g, ' '))];
  const more = spelled.map((text) => `${text.slice(0, 4)} ${text.slice(4)}`);
  const { contract } = draftColumns({ x: some([...spelled, ...more]) });
  const { contract: broken } = draftColumns({
    x: some(
      [...spelled, ...more].map((text) =>
        text.replace(/\d(?=\D*$)/, (digit) => `${(Number(digit) + 1) % 10}`),
      ),
    ),
  });

  expect(contract.columns[0]?.sensitive).toBe(true);
  expect(broken.columns[0]?.sensitive).toBe(false);
});

test.each<[string, readonly string[]]>([
  ['email', two],
  ['has_phone', two],
  ['email_opened', amounts],
  ['name', some(['red pen', 'blue pen'])],
  ['phone', amounts],
  ['zip', rows((row) => 10_000 + row)],
  ['version', rows((row) => `1.${row}.0`)],
  ['day', rows((row) => `2024-01-${10 + (row % 20)}`)],
])('%s is nobody in particular, case %#', (name, cells) => {
  expect(draftColumns({ [name]: cells }).contract.columns[0]?.sensitive).toBe(false);
});

test('no value of a sensitive column stands in the draft or its notes', () => {
  const cells = Array.from({ length: 3000 }, (_, row) => `ann.${row % 25}@example.org`);
  const draft = draftColumns({ email: cells, plain: cells.map((cell) => cell.replace('@', '-')) });

  expect(draft.contract.columns.map(({ values }) => values?.length)).toEqual([undefined, 25]);
  expect(JSON.stringify(draft)).not.toContain('@');
});

test('rare categories and numbers that look like fillers are told', () => {
  const cells = Array.from({ length: 3000 }, (_, row) => (row === 7 ? 'z' : 'ab'[row % 2]!));
  const numbers = Array.from({ length: 3000 }, (_, row) => (row % 100 === 0 ? '-999' : `${(row % 90) / 10}`));
  const nineties = Array.from({ length: 3000 }, (_, row) => `${row % 100}`);

  expect(draftColumns({ grade: cells, depth: numbers, percent: nineties }).notes).toEqual([
    {
      column: 'grade',
      sentence: '1 of its 3 values is rare (`z` once): others may come, and no list of values is asked for',
    },
    {
      column: 'depth',
      sentence:
        '`-999` is far from all its other numbers: if it stands for a missing one, add it to "missingTokens"',
    },
  ]);
});
