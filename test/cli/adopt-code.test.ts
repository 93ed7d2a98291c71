import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { findHelm } from '../../lib/cli/find-helm';
import { ROOT, runMain, type Result } from './run';

// Real processes, the real Helm.
jest.setTimeout(120_000);

let folder: string;

beforeEach(() => {
  fs.mkdirSync(path.join(ROOT, 'test-output'), { recursive: true });
  folder = fs.mkdtempSync(path.join(ROOT, 'test-output/adopt-code-'));
  write('package.json', '{ "name": "shop" }');
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const write = (file: string, text: string): void => {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), text);
};
const read = (file: string): string => fs.readFileSync(path.join(folder, file), 'utf8');
const filesOf = (): string[] => fs.readdirSync(folder).filter((name) => name !== 'node_modules');

/** As `npm run chartwright` does: the packages of an entry are those of the command. */
const chartwright = (args: readonly string[], cwd: string): Promise<Result> =>
  runMain(['--packages-outside', path.join(ROOT, 'lib/cli/chartwright.ts'), ...args], { cwd });

/** Objects that the real Helm renders of a chart of `dist/charts`. */
function rendered(chart: string, release: string, ...sets: string[]): Record<string, unknown>[] {
  const given = sets.flatMap((set) => ['--set', set]);
  const helm = findHelm() ?? 'helm';
  const text = execFileSync(helm, ['template', release, path.join(folder, 'dist/charts', chart), ...given]).toString();
  return parseAllDocuments(text).map((one) => one.toJS() as Record<string, unknown>);
}

const CHART = `import { ApiObject, App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
class Web extends Chart {
  constructor(scope: Construct, id: string, props: { image: string; replicas?: number }) {
    super(scope, id);
    const { image, replicas = 2 } = props;
    new ApiObject(this, 'web', { apiVersion: 'example.com/v1', kind: 'Web', spec: { replicas, image } } as never);
  }
}
`;

test('an entry that makes its App in an async main becomes a chart: values from its environment, objects and names of its own synthesis', async () => {
  write(
    'src/main.ts',
    `${CHART}import fs from 'node:fs';
const stage = process.env.STAGE ?? 'dev';
const replicas: Record<string, number> = { dev: 1, prod: 3 };
async function main(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  console.log('synthesizing');
  const app = new App({ outdir: 'out' });
  new Web(app, 'web', { image: \`nginx:\${process.env['TAG'] || '1.25'}\`, replicas: replicas[stage] });
  fs.mkdirSync('out', { recursive: true });
  fs.writeFileSync('out/stamp', stage);
  app.synth();
}
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
`,
  );
  const adopted = await chartwright(['adopt', 'src/main.ts', '--name', 'shop'], folder);
  expect([adopted.code, adopted.stderr]).toEqual([0, '']);
  expect(adopted.stdout).toContain("equal to cdk8s synth, names too, for the release 'shop'");
  expect(filesOf().sort()).toEqual(['main.chart.ts', 'package.json', 'src']);
  expect(read('main.chart.ts')).toContain("stage: z.enum(['dev', 'prod']).default('dev')");
  const packaged = await chartwright(['package', '--charts', 'main.chart.ts'], folder);
  expect([packaged.code, packaged.stderr]).toEqual([0, '']);
  const [stock] = rendered('shop', 'shop') as [{ metadata: { name: string } }];
  expect(stock.metadata.name).toMatch(/^web-c8[0-9a-f]{6}$/);
  const [other] = rendered('shop', 'second', 'stage=prod', 'tag=1.27');
  expect(other).toMatchObject({
    metadata: { name: expect.stringMatching(/^second-web-c8[0-9a-f]{6}$/) as string },
    spec: { replicas: 3, image: 'nginx:1.27' },
  });
});

test('several Apps become a chart each', async () => {
  write(
    'main.ts',
    `${CHART}for (const stage of ['dev', 'prod']) {
  const app = new App({ outdir: \`dist/\${stage}\` });
  new Web(app, 'web', { image: \`nginx:\${stage}\` });
  app.synth();
}
`,
  );
  expect((await chartwright(['adopt', 'main.ts'], folder)).code).toBe(0);
  const { stdout } = await chartwright(['synth', 'prod', '--charts', 'main.chart.ts'], folder);
  expect(stdout).toContain('image: nginx:prod');
});

test.each([
  ['a later one of the same major version', '2.999.0', 'new Web(scope'],
  ['an older major version', '1.10.0', 'new Web(new App() as never'],
])('a project that has installed a cdk8s of its own is adopted: %s', async (_what, version, made) => {
  for (const name of ['cdk8s', 'constructs'])
    fs.cpSync(path.join(ROOT, 'node_modules', name), path.join(folder, 'node_modules', name), { recursive: true });
  const description = JSON.parse(read('node_modules/cdk8s/package.json')) as object;
  write('node_modules/cdk8s/package.json', JSON.stringify({ ...description, version }));
  write(
    'main.ts',
    `${CHART}const app = new App();\nnew Web(app, 'site', { image: \`nginx:\${process.env.TAG ?? '1.25'}\` });\napp.synth();\n`,
  );
  const adopted = await chartwright(['adopt', 'main.ts', '--name', 'shop'], folder);
  expect([adopted.code, adopted.stderr]).toEqual([0, '']);
  expect(adopted.stdout).toContain("equal to cdk8s synth, names too, for the release 'shop'");
  const packaged = await chartwright(['package', '--charts', 'main.chart.ts'], folder);
  expect([packaged.code, packaged.stderr]).toEqual([0, '']);
  const [stock] = rendered('shop', 'shop', 'tag=1.27') as [{ metadata: { name: string }; spec: object }];
  expect([stock.metadata.name, stock.spec]).toEqual([
    expect.stringMatching(/^site-web-c8[0-9a-f]{6}$/),
    { image: 'nginx:1.27', replicas: 2 },
  ]);
  const [other] = rendered('shop', 'second') as [{ metadata: { name: string } }];
  expect(other.metadata.name).toMatch(/^second-site-web-/);
  const asClass = await chartwright(['adopt', 'main.ts#Web'], folder);
  expect([asClass.code, asClass.stderr]).toEqual([0, '']);
  expect(read('web.chart.ts')).toContain(made);
  const { stdout } = await chartwright(
    ['synth', '--charts', 'web.chart.ts', '--set', 'image=nginx,replicas=5'],
    folder,
  );
  expect(stdout).toContain('replicas: 5');
});

test('a class that is not exported becomes a chart whose values are its props, by their types and the defaults of a call', async () => {
  write('main.ts', `${CHART}const app = new App();\nnew Web(app, 'site', { image: 'nginx:1.25' });\napp.synth();\n`);
  const adopted = await chartwright(['adopt', 'main.ts#Web'], folder);
  expect([adopted.code, adopted.stderr]).toEqual([0, '']);
  const { stdout } = await chartwright(['synth', '--charts', 'web.chart.ts', '--set', 'replicas=5'], folder);
  expect(stdout).toContain('replicas: 5');
  expect(stdout).toContain('image: nginx:1.25');
  expect(fs.existsSync(path.join(folder, 'dist'))).toBe(false);
});

test.each([
  ['no App', 'export const nothing = 1;\n', /makes no App when it is loaded \(it exports nothing\)/],
  ['an App without objects', `import { App } from 'cdk8s';\nnew App().synth();\n`, /without any object/],
  ['a variable that it needs', `if (!process.env.TOKEN) throw new Error('no TOKEN');\n`, /--env TOKEN=/],
  ['a timer', `setTimeout(() => undefined, 1000);\n`, /waits for what takes time \(Timeout\)/],
  ['an exit code', `console.error('bad cluster');\nprocess.exit(3);\n`, /exit code 3, having said:\n {2}bad cluster/],
])('fails on an entry with %s, says what to do, and writes nothing', async (_what, text, message) => {
  write('main.ts', text);
  const { code, stderr } = await chartwright(['adopt', 'main.ts'], folder);
  expect(code).toBe(1);
  expect(stderr).toMatch(message);
  expect(filesOf().sort()).toEqual(['main.ts', 'package.json']);
});
