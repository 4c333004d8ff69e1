/** What every alert that is not of a batch needs to be told. */
export interface UploadFacts {
  readonly id: string;
  readonly environment: string;
  readonly model: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly inboxBucket: string;
}
