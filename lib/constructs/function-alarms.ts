import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { pascalCase } from '../pascal-case.ts';
import { alarm } from './alarm.ts';

export interface FunctionAlarmsProps {
  readonly name: string;
  readonly run: IFunction;
  readonly ops: ITopic;
  /** What it means for people when the function does not do its work, in one sentence. */
  readonly impact: string;
}

/** Runs that failed, or were refused: of any function, whatever starts it. */
export function functionAlarms(step: Construct, { name, run, ops, impact }: FunctionAlarmsProps): void {
  const period = Duration.minutes(5);
  const watched = [
    ['crashes', run.metricErrors({ period })],
    ['throttles', run.metricThrottles({ period })],
  ] as const;
  for (const [runbook, metric] of watched) {
    alarm(step, pascalCase(runbook), ops, {
      title: `${name}: ${runbook}`,
      metric,
      threshold: 0,
      impact: `if it persists, ${impact}`,
      runbook,
    });
  }
}
