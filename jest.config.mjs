import { join } from 'node:path';

// Programs that tests start compile what they import once for all, not once a start.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '.plumbline/compile-cache');

/**
 * Jest runs TypeScript as ES modules; the only transform is esbuild's type stripping.
 *
 * `npm test` runs Node with `--no-compilation-cache`: that cache keeps every script, a script its context, and so a worker all that
 * any test file before ever held. After a hundred files each collection of garbage went through a gigabyte, and what allocates
 * took ten times as long.
 */
export default {
  testEnvironment: '<rootDir>/test/support/environment.mjs',
  // Tests lie in one of them. Of the others, coverage counts files that no test reaches.
  roots: ['bin', 'lambdas', 'lib', 'local', 'test'].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types.mjs' },
  testTimeout: 120_000,
  // V8 counts what ran, and needs no other transform. What a test runs in a process of its own is not counted.
  coverageProvider: 'v8',
  coverageReporters: ['text'],
  collectCoverageFrom: ['{bin,lambdas,lib,local}/**/*.ts'],
  // All cores: by default Jest leaves one idle, which on two is half of them.
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/test/support/count-reporter.mjs'],
};
