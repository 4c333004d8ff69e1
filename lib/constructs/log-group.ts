import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { MonitorEnvironment } from '../environment-schema.ts';

/** A log group of our own for a function: Lambda's would be kept for ever. */
export function logGroup(scope: Construct, environment: MonitorEnvironment): LogGroup {
  return new LogGroup(scope, 'Log', {
    retention: environment.retentionDays.logs,
    removalPolicy: environment.onDelete === 'retain' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}
