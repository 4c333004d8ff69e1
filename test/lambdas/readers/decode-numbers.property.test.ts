import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cellState } from '../../../lambdas/core/block/column-block.ts';
import { slackBytes } from '../../../lambdas/readers/cell-spans.ts';
import { columnDecoder } from '../../../lambdas/readers/column-decoder.ts';
import { decodeInteger, decodeNumber } from '../../../lambdas/readers/decode-number.ts';
import { decoderSetting } from '../../../lambdas/readers/decoder-setting.ts';
import { readerLimits } from '../../../lambdas/readers/limits.ts';
import { missingTokens } from '../../../lambdas/readers/missing-tokens.ts';

const tokens = ['', 'NA', '-999', '7'];
const missing = missingTokens(tokens);
const setting = decoderSetting([], 1, { missingTokens: tokens }, readerLimits);

/** Cells one after the other, a comma behind each. */
function spansOf(texts: readonly string[]) {
  const bytes = new TextEncoder().encode(`${texts.join(',')},${' '.repeat(slackBytes)}`);
  const starts = new Int32Array(texts.length);
  const ends = new Int32Array(texts.length);
  let at = 0;
  for (const [row, text] of texts.entries()) {
    starts[row] = at;
    ends[row] = at + text.length;
    at += text.length + 1;
  }
  const view = new DataView(bytes.buffer);
  return { bytes, view, buffer: Buffer.from(bytes.buffer), starts, ends, encoding: 'ascii' as const };
}

/** What the decoder of one cell says. */
function expectedOf(text: string, decode: typeof decodeNumber): number | 'missing' | 'unparsable' {
  if (missing.tokens.some(({ bytes }) => new TextDecoder().decode(bytes) === text)) return 'missing';
  const { view } = spansOf([text]);
  const values = new Float64Array(1);
  return decode(view, 0, text.length, values, 0) ? values[0]! : 'unparsable';
}

function decoded(texts: readonly string[], decoding: 'number' | 'integer') {
  const column = columnDecoder({ decoding }, setting)(spansOf(texts), texts.length);
  if (column.type !== 'numbers') throw new Error(`decoded: found ${column.type}`);
  return texts.map((_, row) => {
    const state = column.states[row]!;
    if (state === cellState.present) return column.values[row];
    return state === cellState.unparsable ? 'unparsable' : 'missing';
  });
}

const digits = fc.stringMatching(/^[0-9]{1,10}$/);
const cell = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(fc.constantFrom('', '-'), digits, digits).map(([s, a, b]) => `${s}${a}.${b}`),
  },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('', '-', '+'), digits).map(([s, a]) => `${s}${a}`) },
  { weight: 1, arbitrary: fc.double({ noNaN: true }).map(String) },
  { weight: 1, arbitrary: fc.stringMatching(/^[-+.0-9eE]{0,9}$/) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...tokens,
      '-',
      '.',
      '-0',
      '-0.0',
      '1.',
      '.5',
      '12345678.87654321',
      ' 1',
      '1 ',
    ),
  },
);

test.each([
  ['number', decodeNumber],
  ['integer', decodeInteger],
] as const)('a column of %ss is what its cells are one by one', (decoding, decode) => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 60 }), (texts) => {
      const found = decoded(texts, decoding);

      expect(found).toEqual(texts.map((text) => expectedOf(text, decode)));
    }),
    { numRuns: 1_000 },
  );
});
