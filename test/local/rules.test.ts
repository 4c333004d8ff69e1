import { describe, expect, test } from '@jest/globals';
import type { LambdaFunction } from '../../local/lambda.ts';
import { announceRuns } from '../../local/rules.ts';
import { TemplateError } from '../../local/template/intrinsics.ts';

const [machine, functionArn] = ['arn:machine', 'arn:function'];
const ruleArn = 'arn:aws:events:eu-central-1:000000000000:rule/rule';

function rule(targets: readonly string[] = [functionArn]) {
  return {
    ...{ logicalId: 'Rule', type: 'AWS::Events::Rule', name: 'rule' },
    properties: {
      EventPattern: {
        source: ['aws.states' as const] as ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change' as const] as [
          'Step Functions Execution Status Change',
        ],
        detail: { stateMachineArn: [machine], status: ['FAILED'] },
      },
      State: 'ENABLED' as const,
      Targets: targets.map((Arn) => ({ Arn, Id: 'target' })),
    },
  };
}

function permission(SourceArn = ruleArn) {
  return {
    ...{ logicalId: 'Permission', type: 'AWS::Lambda::Permission', name: 'permission' },
    properties: {
      Action: 'lambda:InvokeFunction' as const,
      FunctionName: functionArn,
      Principal: 'events.amazonaws.com' as const,
      SourceArn,
    },
  };
}

/** A function that fails so many times. */
function noting(failures = 0) {
  const payloads: string[] = [];
  const run: LambdaFunction = {
    ...{ name: 'function', arn: functionArn, timeoutSeconds: 1, running: () => 0, stop: async () => {} },
    async invoke(payload) {
      payloads.push(payload);
      return payloads.length > failures ? { ok: true, payload: '{}' } : { ok: false, error: '{}' };
    },
  };
  return { run, payloads };
}

const failed = { name: 'b', input: '{"model":"m"}', status: 'FAILED', cause: 'why' } as const;

describe('a rule that listens for the end of runs', () => {
  test('hands the run to its function, three times where that fails', async () => {
    const { run, payloads } = noting(5);

    await announceRuns({ rules: [rule()], permissions: [permission()] }, [run])(machine, failed);

    expect(payloads).toHaveLength(3);
    expect(JSON.parse(payloads[0]!).detail).toMatchObject({
      name: 'b',
      status: 'FAILED',
      input: failed.input,
    });
  });

  test.each([
    ['of another status', machine, { ...failed, status: 'SUCCEEDED' }],
    ['of another machine', 'arn:other', failed],
  ] as const)('hears of none %s', async (_, machineArn, execution) => {
    const { run, payloads } = noting();

    await announceRuns({ rules: [rule()], permissions: [permission()] }, [run])(machineArn, execution);

    expect(payloads).toEqual([]);
  });

  test.each([
    ['that may not invoke its function', [rule()], [permission('arn:other')]],
    ['whose function is not there', [rule(['arn:gone'])], [permission()]],
  ])('is refused %s', (_, rules, permissions) => {
    expect(() => announceRuns({ rules, permissions }, [noting().run])).toThrow(TemplateError);
  });
});
