import { randomUUID } from 'node:crypto';
import type { Access } from './access.ts';
import { arn } from './account.ts';
import { readText, type Service, type ServiceReply } from './service.ts';
import { notImplemented, ServiceError } from './service-error.ts';
import type { Template } from './template.ts';
import { type XmlChildren, xmlDocument } from './xml.ts';

const namespace = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

type Operation = (template: Template) => XmlChildren;

/** What is asked of a stack that is there: what it came from, and what its parts are called. */
const operations: Readonly<Record<string, Operation>> = {
  DescribeStacks: (template) => ({
    Stacks: {
      member: {
        StackId: stackArn(template),
        StackName: template.stack,
        StackStatus: 'CREATE_COMPLETE',
        CreationTime: new Date(0).toISOString(),
        Outputs: {
          member: Object.entries(template.outputs).map(([OutputKey, OutputValue]) => ({
            OutputKey,
            OutputValue,
          })),
        },
      },
    },
  }),
  GetTemplate: ({ source }) => ({ TemplateBody: JSON.stringify(source) }),
  ListStackResources: ({ source, physicalIds }) => ({
    StackResourceSummaries: {
      member: Object.entries(source.Resources).map(([LogicalResourceId, { Type }]) => ({
        LogicalResourceId,
        PhysicalResourceId: physicalIds[LogicalResourceId],
        ResourceType: Type,
        ResourceStatus: 'CREATE_COMPLETE',
        LastUpdatedTimestamp: new Date(0).toISOString(),
      })),
    },
  }),
};

/** CloudFormation in its query protocol, of the one stack that is there. */
export function createCloudFormation(template: Template, access: Access): Service {
  return {
    async handle({ body, caller }) {
      const parameters = new URLSearchParams(await readText(body));
      const name = parameters.get('Action') ?? '';
      const operation = operations[name];
      if (operation === undefined) throw notImplemented(`the CloudFormation operation "${name}"`);
      access.demand(caller, { action: `cloudformation:${name}`, resource: stackArn(template) });
      const asked = parameters.get('StackName');
      if (asked !== template.stack)
        throw new ServiceError(400, 'ValidationError', `Stack with id ${asked} does not exist`);
      return reply(200, `${name}Response`, {
        [`${name}Result`]: operation(template),
        ResponseMetadata: { RequestId: randomUUID() },
      });
    },
    renderError({ status, code, message }, requestId) {
      const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
      return reply(status, 'ErrorResponse', { Error: error, RequestId: requestId });
    },
  };
}

function stackArn({ stack }: Template): string {
  return arn('cloudformation', `stack/${stack}/local`);
}

function reply(status: number, root: string, children: XmlChildren): ServiceReply {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: xmlDocument(root, children, namespace),
  };
}
