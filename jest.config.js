'use strict';

// Types are checked once by `npm run typecheck`; here files are only transpiled, one by one.
const project = (name, roots) => ({
  displayName: name,
  roots,
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json', diagnostics: false }] },
});

module.exports = {
  projects: [project('lib', ['<rootDir>/test']), project('services', ['<rootDir>/services'])],
};
