import {
  alertSuffix,
  inboxPrefixes,
  profiledBatchSuffix,
  resultsKeys,
  resultsPrefixes,
} from '../../lambdas/keys.ts';
import { inInbox, inResults, type StepEntry } from '../function-entry.ts';

/** The way of the data, in the order in which a batch meets the steps. */
export const steps: readonly StepEntry[] = [
  {
    name: 'build-reference',
    impact:
      'an uploaded reference or contract has no effect, and batches are compared with the one before it, or with none.',
    startedBy: [
      { bucket: 'inbox', prefix: inboxPrefixes.references },
      { bucket: 'inbox', prefix: inboxPrefixes.contracts },
      { bucket: 'inbox', prefix: inboxPrefixes.replays },
    ],
    access: {
      inbox: {
        read: inInbox('contracts', 'references', 'replays'),
      },
      results: {
        read: inResults('references', 'contracts', 'waiting', 'incidents'),
        write: inResults('references', 'contracts', 'waiting', 'replays', 'strays', 'folders', 'alerts'),
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 900, maxConcurrency: 2 },
  },
  {
    name: 'validate-batch',
    impact: 'uploaded batches are not checked, and nobody is told whether they can be trusted.',
    startedBy: [
      { bucket: 'inbox', prefix: inboxPrefixes.batches },
      { bucket: 'results', prefix: resultsPrefixes.replays },
    ],
    access: {
      inbox: {
        read: inInbox('batches', 'contracts', 'references'),
      },
      results: {
        read: inResults('references', 'profiles', 'contracts', 'waiting', 'replays', 'windows'),
        write: inResults(
          'references',
          'profiles',
          'contracts',
          'quarantine',
          'windows',
          'scores',
          'waiting',
          'replays',
          'strays',
          'folders',
          'plans',
          'alerts',
        ),
        abort: inResults('quarantine'),
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 900, maxConcurrency: 2 },
  },
  {
    name: 'detect-drift',
    impact: 'batches are checked against their contract but not for drift, and nobody is told of any.',
    startedBy: [{ bucket: 'results', prefix: resultsPrefixes.profiles, suffix: profiledBatchSuffix }],
    access: {
      results: {
        read: [
          ...inResults(
            'references',
            'profiles',
            'scores',
            'labels',
            'joined',
            'performance',
            'results',
            'history',
            'reports',
            'incidents',
            'environments',
            'recent',
          ),
          resultsKeys.holdoutRuns('*'),
        ],
        write: [
          ...inResults(
            'joined',
            'performance',
            'results',
            'history',
            'reports',
            'incidents',
            'recent',
            'alerts',
          ),
          resultsKeys.toldEnvironment('*'),
        ],
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 300, maxConcurrency: 2 },
  },
  {
    name: 'read-environment',
    impact:
      'an uploaded lock file has no effect: nobody is told that versions changed, or that it cannot be read.',
    startedBy: [{ bucket: 'inbox', prefix: inboxPrefixes.environments }],
    access: {
      inbox: { read: inInbox('environments') },
      results: { read: inResults('environments'), write: inResults('environments', 'strays', 'alerts') },
    },
    size: { memoryMb: 512, timeoutSeconds: 60, maxConcurrency: 2 },
  },
  {
    name: 'score-holdout',
    impact: 'a holdout set that was scored again is not compared, and nobody is told that predictions moved.',
    startedBy: [{ bucket: 'inbox', prefix: inboxPrefixes.holdouts }],
    access: {
      inbox: { read: inInbox('holdouts', 'contracts') },
      results: {
        read: inResults('holdouts', 'references'),
        write: inResults('holdouts', 'reports', 'strays', 'alerts'),
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 300, maxConcurrency: 2 },
  },
  {
    name: 'join-labels',
    impact:
      'uploaded labels change nothing: nobody learns how right the model was on batches whose labels come later.',
    startedBy: [{ bucket: 'inbox', prefix: inboxPrefixes.labels }],
    access: {
      inbox: {
        read: inInbox('labels', 'contracts', 'references'),
      },
      results: {
        read: [
          ...inResults(
            'references',
            'profiles',
            'contracts',
            'scores',
            'labels',
            'joined',
            'performance',
            'results',
            'history',
            'reports',
            'incidents',
            'recent',
          ),
          resultsKeys.holdoutRuns('*'),
        ],
        // A contract that is drafted from a reference is made with it, by whoever needs it first.
        write: inResults(
          'references',
          'contracts',
          'labels',
          'joined',
          'performance',
          'reports',
          'incidents',
          'recent',
          'alerts',
        ),
      },
    },
    size: { memoryMb: 1769, timeoutSeconds: 900, maxConcurrency: 2 },
  },
  {
    name: 'send-alerts',
    impact: 'something is wrong with data, and the people who should know have not been told.',
    startedBy: [{ bucket: 'results', prefix: resultsPrefixes.alerts, suffix: alertSuffix }],
    access: {
      results: { read: inResults('alerts', 'deliveries'), write: inResults('deliveries') },
      publishes: ['alerts', 'chat'],
    },
    size: { memoryMb: 512, timeoutSeconds: 60, maxConcurrency: 2 },
  },
];
