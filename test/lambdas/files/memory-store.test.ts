import { memoryStore } from '../../../lambdas/files/memory-store.ts';
import { describeObjectStore } from '../../support/object-store-suite.ts';

describeObjectStore('memory', () => memoryStore('results', () => new Date(0)));
