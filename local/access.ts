import { createHash } from 'node:crypto';
import { account, arn, bucketArn, roleArn } from './account.ts';
import { type AccessRequest, isAllowed, type Principal } from './iam.ts';
import { readPolicy, type Statement } from './iam-policy.ts';
import { ServiceError } from './service-error.ts';
import type { Declarations } from './template/declarations.ts';
import { TemplateError } from './template/intrinsics.ts';

/** Who may do what, by the policies of the template. */
export interface Access {
  /** The principal behind an access key, or undefined. */
  principal(accessKeyId: string): Principal | undefined;
  /** The role of a function. */
  functionRole(functionName: string): Principal;
  /** A role by its ARN. */
  role(roleArn: string): Principal;
  isAllowed(principal: Principal, request: AccessRequest): boolean;
  /** @throws ServiceError AccessDenied */
  demand(principal: Principal, request: AccessRequest): void;
}

/** The key of people (command line, demo, tests): it may do everything that no resource policy denies. */
export const adminAccessKeyId = 'AKIALOCALADMIN000000';

const admin: Principal = {
  id: `arn:aws:iam::${account}:user/admin`,
  kind: 'AWS',
  statements: [{ Effect: 'Allow', Action: ['*'], Resource: ['*'], Condition: {} }],
};

/** Each function has an access key of its own: it tells the server which role calls. */
export function functionAccessKeyId(functionName: string): string {
  return `AKIA${createHash('sha256').update(functionName).digest('hex').slice(0, 16).toUpperCase()}`;
}

/** A service of the cloud itself, such as `s3.amazonaws.com`. */
export function servicePrincipal(host: string): Principal {
  return { id: host, kind: 'Service', statements: [] };
}

/** Reads the policies of every role that something uses, and the policies of the resources. */
export function createAccess(declared: Declarations): Access {
  const roles = new Map<string, Principal>();
  const role = (wanted: string) => {
    const known = roles.get(wanted) ?? readRole(declared, wanted);
    roles.set(wanted, known);
    return known;
  };
  const functionRoles = new Map(declared.functions.map((one) => [one.name, role(one.properties.Role)]));
  const functionRole = (name: string) => {
    const found = functionRoles.get(name);
    if (found === undefined) throw new TemplateError(`no function is called ${name}`);
    return found;
  };
  const keys = new Map([...functionRoles].map(([name, found]) => [functionAccessKeyId(name), found]));
  keys.set(adminAccessKeyId, admin);
  const policies = resourcePolicies(declared);
  const allowed = (principal: Principal, request: AccessRequest) =>
    isAllowed(principal, request, policies.get(ownerOf(request.resource)));
  return {
    principal: (accessKeyId) => keys.get(accessKeyId),
    functionRole,
    role,
    isAllowed: allowed,
    demand(principal, request) {
      if (!allowed(principal, request)) throw accessDenied(principal, request);
    },
  };
}

function accessDenied(principal: Principal, { action, resource }: AccessRequest): ServiceError {
  return new ServiceError(
    403,
    'AccessDenied',
    `User: ${principal.id} is not authorized to perform: ${action} on resource: "${resource}"`,
  );
}

function readRole(declared: Declarations, wanted: string): Principal {
  const found = declared.roles.find((one) => roleArn(one.name) === wanted);
  if (found === undefined) throw new TemplateError(`no role of the template is ${wanted}`);
  const statements = declared.policies
    .filter((one) => one.properties.Roles.includes(found.name))
    .flatMap((one) => readPolicy(one.properties.PolicyDocument, found.logicalId));
  return { id: wanted, kind: 'AWS', statements };
}

/** Statements of resource policies by the ARN of the bucket, queue or topic. */
function resourcePolicies(declared: Declarations): ReadonlyMap<string, readonly Statement[]> {
  const found = [
    ...declared.bucketPolicies.map((one) => ({ owners: [bucketArn(one.properties.Bucket)], one })),
    ...declared.queuePolicies.map((one) => ({ owners: one.properties.Queues.map(queueArn), one })),
    ...declared.topicPolicies.map((one) => ({ owners: one.properties.Topics, one })),
  ].flatMap(({ owners, one }) => {
    const statements = readPolicy(one.properties.PolicyDocument, one.logicalId);
    return owners.map((owner): [string, readonly Statement[]] => [owner, statements]);
  });
  return mergeByKey(found);
}

function mergeByKey<T>(pairs: readonly [string, readonly T[]][]): ReadonlyMap<string, readonly T[]> {
  const merged = new Map<string, readonly T[]>();
  for (const [key, items] of pairs) merged.set(key, [...(merged.get(key) ?? []), ...items]);
  return merged;
}

/** ARN of the queue with this URL. */
function queueArn(url: string): string {
  return arn('sqs', url.slice(url.lastIndexOf('/') + 1));
}

/** The ARN whose policy covers a resource: an object's is its bucket. */
function ownerOf(resource: string): string {
  return resource.startsWith('arn:aws:s3:::') ? (resource.split('/')[0] ?? resource) : resource;
}
