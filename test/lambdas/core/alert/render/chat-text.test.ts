import { expect, test } from '@jest/globals';
import {
  chatCode,
  chatLink,
  chatText,
  cutChatText,
} from '../../../../../lambdas/core/alert/render/chat-text.ts';

test.each([
  ['channel mentions', '<!channel>', '&lt; !channel&gt;'],
  ['user mentions', '<@U123>', '&lt; ＠U123&gt;'],
  ['plain mentions', '@here', '＠here'],
  ['bold, code and strike-through', '*a* `b` ~c~', "∗a∗ 'b' ∼c∼"],
  ['italics', '_a_', '＿a＿'],
  ['Markdown links', '[a](b)', '[a] (b)'],
  ['entities', 'a & b', 'a &amp; b'],
])('chat text means nothing by %s', (_, text, shown) => {
  expect(chatText(text)).toBe(shown);
});

test('an underscore inside a word stays', () => {
  expect(chatText('temp_max drifted')).toBe('temp_max drifted');
});

test('a name is code, and cannot leave it', () => {
  expect(chatCode('_a` <!here> *b*')).toBe("`_a' &lt; !here&gt; *b*`");
});

test('text is cut by what it becomes, never inside an entity', () => {
  expect(cutChatText('&&&&', 11)).toBe('&amp;&amp;…');
  expect(cutChatText('abc', 3)).toBe('abc');
});

test('a link keeps its address and a harmless label', () => {
  expect(chatLink('https://a.example/?x=1&y=2', 'a|b>')).toBe('<https://a.example/?x=1&amp;y=2|a/b&gt;>');
});
