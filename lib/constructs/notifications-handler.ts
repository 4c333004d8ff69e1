import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnResource, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { MonitorEnvironment } from '../environment-schema.ts';
import type { AnyBucket } from './acknowledge.ts';
import { logGroup } from './log-group.ts';

/** Under this id CDK puts the function that writes notification configurations, one a stack. */
const handlerId = 'BucketNotificationsHandler050a0587b7544547bf325f094a3db834';

/**
 * Confines the function of CDK that writes the notification configurations of buckets. Left alone it may write any log of
 * the account, and its own is kept for ever.
 */
export class NotificationsHandler extends Construct {
  private readonly ownRole: Role;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.ownRole = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  }

  /** For `notificationsHandlerRole` of the buckets: CDK cannot add anything to it. */
  role() {
    return this.ownRole.withoutPolicyUpdates();
  }

  /** To be called when every notification is declared: only then does the function exist. */
  confine(environment: MonitorEnvironment, buckets: readonly AnyBucket[]): void {
    const log = logGroup(this, environment);
    log.grantWrite(this.ownRole);
    this.ownRole.addToPolicy(
      new PolicyStatement({
        // What a bucket that exists announces to others is read first, and stays.
        actions: ['s3:PutBucketNotification', ...(exists(environment) ? ['s3:GetBucketNotification'] : [])],
        resources: buckets.map(({ bucketArn }) => bucketArn),
      }),
    );
    const handler = Stack.of(this).node.findChild(handlerId).node.findChild('Resource');
    if (!CfnResource.isCfnResource(handler)) throw new TypeError(`${handler.node.path} is not a resource`);
    handler.addPropertyOverride('LoggingConfig.LogGroup', log.logGroupName);
    // A configuration is written through the function: now not before the function may do so.
    handler.node.addDependency(this.ownRole);
  }
}

/**
 * Has the next deployment write what buckets announce once more, whatever they announce by then. CloudFormation does not see that somebody
 * changed it, and calls the function again only where the stack asks for something else.
 *
 * @param mark  any text that was not given before
 */
export function announceAnew(buckets: readonly AnyBucket[], mark: string): void {
  for (const bucket of buckets) {
    const written = bucket.node.findChild('Notifications').node.findChild('Resource');
    if (!CfnResource.isCfnResource(written)) throw new TypeError(`${written.node.path} is not a resource`);
    written.addPropertyOverride('Repair', mark);
  }
}

function exists({ buckets }: MonitorEnvironment): boolean {
  return buckets.inbox !== undefined || buckets.results !== undefined;
}
