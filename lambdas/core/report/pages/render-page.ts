import { type Html, html, trustedHtml } from './html.ts';
import { shownName } from './shown-text.ts';
import { styleSheet } from './style-sheet.ts';

export interface Page {
  readonly title: string;
  /** Landmarks: header, main, footer. */
  readonly body: Html;
}

/** No script, no request to anywhere: the browser is told so, too. */
const contentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** A whole document: one file that needs nothing else. */
export function renderPage({ title, body }: Page): string {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${trustedHtml(styleSheet)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
${body}
</body>
</html>
`;
  return document.markup;
}

/** Who made a page, and what with. */
export function pageFooter(version: string): Html {
  return html`<footer><p>Plumbline ${shownName(version)}. This page is one file: it loads nothing and runs nothing.</p></footer>`;
}

/** The address of a batch's report beside the page of its model. */
export function reportAddress(batchId: string): string {
  return `${encodeURIComponent(batchId.toWellFormed())}.html`;
}
