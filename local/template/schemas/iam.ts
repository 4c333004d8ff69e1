import * as z from 'zod';
import { ignored } from './ignored.ts';

export const roleSchema = z.strictObject({ AssumeRolePolicyDocument: ignored, Description: ignored });

export const policySchema = z.strictObject({
  PolicyName: ignored,
  PolicyDocument: z.unknown(),
  Roles: z.array(z.string()),
});
