import * as z from 'zod';
import { ignored } from './ignored.ts';

export const roleSchema = z.strictObject({
  RoleName: ignored,
  AssumeRolePolicyDocument: ignored,
  ManagedPolicyArns: z.array(z.string()).default([]),
  Policies: z.array(z.strictObject({ PolicyName: ignored, PolicyDocument: z.unknown() })).default([]),
  Description: ignored,
  MaxSessionDuration: ignored,
  Path: ignored,
  Tags: ignored,
});

export const policySchema = z.strictObject({
  PolicyName: ignored,
  PolicyDocument: z.unknown(),
  Roles: z.array(z.string()),
});
