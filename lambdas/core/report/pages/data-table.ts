import { type Fragment, type Html, html } from './html.ts';

/** One column of a table: its heading, and what stands in it. */
export interface Column<Row> {
  readonly title: string;
  /**
   * How its cells are set: numbers are aligned on the right, short words never broken, a drawing takes the room that is left and
   * has its title for those alone who do not see it. Text by default.
   */
  readonly look?: 'number' | 'short' | 'wide';
  readonly cell: (row: Row) => Fragment;
}

/** What a table shows. */
export interface Table<Row> {
  readonly caption: Fragment;
  /** Set where no heading above the table says the same: else the caption is for readers who do not see that. */
  readonly isCaptionShown?: true;
  /** The first one says what each row is about. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /**
   * How it is set. A wide table is `stacked`: on a narrow screen each row is a block, and each cell names its column; in `batches` there
   * each row is two lines. `index` has a drawing in each row, `rates` little room.
   */
  readonly look?: 'stacked' | 'batches' | 'index' | 'rates';
}

/** A table of data with real headings. */
export function dataTable<Row>({ caption, isCaptionShown, columns, rows, look }: Table<Row>): Html {
  const table = look === undefined ? html`<table>` : html`<table class="${look}">`;
  const captionTag = isCaptionShown ? html`<caption>` : html`<caption class="unseen">`;
  return html`${table}${captionTag}${caption}</caption>
<thead>
<tr>${columns.map(heading)}
</tr>
</thead>
<tbody>
${rows.map(
  (
    row,
  ) => html`<tr>${columns.map((column, index) => cellOf(column, index, row, look === 'stacked' || look === 'batches'))}
</tr>
`,
)}</tbody>
</table>`;
}

function heading<Row>({ title, look }: Column<Row>): Html {
  const text = look === 'wide' ? html`<span class="unseen">${title}</span>` : title;
  return html`
<th scope="col"${classOf(look)}>${text}</th>`;
}

function cellOf<Row>({ title, look, cell }: Column<Row>, index: number, row: Row, isLabelled: boolean): Html {
  if (index === 0)
    return html`
<th scope="row">${cell(row)}</th>`;
  const label = isLabelled ? html` data-label="${title}"` : undefined;
  return html`
<td${classOf(look)}${label}>${cell(row)}</td>`;
}

function classOf(look: string | undefined): Html | undefined {
  return look === undefined ? undefined : html` class="${look}"`;
}
