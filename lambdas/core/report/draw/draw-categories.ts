import { percent } from '../../text/in-words.ts';
import { type Html, html } from '../pages/html.ts';
import { nameText, shownName } from '../pages/shown-text.ts';
import type { CategoryRows } from './category-rows.ts';
import { pairedBars } from './paired-bars.ts';

/** Characters of a value; the drawing needs the room. */
const longestValue = 60;

/** Categories as paired bars in a real table: the drawing is its own text alternative. */
export function drawCategories(feature: string, { rows, others }: CategoryRows): Html {
  const shown = [...rows, ...(others ? [others] : [])];
  const largest = Math.max(...shown.map(({ reference, current }) => Math.max(reference, current)));
  const line = (name: Html, { reference, current }: { reference: number; current: number }) =>
    html`<tr><th scope="row">${name}</th><td class="wide">${pairedBars(reference, current, largest)}</td><td class="number">${percent(reference)}</td><td class="number">${percent(current)}</td></tr>
`;
  return html`<table class="categories"><caption class="unseen">Shares of the values of ${nameText(feature)}</caption>
<thead><tr><th scope="col">Value</th><th scope="col" class="wide"><span class="unseen">Drawing</span></th><th scope="col" class="number">Reference</th><th scope="col" class="number">Batch</th></tr></thead>
<tbody>
${rows.map((row) => line(html`${shownName(row.name, longestValue)}${row.isUnseen ? html` <span class="tag">new</span>` : undefined}`, row))}${others ? line(otherName(others.categories), others) : undefined}</tbody></table>`;
}

function otherName(categories: number): Html {
  return html`<em>${categories > 1 ? `${categories} others` : 'all others'}</em>`;
}
