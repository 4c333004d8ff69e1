import type { JsonBytes } from './json-bytes.ts';

/** Memory that rows are scanned in. */
export interface ScanMemory extends JsonBytes {
  /** The same memory. Behind its last byte there stands one that no text, number or word goes on with. */
  readonly view: DataView;
  readonly buffer: Buffer;
  /** Takes texts without their escapes. */
  readonly scratch: Scratch;
}

/** Room for texts that are not in the file as such. */
export interface Scratch {
  /** @returns where the text begins, or -1 when there is no room for it */
  readonly add: (text: string) => number;
  /** Where the last text ends. */
  readonly end: () => number;
  /** Forgets the texts from there on. */
  readonly release: (to: number) => void;
}
