import type { CategoryValues } from '../../columns/category-values.ts';
import type { CategoryBins } from '../../columns/reference-bins.ts';
import { percent } from '../../text/in-words.ts';
import { type Html, html } from '../pages/html.ts';
import { nameText, shownName } from '../pages/shown-text.ts';
import { pairedBars } from './two-samples.ts';

/** One category, with its share of the values of both samples. */
export interface CategoryRow {
  readonly name: string;
  readonly reference: number;
  readonly current: number;
  /** Whether the reference does not have it. */
  readonly isUnseen: boolean;
}

export interface CategoryRows {
  /** The largest ones, those of the reference in its order of size. */
  readonly rows: readonly CategoryRow[];
  /** All others together; undefined where there are none. */
  readonly others: (Omit<CategoryRow, 'name' | 'isUnseen'> & { readonly categories: number }) | undefined;
}

/** Categories that are drawn one by one. */
const mostRows = 12;

/** The categories worth drawing: the largest in either sample, and the rest as one. */
export function categoryRows(
  bins: CategoryBins,
  reference: CategoryValues,
  current: CategoryValues,
): CategoryRows {
  const all = [...knownRows(bins, reference, current), ...unseenRows(bins, current)];
  const bySize = all.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const shown = bySize.slice(0, mostRows);
  const sum = (of: (row: CategoryRow) => number) => shown.reduce((total, row) => total + of(row), 0);
  const rest = {
    categories: bySize.length - shown.length,
    reference: leftOver(
      reference.count > 0,
      sum((row) => row.reference),
    ),
    current: leftOver(
      current.count > 0,
      sum((row) => row.current),
    ),
  };
  return {
    rows: shown.toSorted((a, b) => b.reference - a.reference || b.current - a.current),
    others: rest.categories > 0 || rest.reference + rest.current > 0 ? rest : undefined,
  };
}

function knownRows(bins: CategoryBins, reference: CategoryValues, current: CategoryValues): CategoryRow[] {
  return bins.values.map((name, bin) => ({
    name,
    reference: share(reference.bins[bin], reference.count),
    current: share(current.bins[bin], current.count),
    isUnseen: false,
  }));
}

function unseenRows({ complete }: CategoryBins, { unseen, count }: CategoryValues): CategoryRow[] {
  if (!complete) return [];
  return unseen.kept.map((kept) => ({
    name: kept.value,
    reference: 0,
    current: share(kept.count, count),
    isUnseen: true,
  }));
}

function share(count: number | undefined, of: number): number {
  return of === 0 ? 0 : (count ?? 0) / of;
}

function sizeOf({ reference, current }: CategoryRow): number {
  return Math.max(reference, current);
}

/** What is left of 1; the dust of rounding is nothing. */
function leftOver(hasValues: boolean, sum: number): number {
  return hasValues && 1 - sum > 1e-9 ? 1 - sum : 0;
}

/** Characters of a value; the drawing needs the room. */
const longestValue = 60;

/** Categories as paired bars in a real table: the drawing is its own text alternative. */
export function drawCategories(feature: string, { rows, others }: CategoryRows): Html {
  const shown = [...rows, ...(others ? [others] : [])];
  const largest = Math.max(...shown.map(({ reference, current }) => Math.max(reference, current)));
  const line = (name: Html, { reference, current }: { reference: number; current: number }) => html`<tr>
<th scope="row">${name}</th>
<td class="wide">${pairedBars(reference, current, largest)}</td>
<td class="number">${percent(reference)}</td>
<td class="number">${percent(current)}</td>
</tr>
`;
  return html`<table class="categories"><caption class="unseen">Shares of the values of ${nameText(feature)}</caption>
<thead>
<tr>
<th scope="col">Value</th>
<th scope="col" class="wide"><span class="unseen">Drawing</span></th>
<th scope="col" class="number">Reference</th>
<th scope="col" class="number">Batch</th>
</tr>
</thead>
<tbody>
${rows.map((row) => line(rowName(row), row))}${others ? line(otherName(others.categories), others) : undefined}</tbody>
</table>`;
}

function rowName({ name, isUnseen }: CategoryRow): Html {
  return html`${shownName(name, longestValue)}${isUnseen ? html` <span class="tag">new</span>` : undefined}`;
}

function otherName(categories: number): Html {
  return html`<em>${categories > 1 ? `${categories} others` : 'all others'}</em>`;
}
