import { plainText } from '../../text/clean-text.ts';
import type { Location } from '../alert-schema.ts';

/** Longest key that S3 allows, in bytes. */
export const maximumKeyLength = 1024;

/** The address of an object for people to read; a hostile key is shown cleaned, so it may not be exact. */
export function shownUri({ bucket, key }: Location): string {
  return `s3://${plainText(bucket, 100)}/${plainText(key, maximumKeyLength)}`;
}

/** The object in the S3 console. Percent-encoded, so exact whatever the key holds. */
export function consoleLink({ bucket, key }: Location): string {
  return `https://s3.console.aws.amazon.com/s3/object/${encode(bucket)}?prefix=${encode(key)}`;
}

/**
 * A shell line that prints the object, or fetches it where it is a page to be opened; safe to paste.
 *
 * @returns undefined where the key cannot be shown as it is: the line would name another object
 */
export function printCommand({ bucket, key }: Location): string | undefined {
  const uri = `s3://${bucket}/${key}`;
  if (shownUri({ bucket, key }) !== uri) return undefined;
  if (key.endsWith('.html')) return `aws s3 cp ${quoteForShell(uri)} .`;
  const copy = `aws s3 cp ${quoteForShell(uri)} -`;
  return key.endsWith('.gz') ? `${copy} | gunzip | head` : copy;
}

function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** `encodeURIComponent` leaves `'()*!~` as they are; some of them mean something in chat. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /['()*!~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
