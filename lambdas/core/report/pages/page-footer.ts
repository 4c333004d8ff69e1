import { type Html, html } from './html.ts';
import { shownName } from './shown-text.ts';

/** Who made a page, and what with. */
export function pageFooter(version: string): Html {
  return html`<footer><p>Plumbline ${shownName(version)}. This page is one file: it loads nothing and runs nothing.</p></footer>`;
}
