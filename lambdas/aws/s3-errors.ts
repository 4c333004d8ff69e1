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

/** Whether a conditional write lost: the condition failed (412), or another writer was at it (409). */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return false;
  const status = error.$metadata.httpStatusCode;
  return status === 412 || status === 409;
}
