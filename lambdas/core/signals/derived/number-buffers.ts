/** The arrays of one derived column, written over block by block. */
export interface NumberBuffer {
  /** Arrays for so many rows; what they held is not cleared. */
  readonly take: (rowCount: number) => { readonly values: Float64Array; readonly states: Uint8Array };
}

/** Arrays that grow to the largest block and are used again: each `take` overwrites what the one before gave. */
export function numberBuffer(): NumberBuffer {
  let values = new Float64Array(0);
  let states = new Uint8Array(0);
  return {
    take(rowCount) {
      if (values.length < rowCount) {
        values = new Float64Array(rowCount);
        states = new Uint8Array(rowCount);
      }
      return { values: values.subarray(0, rowCount), states: states.subarray(0, rowCount) };
    },
  };
}
