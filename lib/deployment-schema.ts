import * as z from 'zod';

const id = (prefix: string, what: string) =>
  z.string().regex(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), `the id of ${what}, ${prefix}-…`);

const arn = (pattern: string, what: string) =>
  z.string().regex(new RegExp(`^arn:aws[a-z-]*:${pattern}$`), `the ARN of ${what}`);

const bucketName = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket that exists');

/** Where a stack is deployed, and what of an organisation's own it is fitted into. */
export const deploymentShape = {
  /** Twelve digits. Deployment to another account, whatever the shell's credentials are for, is refused. */
  account: z
    .string()
    .regex(/^\d{12}$/, 'an account id of twelve digits')
    .optional(),
  /** As `eu-central-1`. */
  region: z
    .string()
    .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'a region such as eu-central-1')
    .optional(),
  /** @default Plumbline-<name> */
  stackName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,99}$/, 'letters, digits and hyphens, at most 100')
    .optional(),
  /** On every resource, besides `application` and `environment`. */
  tags: z.record(z.string().min(1).max(128), z.string().max(256)).default({}),
  /** Set on every role of the stack, where an organisation asks for one. */
  permissionsBoundary: arn('iam::\\d{12}:policy/.+', 'a managed policy').optional(),
  /**
   * A customer key for what lies in the buckets. Its policy must let the account's roles use it; the roles of the functions are granted
   * it here. Queues and topics keep the keys of their services, with which S3 and CloudWatch can speak to them.
   *
   * @default the key of S3
   */
  encryptionKey: arn('kms:[a-z0-9-]+:\\d{12}:key/[0-9a-zA-Z-]+', 'a KMS key').optional(),
  /**
   * Buckets that exist, in place of new ones. Versions must be on in the inbox. Their lifecycle rules and policies are yours; what is announced
   * to Plumbline is added to what they announce already.
   *
   * @default both are made
   */
  buckets: z.strictObject({ inbox: bucketName.optional(), results: bucketName.optional() }).default({}),
  /**
   * Who may upload from other accounts: account ids, or ARNs of roles. Of an inbox that exists, its own policy has to say so.
   *
   * @default nobody
   */
  producers: z
    .array(z.union([z.string().regex(/^\d{12}$/), arn('iam::\\d{12}:(?:role|user)/.+', 'a role or user')]))
    .default([]),
  /**
   * A network that the functions run in. It needs ways to S3, SNS and CloudWatch Logs: endpoints or a NAT gateway.
   *
   * @default none, as the functions need none
   */
  vpc: z
    .strictObject({
      subnetIds: z.array(id('subnet', 'a subnet')).min(1),
      securityGroupIds: z.array(id('sg', 'a security group')).min(1),
    })
    .optional(),
} as const;
