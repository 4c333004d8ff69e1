import { UnreadableBatchError } from '../unreadable-batch-error.ts';

/** A page, or a dictionary, of more bytes is refused: 256 MiB. Writers make pages of about 1 MiB. */
export const maximumPageBytes = 268_435_456;

/** The pages that are open at once, one a column with its dictionary, may take so many bytes together: 1 GiB. */
const maximumOpenBytes = 1_073_741_824;

/** Of what is decoded beside a page's own bytes: level, index and double of a row. */
const bytesPerRow = 13;

/** Counts the bytes of the pages that are open at once, so that a small file can't unpack into all memory. */
export interface PageBudget {
  /**
   * Takes what a page needs, before it is unpacked.
   *
   * @returns what was taken, to be given back
   * @throws UnreadableBatchError `too-large`
   */
  readonly take: (pageBytes: number, rows: number) => number;
  readonly giveBack: (taken: number) => void;
}

/** A budget that nothing was taken of. */
export function pageBudget(): PageBudget {
  let open = 0;
  return {
    take: (pageBytes, rows) => {
      const needed = pageBytes + rows * bytesPerRow;
      if (needed > maximumPageBytes || open + needed > maximumOpenBytes) {
        throw new UnreadableBatchError(
          'too-large',
          'The pages of the Parquet file are too large to be read: write it with pages of about 1 MB (data_page_size) and without very large dictionaries.',
        );
      }
      open += needed;
      return needed;
    },
    giveBack: (taken) => {
      open -= taken;
    },
  };
}
