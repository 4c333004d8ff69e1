/** Rows of cells under a header. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads CSV that has no quotes, as the weather's has none. */
export function parseTable(text: string): Table {
  const [header = '', ...rows] = text.trimEnd().split(/\r?\n/);
  return { header: header.split(','), rows: rows.map((row) => row.split(',')) };
}

/** The CSV text of a table. A row may be shorter or longer than the header: that is how damaged files look. */
export function tableText({ header, rows }: Table): string {
  return [header, ...rows].map((cells) => `${cells.join(',')}\n`).join('');
}

/**
 * Where a column stands.
 *
 * @throws RangeError when there is none of that name
 */
export function columnIndex({ header }: Table, name: string): number {
  const index = header.indexOf(name);
  if (index < 0) throw new RangeError(`columnIndex: requires one of ${header.join(', ')}, found ${name}`);
  return index;
}
