import { versionsInMetadata } from '../../core/environment/known-versions.ts';
import type { BatchFacts } from '../../core/result/result-schema.ts';
import type { OpenBatch } from '../../readers/batch-reader.ts';
import type { BatchUpload } from './batch-upload.ts';

/** What a file tells of the program that wrote it, to be stored. */
export function writerFacts({ dtypes, ...writer }: NonNullable<OpenBatch['writer']>): BatchFacts['writer'] {
  return { ...writer, ...(dtypes && { dtypes: [...dtypes] }) };
}

/** What its object tells of versions, to be stored; nothing where it tells nothing. */
export function versionsOf({ metadata }: Pick<BatchUpload, 'metadata'>): Pick<BatchFacts, 'versions'> {
  const versions = versionsInMetadata(metadata);
  return versions.length === 0 ? {} : { versions };
}
