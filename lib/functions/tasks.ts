import { inInbox, inResults, type TaskEntry } from '../function-entry.ts';

/** What is done for a batch that is larger than one function, by a run of Step Functions or because of one. */
export const tasks: readonly TaskEntry[] = [
  {
    name: 'count-part',
    impact: 'batches that are larger than one function have no verdict.',
    access: {
      inbox: { read: inInbox('batches') },
      results: { read: inResults('plans', 'parts', 'references'), write: inResults('parts') },
    },
    size: { memoryMb: 1024, timeoutSeconds: 900 },
  },
  {
    name: 'profile-part',
    impact: 'batches that are larger than one function have no verdict.',
    access: {
      inbox: { read: inInbox('batches') },
      results: {
        read: inResults('plans', 'parts', 'references'),
        write: inResults('parts'),
        abort: inResults('parts'),
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 900 },
  },
  {
    name: 'merge-parts',
    impact: 'batches that are larger than one function have no verdict.',
    access: {
      inbox: {
        read: inInbox('batches', 'contracts', 'references'),
      },
      results: {
        read: inResults('plans', 'parts', 'profiles', 'references', 'contracts', 'waiting'),
        write: inResults(
          'plans',
          'parts',
          'profiles',
          'references',
          'contracts',
          'quarantine',
          'scores',
          'waiting',
          'replays',
          'alerts',
        ),
        abort: inResults('quarantine'),
      },
    },
    size: { memoryMb: 3008, timeoutSeconds: 900 },
  },
  {
    name: 'report-run',
    impact: 'nobody is told that a batch that is larger than one function has no verdict.',
    access: {
      inbox: { read: inInbox('batches') },
      results: { read: inResults('plans', 'profiles'), write: inResults('alerts') },
    },
    size: { memoryMb: 512, timeoutSeconds: 60 },
  },
];
