import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

/** An import that would turn an arrow of ARCHITECTURE.md round. */
const forbid = (group, message) => ({ 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] });

export default tseslint.config(
  { ignores: ['build/', 'dist/', 'imports/', 'node_modules/', '**/*.js', '**/*.mjs', 'test-output/'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
    },
  },
  {
    files: ['**/*.test.ts', 'test/**/*.ts'],
    ...jest.configs['flat/recommended'],
    rules: {
      ...jest.configs['flat/recommended'].rules,
      'jest/valid-expect': 'error',
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect', 'expect*', 'fc.assert', '**.expect*'] }],
      'jest/no-disabled-tests': 'error',
      'jest/no-conditional-expect': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['services/**/*.ts'], rules: forbid(['**/lib/**', 'chartwright'], 'services never import the library') },
  {
    files: ['lib/manifests/**/*.ts'],
    rules: forbid(
      ['**/outputs/**', '**/apps/**', '**/cli/**', '**/compiler/**', '**/constructs/**'],
      'manifests know only objects',
    ),
  },
  { files: ['lib/yaml/**/*.ts'], rules: forbid(['../*/**'], 'the YAML writer knows nothing of what it writes') },
  {
    files: ['lib/values/**/*.ts'],
    rules: forbid(
      ['**/outputs/**', '**/apps/**', '**/cli/**', '**/compiler/**', '**/constructs/**', '**/manifests/**'],
      'values come first in the flow',
    ),
  },
  {
    files: ['lib/constructs/**/*.ts'],
    rules: forbid(
      ['**/outputs/**', '**/cli/**', '**/compiler/**', '**/values/**'],
      'constructs know nothing of Helm or of values files',
    ),
  },
  {
    files: ['lib/compiler/**/*.ts'],
    rules: forbid(
      ['**/outputs/helm/**', '**/apps/**', '**/cli/**', '**/constructs/**'],
      'the compiler works on any definition and knows no Helm syntax',
    ),
  },
  {
    files: ['lib/outputs/**/*.ts'],
    rules: forbid(
      ['**/apps/**', '**/cli/**', '**/constructs/**'],
      'outputs are functions of manifests and of the compiled chart',
    ),
  },
);
