import { describe, expect, it } from '@jest/globals';
import { describeDifferences, readable, render } from './readable-template.ts';

const log = (days: number) => ({ Type: 'Log', Days: days });

describe('readable', () => {
  it('writes references into the text that they are joined to', () => {
    const arn = { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Inbox', 'Arn'] }, '/', { Ref: 'Prefix' }, '*']] };

    // biome-ignore lint/suspicious/noTemplateCurlyInString: as Fn::Sub writes it
    expect(readable({ Resource: [arn] })).toEqual({ Resource: ['${Inbox.Arn}/${Prefix}*'] });
  });

  it('reads JSON that is kept as text, and leaves other intrinsic functions as they are', () => {
    expect(readable({ Input: '{"day":"mon"}', Name: { 'Fn::Select': [0, 'a'] } })).toEqual({
      Input: { day: 'mon' },
      Name: { 'Fn::Select': [0, 'a'] },
    });
  });
});

describe('render', () => {
  it('puts on one line what fits, and each part on its own what does not', () => {
    const long = 'x'.repeat(80);

    expect(render({ b: [1, 'two'], a: { c: null } })).toBe('{ a: { c: null }, b: [1, "two"] }');
    expect(render({ b: long, a: [long, { c: 1 }] })).toBe(`{\n  a: ["${long}", { c: 1 }]\n  b: "${long}"\n}`);
  });
});

describe('describeDifferences', () => {
  it('says nothing of equal templates, whatever the order of keys', () => {
    const reordered = { Days: 1, Type: 'Log' };

    expect(describeDifferences({ A: log(1) }, { A: reordered })).toBe('');
  });

  it('tells a value that is another, with those who have it, and once for those who have the same', () => {
    const from = { A: log(1), B: log(1), C: log(1) };

    expect(describeDifferences(from, { A: log(2), B: log(2), C: log(2) })).toBe('Log.Days: 1 → 2  (all 3)');
    expect(describeDifferences(from, { A: log(2), B: log(1), C: log(3) })).toBe(
      'Log.Days: 1 → 2  (A)\nLog.Days: 1 → 3  (C)',
    );
  });

  it('tells a property that only one has, and of lists what only one holds', () => {
    const from = { A: { Type: 'T', Old: 1, List: ['a', 'b'] } };
    const to = { A: { Type: 'T', New: 2, List: ['b', 'c', 'd'] } };

    expect(describeDifferences(from, to).split('\n')).toEqual([
      'T.List[] added: "c"  (A)',
      'T.List[] added: "d"  (A)',
      'T.List[] gone: "a"  (A)',
      'T.New: absent → 2  (A)',
      'T.Old: 1 → absent  (A)',
    ]);
  });

  it('tells lists that hold the same a different number of times, or in another order', () => {
    const list = (...items: readonly string[]) => ({ A: { Type: 'T', List: items } });

    expect(describeDifferences(list('a', 'b'), list('b', 'a'))).toBe(
      'T.List[]: "a" → "b"  (A)\nT.List[]: "b" → "a"  (A)',
    );
    expect(describeDifferences(list('a'), list('a', 'a'))).toBe('T.List: ["a"] → ["a", "a"]  (A)');
  });

  it('names a resource that is gone and shows one that was added', () => {
    expect(describeDifferences({ A: log(1) }, { B: log(2) })).toBe(
      'B: { Days: 2, Type: "Log" }\nLog gone: A',
    );
  });
});
