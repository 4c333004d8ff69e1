import * as z from 'zod';
import { ignored } from './ignored.ts';

export const bucketSchema = z.strictObject({
  VersioningConfiguration: z.strictObject({ Status: z.literal('Enabled') }),
  BucketEncryption: ignored,
  LifecycleConfiguration: ignored,
  PublicAccessBlockConfiguration: ignored,
  Tags: ignored,
});

export const bucketPolicySchema = z.strictObject({ Bucket: z.string(), PolicyDocument: z.unknown() });

export const notificationsSchema = z.strictObject({
  ServiceToken: ignored,
  BucketName: z.string(),
  Managed: ignored,
  SkipDestinationValidation: ignored,
  NotificationConfiguration: z.strictObject({
    QueueConfigurations: z
      .array(
        z.strictObject({
          Id: z.string().optional(),
          Events: z.array(z.string()),
          QueueArn: z.string(),
          Filter: z
            .strictObject({
              Key: z.strictObject({
                FilterRules: z.array(
                  z.strictObject({
                    Name: z
                      .string()
                      .toLowerCase()
                      .pipe(z.enum(['prefix', 'suffix'])),
                    Value: z.string(),
                  }),
                ),
              }),
            })
            .optional(),
        }),
      )
      .default([]),
  }),
});
