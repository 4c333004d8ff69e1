import { S3Client } from '@aws-sdk/client-s3';
import { InputError } from './usage.ts';

/** With the credentials and the region that the AWS command line would use. */
export function s3Client(): S3Client {
  return new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
}

/** What people do about what S3's client says. */
const hints: readonly (readonly [RegExp, string])[] = [
  [/Credentials/, 'does `aws sts get-caller-identity` work here?'],
  [/Region (?:is missing|not accepted)/, 'set AWS_REGION, as for the AWS command line'],
  [/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|TimeoutError/, 'is there a network, and is AWS_REGION right?'],
];

/**
 * Whatever keeps S3 from answering, the network or a missing right, is told as it is: nothing of ours is at fault.
 *
 * @param doing  `read s3://…`, as it stands after "can't"
 */
export async function orInputError<Answer>(doing: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const hint = hints.find(([pattern]) => pattern.test(said))?.[1];
    throw new InputError(`can't ${doing}: ${said}${hint === undefined ? '' : ` (${hint})`}`);
  }
}
