import * as z from 'zod';
import type { Cloud } from './cloud.ts';

/** The record that a judged batch leaves, as far as it is shown. */
const recordSchema = z.object({
  key: z.string(),
  validation: z.string(),
  reasons: z.array(z.string()),
  drift: z.string(),
  rows: z.object({ read: z.number() }),
  revises: z.string().optional(),
});

/**
 * What a person at the terminal hears of an object that was written: a line for every upload, and one for what it came to, whether
 * anybody is alerted or not.
 *
 * @param read  gives an object as text
 * @returns undefined where it is neither
 */
export async function describeStored(
  { outputs }: Pick<Cloud, 'outputs'>,
  { bucket, key }: { readonly bucket: string; readonly key: string },
  read: () => Promise<string>,
): Promise<string | undefined> {
  if (bucket === outputs.InboxBucketName) return key.endsWith('/') ? undefined : `  ↑  ${printable(key)}`;
  const [folder, model = ''] = key.split('/');
  if (folder === 'references' && key.endsWith('.gz')) return `  =  ${printable(model)}: a reference is built`;
  if (folder !== 'history') return undefined;
  const record = recordSchema.safeParse(JSON.parse(await read()));
  return record.success ? `  =  ${describeRecord(record.data)}` : undefined;
}

function describeRecord({ key, validation, reasons, drift, rows, revises }: z.infer<typeof recordSchema>) {
  const verdict =
    validation === 'rejected' ? `rejected (${reasons.join(', ')})` : `accepted, drift: ${drift}`;
  return `${printable(key)}: ${verdict}, ${rows.read} rows${revises === undefined ? '' : ', judged again'}`;
}

/** A key is what somebody typed: it must not move the cursor. */
function printable(text: string): string {
  return text.replace(/\p{C}/gu, '�').slice(0, 200);
}

/** Reads an object of the cloud, as its owner. */
export async function readText(
  { endpoint, credentials, region }: Pick<Cloud, 'endpoint' | 'credentials' | 'region'>,
  { bucket, key }: { readonly bucket: string; readonly key: string },
): Promise<string> {
  const scope = `${credentials.accessKeyId}/20261120/${region}/s3/aws4_request`;
  const path = [bucket, ...key.split('/')].map(encodeURIComponent).join('/');
  const response = await fetch(`${endpoint}/${path}`, {
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    },
  });
  return response.text();
}
