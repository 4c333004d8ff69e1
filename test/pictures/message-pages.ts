import { type Html, html, trustedHtml } from '../../lambdas/core/report/pages/html.ts';
import type { SlackCard } from '../../local/sns/slack-card.ts';

/** About as programs for mail and chat draw them; the words are those that were delivered. */
const look = `
body{margin:0;padding:24px;background:#eef0f3;color:#1d1c1d;font:15px/1.5 "Noto Sans","Open Sans",system-ui,sans-serif}
.window{background:#fff;border:1px solid #d5d9de;border-radius:10px;overflow:hidden}
.head{padding:14px 20px;border-bottom:1px solid #e3e6ea;background:#f7f8fa}
.head p{margin:0;color:#5b6570;font-size:13px}
h1{margin:0 0 4px;font-size:17px}
pre{margin:0;padding:18px 20px;font:13.5px/1.5 "Noto Sans Mono",ui-monospace,Menlo,monospace;white-space:pre-wrap}
.card{padding:16px 20px}
.card>div{border-left:4px solid #dddee0;padding-left:14px}
.card p{margin:0 0 8px}
.card ol{margin:0 0 8px;padding-left:22px}
code{padding:1px 4px;border:1px solid #e0e3e6;border-radius:4px;background:#f6f6f6;color:#c01343;font-size:13px}
.soft{color:#616061;font-size:13px}
.dot{display:inline-block;width:15px;height:15px;border-radius:50%;margin-right:7px;vertical-align:-2px;background:#d1242f}
`;

function page(body: Html): string {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Message</title><style>${trustedHtml(look)}</style></head><body>${body}</body></html>`
    .markup;
}

/** A mail as it was delivered: heads, a blank line, and the text. */
export function emailPage(delivered: string): string {
  const blank = delivered.indexOf('\n\n');
  const heads = delivered.slice(0, blank).split('\n');
  const subject = heads.find((line) => line.startsWith('Subject: ')) ?? '';
  const to = heads.find((line) => line.startsWith('To: '));
  return page(
    html`<div class="window"><div class="head"><h1>${subject.slice('Subject: '.length)}</h1><p>${to}</p></div><pre>${delivered.slice(blank).trim()}</pre></div>`,
  );
}

/** A card of Amazon Q in Slack. */
export function cardPage({ content }: SlackCard): string {
  const { title = '', description, nextSteps = [], keywords = [] } = content;
  return page(
    html`<div class="window card"><p><b>Amazon Q</b> <span class="soft">APP</span></p><div>
<p><b>${headline(plain(title))}</b></p>
${description.split('\n').map((line) => html`<p>${marked(plain(line))}</p>`)}
${nextSteps.length === 0 ? undefined : html`<p><b>Next steps</b></p><ol>${nextSteps.map((step) => html`<li>${marked(plain(step))}</li>`)}</ol>`}
<p class="soft">${keywords.join(' · ')}</p></div></div>`,
  );
}

/** The fonts of the browser have no emoji: a dot stands for the one at the beginning. */
function headline(title: string): Html {
  const text = title.replace(/^\p{Extended_Pictographic}\uFE0F?\s*/u, '');
  return text === title ? html`${title}` : html`<span class="dot"></span>${text}`;
}

/** Links as their labels, entities as what they stand for. */
function plain(text: string): string {
  return text
    .replace(/<[^<>|]*\|([^<>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll('\uFF3F', '_');
}

/** `*bold*` and `` `code` ``. */
function marked(text: string): readonly Html[] {
  return text.split(/(`[^`]+`|\*[^*]+\*)/).map((part) => {
    if (part.startsWith('`')) return html`<code>${part.slice(1, -1)}</code>`;
    return part.startsWith('*') && part.length > 1 ? html`<b>${part.slice(1, -1)}</b>` : html`${part}`;
  });
}
