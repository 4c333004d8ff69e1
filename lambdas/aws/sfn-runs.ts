import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { LargeBatches } from '../pipeline/ports.ts';

/** Starts executions of a state machine: of a name there is one in 90 days. */
export function sfnRuns(client: SFNClient, stateMachineArn: string): LargeBatches['start'] {
  return async (name, input) => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
      return 'started';
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return 'exists';
      throw error;
    }
  };
}
