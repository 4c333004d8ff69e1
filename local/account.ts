/** The region and the account that the embedded cloud plays. */
export const region = 'eu-central-1';
export const account = '000000000000';

/** An Amazon Resource Name in the embedded cloud's region and account. */
export function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

export function bucketArn(name: string): string {
  return `arn:aws:s3:::${name}`;
}

export function roleArn(name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
}
