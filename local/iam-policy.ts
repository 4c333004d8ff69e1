import * as z from 'zod';
import { TemplateError } from './template/intrinsics.ts';

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const values = z
  .union([z.string(), z.boolean(), z.array(z.string())])
  .transform((value) => [value].flat().map(String));
const operand = z.record(z.string(), values);

/** `*` or one role or user; that an account as a whole delegates to its own policies is not known. */
const identities = texts.pipe(z.array(z.string().regex(/^(\*|arn:aws:iam::\d{12}:(role|user)\/.+)$/)));

const principal = z.union([
  z.literal('*').transform(() => ({ AWS: ['*'], Service: ['*'] })),
  z.strictObject({ AWS: identities.default([]), Service: texts.default([]) }),
]);

/** The condition operators that are known: any other is an error at the start. */
const conditions = z
  .strictObject({
    StringEquals: operand,
    ArnEquals: operand,
    ArnLike: operand,
    Bool: operand,
  })
  .partial();

const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: principal.optional(),
  Action: texts,
  Resource: texts,
  Condition: conditions.default({}),
});

const documentSchema = z.strictObject({
  Id: z.string().optional(),
  Version: z.literal('2012-10-17'),
  Statement: z.union([z.array(statementSchema), statementSchema.transform((one) => [one])]),
});

export type Statement = z.infer<typeof statementSchema>;

/** The condition keys that a call can answer; a policy that asks for another is an error at the start. */
const conditionKeys = new Set(['aws:SecureTransport', 'aws:SourceAccount', 'aws:SourceArn']);

/**
 * Reads a policy document.
 *
 * @throws TemplateError naming the owner, on NotAction, NotResource, NotPrincipal, a policy variable, or an operator
 *   or a condition key that is not known
 */
export function readPolicy(document: unknown, owner: string): readonly Statement[] {
  const parsed = documentSchema.safeParse(document);
  if (!parsed.success) throw new TemplateError(`policy of ${owner}: ${z.prettifyError(parsed.error)}`);
  for (const statement of parsed.data.Statement) {
    const unknownKey = conditionKeysOf(statement).find((key) => !conditionKeys.has(key));
    if (unknownKey !== undefined) {
      throw new TemplateError(`policy of ${owner}: the condition key ${unknownKey} is not known`);
    }
    const variable = statement.Resource.find((resource) => resource.includes('${'));
    if (variable !== undefined) throw new TemplateError(`policy of ${owner}: policy variable in ${variable}`);
  }
  return parsed.data.Statement;
}

function conditionKeysOf({ Condition }: Statement): readonly string[] {
  return Object.values(Condition).flatMap((operands) => Object.keys(operands ?? {}));
}
