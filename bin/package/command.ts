#!/usr/bin/env node
import { restartLean } from './restart-lean.ts';

// Before anything else is loaded, which would be loaded twice.
restartLean();
await import('./run.ts');
