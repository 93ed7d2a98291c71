import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';
import { narrowingRule } from './test/architecture/narrowing-rule.mjs';
import { roomRule } from './test/architecture/room-rule.mjs';

/**
 * The architecture: every room (a folder or a file), and all that it may import: paths below the root, and packages. What
 * is not named is refused, and so is a file in no room. The narrowest row counts; files of one row may import each other.
 *
 * Everything is a function of its arguments: `touches` names the files that reach further, and what they reach (a module
 * of Node.js, `process`, `clock`, `console`, `timers`, `network`, `random`). ARCHITECTURE.md shows this table.
 */
export const rooms = [
  {
    path: 'lib/values',
    what: "merging (Helm's rule), `--set` syntax, checking, error texts",
    may: [],
    packages: ['zod'],
  },
  {
    path: 'lib/kubernetes',
    what: 'names, quantities and types of the Kubernetes API: one grammar, one place',
    may: [],
    packages: ['cdk8s-plus-28'],
  },
  {
    path: 'lib/yaml',
    what: 'reads and writes YAML that means the same under 1.1 and 1.2; knows no objects',
    may: [],
    packages: ['yaml'],
  },
  {
    path: 'lib/manifests',
    what: 'objects: collecting, ordering, reading; `check/` of each and across them, `diff/`, `graph/`',
    may: ['lib/kubernetes', 'lib/values/nearest', 'lib/yaml'],
    packages: ['cdk8s', 'constructs'],
  },
  {
    path: 'lib/definition',
    what: '`defineChart`: name, values schema, rules, `build`; the release; loading values and running it',
    may: ['lib/kubernetes', 'lib/manifests', 'lib/values'],
    packages: ['cdk8s', 'constructs', 'yaml', 'zod'],
    touches: {
      'lib/definition/checksum.ts': ['node:crypto'],
      // The compiler's recorder, where there is one.
      'lib/definition/observed.ts': ['disguise'],
      // What an entry takes for a process of its own.
      'lib/definition/entry/build-from-entry.ts': ['process'],
      'lib/definition/entry/class-of-entry.ts': ['process'],
      // The cdk8s that an entry's folder has.
      'lib/definition/entry/copies.ts': ['node:module', 'node:path', 'place'],
      'lib/definition/entry/rendered-once.ts': ['node:child_process', 'node:fs', 'node:os', 'node:path', 'process'],
      'lib/definition/entry/sandbox.ts': ['disguise', 'node:fs', 'node:os', 'node:path', 'process'],
      // What main.ts and the command read: values/ and CHARTWRIGHT_….
      'lib/definition/values-from-here.ts': ['node:fs', 'node:path', 'process'],
    },
  },
  {
    path: 'lib/monitoring',
    what: 'one definition of service levels → recording rules, alerts, dashboard',
    may: ['lib/kubernetes', 'imports/monitoring.coreos.com'],
    packages: [],
  },
  {
    path: 'lib/autoscaling',
    what: 'presets of an autoscaler, what may be wrong with it',
    may: ['lib/kubernetes'],
    packages: ['cdk8s-plus-28'],
  },
  {
    path: 'lib/constructs/parts',
    what: 'what constructs are made of: one object kind or one concern a file',
    may: [
      'lib/definition',
      'lib/kubernetes',
      'lib/manifests/existing',
      'lib/manifests/props',
      'lib/monitoring/telemetry',
      'imports',
    ],
    packages: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
  },
  {
    path: 'lib/constructs/credentials',
    what: 'passwords and keys: a Secret, and who makes it',
    may: ['lib/constructs/parts', 'lib/definition', 'lib/kubernetes', 'lib/manifests/existing'],
    packages: ['cdk8s', 'constructs'],
  },
  {
    path: 'lib/constructs/database',
    what: 'a PostgreSQL database, and who runs it',
    may: ['lib/constructs/parts', 'lib/definition', 'lib/kubernetes', 'lib/manifests/existing', 'imports'],
    packages: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
  },
  {
    path: 'lib/constructs/proxy',
    what: '`ProxyWorkload`: backends, and what each engine makes of them',
    may: ['lib/constructs/parts', 'lib/constructs/web-workload', 'lib/kubernetes'],
    packages: ['cdk8s', 'constructs'],
    // Whether a text is an address: functions of their arguments.
    touches: { 'lib/constructs/proxy/config-text.ts': ['node:net'], 'lib/constructs/proxy/hosts.ts': ['node:net'] },
  },
  {
    path: 'lib/constructs',
    what: '`WebWorkload`, `ApplicationDatabase`, `Autoscaling`, `Monitoring`',
    may: [
      'lib/autoscaling',
      'lib/constructs/credentials',
      'lib/constructs/database',
      'lib/constructs/parts',
      'lib/definition',
      'lib/kubernetes',
      'lib/manifests/existing',
      'lib/manifests/props',
      'lib/monitoring',
      'imports',
    ],
    packages: ['cdk8s', 'constructs'],
  },
  {
    path: 'lib/chart-values',
    what: 'pieces of values schemas that charts share: workload, exposure, database',
    may: ['lib/autoscaling', 'lib/constructs', 'lib/definition', 'lib/kubernetes', 'lib/monitoring'],
    packages: ['zod'],
  },
  {
    path: 'lib/apps',
    what: 'urlpath, echo, reverse-proxy, polls, conduit: construct, chart and telemetry of each; nothing needs this room',
    may: [
      'lib/chart-values',
      'lib/constructs',
      'lib/definition',
      'lib/kubernetes',
      'lib/monitoring',
      'lib/yaml',
      'services/conduit/contract',
      'services/echo/contract',
      'services/kit/contract',
      'services/polls/contract',
      'services/reverse-proxy/contract',
      'services/urlpath/contract',
    ],
    packages: ['cdk8s', 'constructs', 'zod'],
  },
  {
    path: 'lib/compiler',
    what: 'constructs → template IR; knows no Helm syntax',
    may: ['lib/definition', 'lib/kubernetes', 'lib/manifests', 'lib/values'],
    packages: ['acorn', 'astring', 'cdk8s', 'constructs', 'estree', 'fast-check', 'zod'],
    touches: {
      'lib/compiler/evaluate.ts': ['node:crypto'],
      'lib/compiler/functions.ts': ['node:crypto'],
      // Another time of day for a run, to see whether `build` asks for it.
      'lib/compiler/later.ts': ['disguise'],
      // Digests that any library makes during a run, and the recorder that the library's own names tell.
      'lib/compiler/watch/hashes.ts': ['node:crypto'],
      'lib/compiler/watch/recorder.ts': ['disguise'],
    },
  },
  {
    path: 'lib/outputs/write.ts',
    what: 'writes files, and says on standard error what was written; nothing else in `outputs/` does',
    may: [],
    packages: [],
    touches: { 'lib/outputs/write.ts': ['node:fs', 'node:path', 'console'] },
  },
  {
    path: 'lib/outputs/plain',
    what: 'YAML files of an app, checked; `synthApp`',
    may: ['lib/manifests', 'lib/outputs/write', 'lib/yaml'],
    packages: ['cdk8s'],
  },
  {
    path: 'lib/outputs/helm',
    what: 'template IR → a Helm chart, and whether it renders what synth makes',
    may: [
      'lib/compiler',
      'lib/definition',
      'lib/kubernetes',
      'lib/manifests',
      'lib/outputs/write',
      'lib/values',
      'lib/yaml',
    ],
    packages: ['cdk8s', 'yaml', 'zod'],
    touches: {
      'lib/outputs/helm/archive.ts': ['node:zlib'],
      'lib/outputs/helm/package-chart.ts': ['node:path'],
    },
  },
  {
    path: 'lib/outputs/picture',
    what: 'what will run, as SVG or HTML',
    may: ['lib/manifests'],
    packages: ['elkjs'],
  },
  {
    path: 'lib/outputs/diff',
    what: 'what a change does to the cluster, as text, Markdown or JSON',
    may: ['lib/manifests'],
    packages: ['zod'],
  },
  {
    path: 'lib/preview',
    what: 'what the page of `chartwright preview` shows of a chart, and in `browser/` the page itself',
    may: ['lib/definition', 'lib/manifests', 'lib/outputs/diff', 'lib/outputs/picture', 'lib/values', 'lib/yaml'],
    packages: ['cdk8s', 'yaml', 'zod'],
  },
  {
    path: 'lib/simulate',
    what: 'the autoscaler of Kubernetes as a model: a load in, replicas and overload out',
    may: ['lib/autoscaling', 'lib/kubernetes', 'lib/manifests', 'lib/outputs/picture'],
    packages: [],
  },
  {
    path: 'lib/compat',
    what: 'what an upgrade of a chart does to those who have installed it',
    may: ['lib/kubernetes', 'lib/manifests', 'lib/values', 'lib/yaml'],
    packages: ['fast-check', 'yaml', 'zod'],
  },
  { path: 'lib/new', what: 'the project that `chartwright new` makes', may: ['lib/kubernetes'], packages: [] },
  {
    path: 'lib/adopt',
    what: 'hand-written YAML → constructs, a chart and its values; cdk8s code → an adapter',
    may: ['lib/kubernetes', 'lib/manifests', 'lib/new', 'lib/values', 'lib/yaml'],
    // Its types alone, as in lib/harden.
    packages: ['typescript'],
  },
  {
    path: 'lib/harden',
    what: 'what a project lacks for production, and the edits of its code that mend it',
    may: ['lib/adopt', 'lib/manifests', 'lib/outputs/diff'],
    // Its types alone: the compiler itself is the one of the project that is edited.
    packages: ['typescript'],
  },
  {
    path: 'lib/index.ts',
    what: 'the facade: named exports, none of `cli/`',
    may: [
      'lib/apps',
      'lib/autoscaling',
      'lib/constructs',
      'lib/definition',
      'lib/kubernetes',
      'lib/manifests',
      'lib/monitoring',
      'lib/outputs/plain',
      'lib/values',
    ],
    packages: [],
  },
  {
    path: 'lib/cli',
    what: 'what runs as a process: the command `chartwright`; `run-main.js` runs a TypeScript file from a cached bundle',
    may: ['lib'],
    packages: ['cdk8s', 'commander', 'constructs', 'esbuild', 'fflate', 'typescript', 'yaml', 'zod'],
    touches: 'anything',
  },
  {
    path: 'main.ts',
    what: 'composition root: which charts, with which values',
    may: ['lib/apps/charts', 'lib/definition', 'lib/outputs/plain'],
    packages: ['cdk8s'],
    touches: { 'main.ts': ['process'] },
  },
  {
    path: 'imports',
    what: 'constructs for CRDs by `cdk8s import`, and the definitions that they were made of, without descriptions',
    may: [],
    packages: ['cdk8s', 'constructs'],
  },
  {
    path: 'services/kit',
    what: 'what the services share: configuration, HTTP, database, process, metrics, security',
    may: ['services/images/bundle'],
    packages: 'anything',
    touches: 'anything',
  },
  {
    path: 'services/images',
    what: 'builds, signs and pushes the images of the services',
    may: ['services/kit'],
    packages: 'anything',
    touches: 'anything',
  },
  ...['conduit', 'echo', 'polls', 'reverse-proxy', 'tools', 'urlpath'].map((name) => ({
    path: `services/${name}`,
    what: 'a service, deployed by the constructs; `contract.ts` is all that `lib/apps` may import of it',
    may: ['services/kit', 'services/images/bundle'],
    packages: 'anything',
    touches: 'anything',
  })),
  {
    path: 'local',
    what: 'composition root of a run without a cluster',
    may: [
      'lib/apps',
      'lib/constructs/proxy',
      'services/images/bundle',
      'services/kit',
      ...['conduit', 'echo', 'polls', 'reverse-proxy', 'urlpath'].map((name) => `services/${name}/contract`),
    ],
    packages: ['commander'],
    touches: 'anything',
  },
  {
    path: 'examples',
    what: "charts and layouts of users', each run by a test",
    may: ['lib/index', 'lib/apps/charts', 'lib/chart-values/index'],
    packages: ['cdk8s', 'cdk8s-plus-28', 'commander', 'constructs', 'zod'],
    touches: 'anything',
  },
  {
    path: 'test',
    what: 'mirrors `lib/`; `architecture/` holds this table, `cluster/` runs on a real cluster',
    may: 'anything',
    packages: 'anything',
    touches: 'anything',
  },
];

export default tseslint.config(
  { ignores: ['build/', 'dist/', 'imports/', 'node_modules/', '**/*.cjs', '**/*.js', '**/*.mjs', 'test-output/'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { chartwright: { rules: { narrowing: narrowingRule, rooms: roomRule } } },
    rules: {
      'chartwright/rooms': ['error', { root: import.meta.dirname, rooms }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
    },
  },
  {
    files: ['lib/**/*.ts'],
    // The compiler looks up by numbers in its innermost loops; a cluster's answers come in the order of the questions.
    ignores: ['lib/compiler/**', 'lib/cli/cluster/**'],
    rules: { 'chartwright/narrowing': 'error' },
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
);
