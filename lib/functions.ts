import { scheduled } from './functions/scheduled.ts';
import { steps } from './functions/steps.ts';
import { tasks } from './functions/tasks.ts';

/** All functions of the stack. */
export const functions = [...steps, ...scheduled, ...tasks];
