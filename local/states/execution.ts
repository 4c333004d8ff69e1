/** An execution of a state machine. */
export interface Execution {
  readonly name: string;
  /** As it was given, JSON. */
  readonly input: string;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  /** Why it failed. */
  cause?: string;
}

/** Tells functions that a run of a state machine is over, where a rule of the template listens for that. */
export type AnnounceRun = (stateMachineArn: string, execution: Execution) => Promise<void>;
