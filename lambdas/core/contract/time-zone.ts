import * as z from 'zod';

/** The name of a time zone, as `Europe/Berlin` is one. */
export const timeZoneName = z.string().refine(isTimeZone, 'a time zone such as Europe/Berlin');

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone });
    return true;
  } catch {
    return false;
  }
}
