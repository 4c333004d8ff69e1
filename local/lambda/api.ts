import type { Access } from '../access.ts';
import type { LambdaFunction } from '../lambda.ts';
import { readText, type Service, type ServiceReply } from '../service.ts';
import { notImplemented, ServiceError } from '../service-error.ts';

/** The Lambda service: the Invoke call. */
export function createLambdaApi(functions: readonly LambdaFunction[], access: Access): Service {
  return {
    async handle({ method, path, headers, body, caller, query }) {
      const wanted = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path)?.[1];
      if (method !== 'POST' || wanted === undefined)
        throw notImplemented(`the Lambda call ${method} ${path}`);
      if (query.has('Qualifier')) throw notImplemented('versions and aliases of a function');
      const name = decodeURIComponent(wanted).replace(/^.*:function:/, '');
      const found = functions.find((one) => one.name === name);
      if (found === undefined)
        throw new ServiceError(404, 'ResourceNotFoundException', `Function not found: ${name}`);
      access.demand(caller, { action: 'lambda:InvokeFunction', resource: found.arn });
      return invoke(
        found,
        String(headers['x-amz-invocation-type'] ?? 'RequestResponse'),
        await readText(body),
      );
    },
    renderError({ status, code, message }) {
      const type = code === 'AccessDenied' ? 'AccessDeniedException' : code;
      return { ...json(status, { Message: message, Type: 'User' }), headers: { 'x-amzn-errortype': type } };
    },
  };
}

async function invoke(found: LambdaFunction, type: string, payload: string): Promise<ServiceReply> {
  if (type === 'DryRun') return { status: 204 };
  const result = found.invoke(payload || '{}');
  if (type === 'Event') return { status: 202 };
  if (type !== 'RequestResponse') throw notImplemented(`the invocation type ${type}`);
  const done = await result;
  if (done.ok) return { status: 200, body: done.payload };
  return { status: 200, headers: { 'x-amz-function-error': 'Unhandled' }, body: done.error };
}

function json(status: number, body: unknown): ServiceReply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
