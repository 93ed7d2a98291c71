import type { ProjectDescription } from './project-description';

const DEPENDENCIES = ['cdk8s', 'cdk8s-plus-28', 'chartwright', 'constructs', 'zod'];
const DEV_DEPENDENCIES = ['@types/jest', '@types/node', 'cdk8s-cli', 'jest', 'ts-jest', 'typescript'];

/** Packages that a new project is made with. */
export const REQUIRED_PACKAGES: readonly string[] = [...DEPENDENCIES, ...DEV_DEPENDENCIES];

/** What tools read: npm, TypeScript, Jest, cdk8s, Git. */
export function manifestFiles({ name, versions }: ProjectDescription): [string, string][] {
  const of = (names: readonly string[]) => Object.fromEntries(names.map((one) => [one, versionOf(one, versions)]));
  const packageJson = {
    name,
    version: '0.1.0',
    private: true,
    type: 'commonjs',
    engines: { node: '>=20.19' },
    scripts: {
      // Before dist/ is emptied: what has errors leaves it as it is.
      prestart: 'chartwright-run --check main.ts',
      start: 'cdk8s synth --check-upgrade=false',
      test: 'tsc && jest --ci=false',
      package: 'chartwright package --charts chart.ts',
      verify: 'chartwright verify --charts chart.ts',
    },
    dependencies: of(DEPENDENCIES),
    devDependencies: of(DEV_DEPENDENCIES),
    // tsc checks types, all files at once; Jest only strips them.
    jest: { transform: { '\\.ts$': ['ts-jest', { diagnostics: false }] }, testPathIgnorePatterns: ['/node_modules/'] },
  };
  const tsconfig = {
    compilerOptions: {
      target: 'es2022',
      module: 'nodenext',
      types: ['node', 'jest'],
      strict: true,
      noUncheckedIndexedAccess: true,
      noUnusedLocals: true,
      isolatedModules: true,
      noEmit: true,
    },
    include: ['*.ts'],
  };
  return [
    ['package.json', json(packageJson)],
    ['tsconfig.json', json(tsconfig)],
    ['cdk8s.yaml', 'language: typescript\napp: chartwright-run main.ts\noutput: dist\n'],
    ['.gitignore', 'node_modules/\ndist/charts/\n'],
  ];
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

function versionOf(name: string, versions: ProjectDescription['versions']): string {
  const version = versions[name];
  if (version === undefined) throw new Error(`The version of ${name} is not known. This is a mistake in chartwright.`);
  return version;
}
