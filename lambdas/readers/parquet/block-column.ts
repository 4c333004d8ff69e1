import type { Column } from '../../core/block/column-block.ts';
import type { MissingTokens } from '../missing-tokens.ts';
import type { Page } from './page.ts';

/** Fills one column of one block after the other, from pages. Keeps what lives as long as the file: a dictionary. */
export interface BlockColumn {
  /** Tells that a block begins. */
  readonly begin: () => void;
  /** Writes rows of a page into the block. */
  readonly write: (rows: PageRows) => void;
  /** The block's column; written over by the next block. */
  readonly column: (rowCount: number) => Column;
}

/** Some rows of a page, and where they go. */
export interface PageRows {
  readonly page: Page;
  /** The first of the rows, in the page. */
  readonly row: number;
  /** The first value that the rows have, in the page. */
  readonly value: number;
  readonly count: number;
  /** The first of the rows, in the block. */
  readonly at: number;
}

/** What the columns of a file share. */
export interface BlockSetting {
  /** Rows of a block at most. */
  readonly rowCapacity: number;
  readonly missing: MissingTokens;
  /** A dictionary whose values take more bytes is replaced. */
  readonly dictionaryBytes: number;
}
