import { cutText } from '../../text/clean-text.ts';
import { type Html, html } from '../pages/html.ts';
import { nameText } from '../pages/shown-text.ts';

/** Coefficients between columns, -1 to 1; undefined where there is none. Square and symmetric, in the order of `names`. */
export type Matrix = readonly (readonly (number | undefined)[])[];

/** Cells are this wide and high inside. */
const cell = 20;
/** Up to so many columns the numbers stand in the cells. */
const mostWithNumbers = 12;
/** Of the side of the map, the room for names on its left. */
const nameRoom = 0.42;
/** In smaller squares a number would not fit. */
const leastWithNumber = 0.45;

/**
 * A matrix of coefficients as squares: the colour says the sign, the side how large it is. The columns are numbered on the
 * diagonal, and named on the left where there are few. A drawing only: those who can't see it have the table of pairs.
 */
export function heatMap(title: string, names: readonly string[], matrix: Matrix): Html {
  const size = names.length * cell;
  const columns = `${names.slice(0, 6).map(nameText).join(', ')}${names.length > 6 ? ' and more' : ''}`;
  const label = `${title}: coefficients between ${names.length} columns, ${columns}. The pairs that changed are in the table.`;
  const isNamed = names.length <= mostWithNumbers;
  const room = isNamed ? tenth(size * nameRoom) : 0;
  const squares = matrix.flatMap((line, row) =>
    line.map((value, column) => square(value, row, column, names.length)),
  );
  return html`<figure class="heat">
<figcaption>${title}</figcaption>
<svg class="drawing" role="img" aria-label="${label}" viewBox="${-room} 0 ${size + room} ${size}">
<rect class="track" width="${size}" height="${size}"/>${isNamed ? names.map((name, row) => rowName(name, row, size + room)) : undefined}${squares}
</svg>
</figure>`;
}

/** On the left of a row, in letters of one size on the page however many rows there are. */
function rowName(name: string, row: number, width: number): Html {
  const shown = cutText(nameText(name), 16);
  return html`
<text class="row" x="-3" y="${row * cell + cell / 2 + 2.5}" style="font-size:${tenth(width * 0.037)}px">${shown}</text>`;
}

function square(value: number | undefined, row: number, column: number, columns: number): Html | undefined {
  const [middle, centre] = [column * cell + cell / 2, row * cell + cell / 2];
  if (row === column)
    return html`
<text class="place" x="${middle}" y="${centre + 2.5}">${row + 1}</text>`;
  if (value === undefined) return undefined;
  const side = tenth((cell - 2) * Math.min(1, Math.abs(value)));
  const left = tenth(column * cell + (cell - side) / 2);
  const top = tenth(row * cell + (cell - side) / 2);
  const mark = html`
<rect class="${value < 0 ? 'negative' : 'positive'}" x="${left}" y="${top}" width="${side}" height="${side}"/>`;
  if (columns > mostWithNumbers || Math.abs(value) < leastWithNumber) return mark;
  const number = value.toFixed(1).replace('0.', '.').replace('-', '−');
  return html`${mark}<text x="${middle}" y="${centre + 2.2}">${number}</text>`;
}

function tenth(value: number): number {
  return Math.round(10 * value) / 10;
}
