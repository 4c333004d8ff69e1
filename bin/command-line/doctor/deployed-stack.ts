import {
  type CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { InputError } from '../usage.ts';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});

const templateSchema = z.object({ Resources: z.record(z.string(), resourceSchema) });

/** A stack as CloudFormation has it. */
export interface DeployedStack {
  readonly name: string;
  /** `UPDATE_COMPLETE`, and its like. */
  readonly status: string;
  /** `aws`, but in China and for governments. */
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What was deployed last, by logical id. */
  readonly template: z.infer<typeof templateSchema>['Resources'];
  /** By logical id: the name of a bucket, the URL of a queue, the ARN of a topic. */
  readonly physicalIds: Readonly<Record<string, string>>;
}

/** @throws InputError when there is no such stack where the credentials lead, or it may not be read */
export async function readStack(client: CloudFormationClient, name: string): Promise<DeployedStack> {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    const { TemplateBody } = await client.send(
      new GetTemplateCommand({ StackName: name, TemplateStage: 'Processed' }),
    );
    const physicalIds: Record<string, string> = {};
    for await (const page of paginateListStackResources({ client }, { StackName: name }))
      for (const { LogicalResourceId: id = '', PhysicalResourceId = '' } of page.StackResourceSummaries ?? [])
        physicalIds[id] = PhysicalResourceId;
    const [, partition = '', , region = '', account = ''] = stack?.StackId?.split(':') ?? [];
    const outputs = stack?.Outputs?.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]);
    return {
      ...{ name, partition, region, account, physicalIds, status: stack?.StackStatus ?? 'unknown' },
      outputs: Object.fromEntries(outputs ?? []),
      template: templateSchema.parse(JSON.parse(TemplateBody ?? '{}')).Resources,
    };
  } catch (error) {
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new InputError(
      `can't read the stack ${name}: ${said} (do \`aws sts get-caller-identity\` and the region name the account of the environment?)`,
    );
  }
}
