/** Jest runs TypeScript as ES modules; the only transform is esbuild's type stripping. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types.mjs' },
  testTimeout: 120_000,
  // All cores: by default Jest leaves one idle, which on two is half of them.
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/test/support/count-reporter.mjs'],
};
