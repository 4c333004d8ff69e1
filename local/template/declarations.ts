import * as z from 'zod';
import type { Resource, Template } from '../template.ts';
import { TemplateError } from './intrinsics.ts';
import {
  bucketPolicySchema,
  bucketSchema,
  functionSchema,
  mappingSchema,
  notificationsSchema,
  permissionSchema,
  policySchema,
  queuePolicySchema,
  queueSchema,
  roleSchema,
  ruleSchema,
  scheduleSchema,
  slackSchema,
  stateMachineSchema,
  subscriptionSchema,
  topicPolicySchema,
  topicSchema,
} from './schemas.ts';

/** A resource with its properties read. */
export type Declared<Properties> = Omit<Resource, 'properties'> & { readonly properties: Properties };

export type DeclaredFunction = Declared<z.infer<typeof functionSchema>>;
export type DeclaredQueue = Declared<z.infer<typeof queueSchema>>;
export type DeclaredMapping = Declared<z.infer<typeof mappingSchema>>;
export type DeclaredSubscription = Declared<z.infer<typeof subscriptionSchema>>;
export type DeclaredSlackChannel = Declared<z.infer<typeof slackSchema>>;

export type DeclaredStateMachine = Declared<z.infer<typeof stateMachineSchema>>;

export type Declarations = ReturnType<typeof readDeclarations>;

/**
 * Sorts the resources of a template by type and reads their properties.
 *
 * @throws TemplateError naming the resource and the property that is not known
 */
export function readDeclarations({ resources }: Template) {
  const all = <S extends z.ZodType>(type: string, schema: S): readonly Declared<z.infer<S>>[] =>
    resources.filter((resource) => resource.type === type).map((resource) => declare(resource, schema));
  return {
    buckets: all('AWS::S3::Bucket', bucketSchema),
    bucketPolicies: all('AWS::S3::BucketPolicy', bucketPolicySchema),
    notifications: all('Custom::S3BucketNotifications', notificationsSchema),
    queues: all('AWS::SQS::Queue', queueSchema),
    queuePolicies: all('AWS::SQS::QueuePolicy', queuePolicySchema),
    topics: all('AWS::SNS::Topic', topicSchema),
    topicPolicies: all('AWS::SNS::TopicPolicy', topicPolicySchema),
    subscriptions: all('AWS::SNS::Subscription', subscriptionSchema),
    slackChannels: all('AWS::Chatbot::SlackChannelConfiguration', slackSchema),
    functions: all('AWS::Lambda::Function', functionSchema),
    mappings: all('AWS::Lambda::EventSourceMapping', mappingSchema),
    roles: all('AWS::IAM::Role', roleSchema),
    policies: all('AWS::IAM::Policy', policySchema),
    stateMachines: all('AWS::StepFunctions::StateMachine', stateMachineSchema),
    rules: all('AWS::Events::Rule', ruleSchema),
    permissions: all('AWS::Lambda::Permission', permissionSchema),
    schedules: all('AWS::Scheduler::Schedule', scheduleSchema),
  } as const;
}

function declare<S extends z.ZodType>(resource: Resource, schema: S): Declared<z.infer<S>> {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return { ...resource, properties: parsed.data };
  throw new TemplateError(`${resource.logicalId} (${resource.type}): ${z.prettifyError(parsed.error)}`);
}
