import { S3ServiceException } from '@aws-sdk/client-s3';

/** What S3 says when there is no such object or version. */
const absentNames: ReadonlySet<string> = new Set(['NoSuchKey', 'NoSuchVersion', 'NotFound']);

/** Whether S3 answered that there is no such object; a delete marker answers 405 when it is asked for by version. */
export function isAbsent(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return false;
  return (
    absentNames.has(error.name) ||
    error.$metadata.httpStatusCode === 404 ||
    error.$metadata.httpStatusCode === 405
  );
}

/** Whether the condition of a write failed (412): the object exists, or is no longer the version that was read. */
export function isConditionFailed(error: unknown): boolean {
  return hasStatus(error, 412);
}

/**
 * Whether a conditional write met another one of the same key that was not over (409). That decides nothing: the other
 * may fail, or be a deletion. S3 asks for the write to be tried again.
 */
export function isWriteInProgress(error: unknown): boolean {
  return hasStatus(error, 409);
}

function hasStatus(error: unknown, status: number): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === status;
}
