'use strict';

// Types are checked once by `npm run typecheck`; here files are only transpiled, one by one.
const project = (name, roots, more) => ({
  displayName: name,
  roots,
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '\\.long\\.test\\.ts$'],
  testEnvironment: 'node',
  // What examples import, as in the `paths` of tsconfig.json.
  moduleNameMapper: {
    '^chartwright$': '<rootDir>/lib',
    '^chartwright/charts$': '<rootDir>/lib/apps/charts',
    '^chartwright/values$': '<rootDir>/lib/chart-values',
  },
  transform: {
    '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json', diagnostics: false }],
    '^.+\\.(css|svg)$': '<rootDir>/test/text-file.cjs',
  },
  ...more,
});

module.exports = {
  // Nothing here is about time: what hangs is found, what a busy machine does slowly is waited for.
  testTimeout: 60_000,
  // Jest leaves one processor idle, which of two is half: many suites wait for processes of their own.
  maxWorkers: '100%',
  projects: [
    project('lib', ['<rootDir>/test']),
    project('services', ['<rootDir>/services']),
    // Suites that take long or need Debian's packages (nginx, Apache, HAProxy, Chromium): `npm run test:long`, and .ci/run.
    project('long', ['<rootDir>/test', '<rootDir>/services'], {
      testMatch: ['**/*.long.test.ts'],
      testPathIgnorePatterns: ['/node_modules/'],
    }),
  ],
};
