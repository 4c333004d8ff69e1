import * as z from 'zod';
import { count } from './quantities.ts';

/** Where a version is known from, the surest first: the file of the batch, the metadata of its object, an uploaded lock file. */
export const versionSources = ['file', 'metadata', 'lock-file'] as const;

const versionChangeSchema = z.object({
  kind: z.literal('version'),
  name: z.string().describe('Of a package; `model-version` is that of the model.'),
  change: z
    .enum(['added', 'removed', 'upgraded', 'downgraded', 'changed'])
    .describe('`changed` where nothing says which of the two is the newer.'),
  step: z
    .enum(['major', 'minor', 'patch'])
    .optional()
    .describe('The first part of the version that differs.'),
  from: z.string().optional().describe("The reference's; absent where it has none."),
  to: z.string().optional().describe("The batch's; absent where it has none."),
  sources: z.array(z.enum(versionSources)).describe('What says so.'),
});

const dtypeChangeSchema = z.object({
  kind: z.literal('dtype'),
  column: z.string(),
  from: z.string().describe("What pandas held the reference's column as."),
  to: z.string().describe("What it held the batch's as."),
});

/** One thing that differs between what wrote the reference and what wrote a batch. */
export const environmentChangeSchema = z.discriminatedUnion('kind', [versionChangeSchema, dtypeChangeSchema]);

export type EnvironmentChange = z.infer<typeof environmentChangeSchema>;
export type VersionChange = z.infer<typeof versionChangeSchema>;
export type DtypeChange = z.infer<typeof dtypeChangeSchema>;

const lockFileSchema = z.object({
  key: z.string().describe('In the inbox.'),
  versionId: z.string(),
  receivedAt: z.iso.datetime(),
  packages: count,
});

/** Two lock files that were compared. */
export const comparedLockFilesSchema = z.object({
  reference: lockFileSchema.describe(
    'The newest before the reference; where there is none, the first one that came after it.',
  ),
  current: lockFileSchema.describe('The newest before the batch.'),
});
export type ComparedLockFiles = z.infer<typeof comparedLockFilesSchema>;
