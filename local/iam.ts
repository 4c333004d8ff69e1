import type { Statement } from './iam-policy.ts';

/** Who calls: a person, a function through its role, or a service of the cloud itself. */
export interface Principal {
  /** ARN of the user or role, or the host name of the service. */
  readonly id: string;
  readonly kind: 'AWS' | 'Service';
  /** What its identity policies say; a service has none and lives by resource policies. */
  readonly statements: readonly Statement[];
}

/** One thing that a principal wants to do. */
export interface AccessRequest {
  /** `s3:PutObject` */
  readonly action: string;
  readonly resource: string;
  /** Condition keys with their values. `aws:SecureTransport` counts as true: transport is not emulated. */
  readonly context?: Readonly<Record<string, string>>;
}

/**
 * Whether a principal may: no statement denies it, and its identity policies or the resource's policy allow it, as
 * AWS decides within one account.
 */
export function isAllowed(
  principal: Principal,
  request: AccessRequest,
  resourcePolicy: readonly Statement[] = [],
): boolean {
  const context = { 'aws:SecureTransport': 'true', ...request.context };
  const applying = [
    ...principal.statements.filter((statement) => applies(statement, request, context)),
    ...resourcePolicy.filter(
      (statement) => names(statement, principal) && applies(statement, request, context),
    ),
  ];
  return applying.length > 0 && applying.every((statement) => statement.Effect === 'Allow');
}

/** Whether text matches a pattern in which `*` stands for any text and `?` for one character. */
export function matchesPattern(pattern: string, text: string): boolean {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's').test(text);
}

function applies(
  statement: Statement,
  request: AccessRequest,
  context: Readonly<Record<string, string>>,
): boolean {
  const action = request.action.toLowerCase();
  return (
    statement.Action.some((pattern) => matchesPattern(pattern.toLowerCase(), action)) &&
    statement.Resource.some((pattern) => matchesPattern(pattern, request.resource)) &&
    meets(statement, context)
  );
}

function names({ Principal }: Statement, principal: Principal): boolean {
  return (Principal?.[principal.kind] ?? []).some((id) => id === '*' || id === principal.id);
}

type Operator = keyof Statement['Condition'];
type Compare = (wanted: readonly string[], found: string | undefined) => boolean;

const like: Compare = (wanted, found) =>
  found !== undefined && wanted.some((pattern) => matchesPattern(pattern, found));

const equal: Compare = (wanted, found) => found !== undefined && wanted.includes(found);

const operators: Readonly<Record<Operator, Compare>> = {
  StringEquals: equal,
  ArnEquals: like,
  ArnLike: like,
  Bool: equal,
};

function meets({ Condition }: Statement, context: Readonly<Record<string, string>>): boolean {
  const operatorNames: readonly Operator[] = ['StringEquals', 'ArnEquals', 'ArnLike', 'Bool'];
  return operatorNames.every((name) =>
    Object.entries(Condition[name] ?? {}).every(([key, wanted]) => operators[name](wanted, context[key])),
  );
}
