import { type Fragment, type Html, html } from './html.ts';

/** One column of a table: its heading, and what stands in it. */
export interface Column<Row> {
  readonly title: string;
  /** Set for numbers, which are aligned on the right. */
  readonly isNumber?: true;
  readonly cell: (row: Row) => Fragment;
}

/** What a table shows. */
export interface Table<Row> {
  /** For readers who do not see the heading above it. */
  readonly caption: string;
  /** The first one says what each row is about. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Set for wide tables: on a narrow screen each row is a block, and each cell names its column. */
  readonly isStacked?: true;
}

/** A table of data with real headings. */
export function dataTable<Row>({ caption, columns, rows, isStacked }: Table<Row>): Html {
  const table = isStacked ? html`<table class="stacked">` : html`<table>`;
  return html`${table}<caption class="unseen">${caption}</caption>
<thead>
<tr>${columns.map(heading)}
</tr>
</thead>
<tbody>
${rows.map(
  (row) => html`<tr>${columns.map((column, index) => cellOf(column, index, row, isStacked))}
</tr>
`,
)}</tbody>
</table>`;
}

function heading<Row>({ title, isNumber }: Column<Row>): Html {
  return isNumber
    ? html`
<th scope="col" class="number">${title}</th>`
    : html`
<th scope="col">${title}</th>`;
}

function cellOf<Row>(column: Column<Row>, index: number, row: Row, isStacked: true | undefined): Html {
  const { title, isNumber, cell } = column;
  if (index === 0)
    return html`
<th scope="row">${cell(row)}</th>`;
  const start = isNumber ? html`<td class="number"` : html`<td`;
  const label = isStacked ? html` data-label="${title}"` : undefined;
  return html`
${start}${label}>${cell(row)}</td>`;
}
