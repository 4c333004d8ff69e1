/** Why a file can't be read at all, as the code of the violation it becomes. */
export const unreadableCodes = [
  'unreadable',
  'unsupported-format',
  'duplicate-column',
  'too-large',
  'empty-batch',
] as const;

export type UnreadableCode = (typeof unreadableCodes)[number];

/** The file, not Plumbline, is at fault: becomes a rejected batch. The message tells the owner what to do. */
export class UnreadableBatchError extends Error {
  override readonly name = 'UnreadableBatchError';
  readonly code: UnreadableCode;

  constructor(code: UnreadableCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
