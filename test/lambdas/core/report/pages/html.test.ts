import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { html, trustedHtml } from '../../../../../lambdas/core/report/pages/html.ts';
import { anyText } from '../../../../support/any-text.ts';

describe('html', () => {
  test('keeps its own text and escapes what is put in', () => {
    expect(html`<b title="${'"><i>'}">${"a<b>&'`"}</b>`.markup).toBe(
      '<b title="&quot;&gt;&lt;i&gt;">a&lt;b&gt;&amp;&#39;&#96;</b>',
    );
  });

  test('takes markup as it is, lists one after the other, and undefined as nothing', () => {
    expect(html`<ul>${[html`<li>${1}</li>`, undefined, ['<', html`<br>`]]}</ul>`.markup).toBe(
      '<ul><li>1</li>&lt;<br></ul>',
    );
  });

  test('takes no object that only looks like markup', () => {
    const forged = JSON.parse('{"markup":"<script>","length":0}');

    expect(() => html`${forged}`.markup).toThrow(TypeError);
  });

  test('replaces what no document may hold', () => {
    expect(html`${'a\u0000b\uD800c\u0085\uFFFE\td\n'}`.markup).toBe('a\uFFFDb\uFFFDc\uFFFD\uFFFD\td\n');
  });

  test('trusts constants', () => {
    expect(html`<style>${trustedHtml('a>b{}')}</style>`.markup).toBe('<style>a>b{}</style>');
  });

  test('lets no text open a tag, close an attribute or begin an entity of its own', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const escaped = html`${text}`.markup;

        expect(escaped).not.toMatch(/[<>"'`]|&(?!(amp|lt|gt|quot|#39|#96);)/);
      }),
      { numRuns: 500 },
    );
  });
});
