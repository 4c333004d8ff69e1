import { Dashboard, PeriodOverride, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { resultsKeys, resultsPrefixes } from '../../lambdas/keys.ts';
import type { MonitorEnvironment } from '../environment-schema.ts';
import type { Buckets } from './buckets.ts';
import { modelCharts } from './model-charts.ts';
import { ownCharts } from './own-charts.ts';

/** One page of charts for an environment. To be called last: it shows what the stack has by then. */
export function dashboard(
  scope: Construct,
  { name: environment, metrics }: MonitorEnvironment,
  { inbox, results }: Buckets,
): void {
  const stack = Stack.of(scope);
  const { alarms, graphs } = ownCharts(stack);
  const index = `https://s3.console.aws.amazon.com/s3/object/${results.bucketName}?prefix=${encodeURIComponent(resultsKeys.modelIndex)}`;
  const made = new Dashboard(scope, 'Dashboard', {
    dashboardName: stack.stackName,
    defaultInterval: Duration.days(14),
    periodOverride: PeriodOverride.INHERIT,
    widgets: [
      [
        text(3, [
          `# Plumbline, ${environment}`,
          `[The reports of all models](${index}) · all of them in a folder: \`aws s3 sync s3://${results.bucketName}/${resultsPrefixes.reports} reports\` · batches go to \`${inbox.bucketName}\` · what to do about an alarm: \`docs/runbook.md\`, in the section that the alarm names`,
        ]),
      ],
      [text(1, ['## Models'])],
      modelCharts(environment, metrics),
      [text(1, ['## Plumbline itself'])],
      ...alarms.map((widget) => [widget]),
      graphs,
    ],
  });
  new CfnOutput(stack, 'DashboardUrl', {
    value: `https://console.aws.amazon.com/cloudwatch/home?region=${stack.region}#dashboards/dashboard/${made.dashboardName}`,
  });
}

function text(height: number, lines: readonly string[]): TextWidget {
  return new TextWidget({ markdown: lines.join('\n\n'), width: 24, height });
}
