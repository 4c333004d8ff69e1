import type { Access } from '../access.ts';
import { readText, type Service, type ServiceReply, type ServiceRequest } from '../service.ts';
import { notImplemented } from '../service-error.ts';
import type { Queue } from '../sqs.ts';
import { operations } from './operations.ts';

/** The SQS service in its JSON protocol (`X-Amz-Target: AmazonSQS.…`). */
export function createSqsApi(queues: readonly Queue[], access: Access): Service {
  return {
    handle: async (request) => {
      const name = operationName(request);
      const run = operations[name];
      if (run === undefined) throw notImplemented(`the SQS operation "${name}"`);
      const input: unknown = JSON.parse((await readText(request.body)) || '{}');
      const demand = (action: string, resource: string) =>
        access.demand(request.caller, { action: `sqs:${action}`, resource });
      return jsonReply(200, (await run({ input, queues, demand })) ?? {});
    },
    renderError: ({ status, code, message }) =>
      jsonReply(status, { __type: `com.amazonaws.sqs#${code}`, message }),
  };
}

function operationName({ headers }: ServiceRequest): string {
  return headers['x-amz-target']?.toString().replace('AmazonSQS.', '') ?? '(no X-Amz-Target header)';
}

function jsonReply(status: number, body: unknown): ServiceReply {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(body) };
}
