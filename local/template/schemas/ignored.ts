import * as z from 'zod';

/**
 * A property that the embedded cloud knows and does not read. The schemas beside this are strict: a property that is neither
 * read nor ignored is an error, because it would change how the deployed stack behaves and not the local one.
 */
export const ignored = z.unknown().optional();
