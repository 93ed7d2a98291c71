import { manifestFiles } from '../new/manifest-files';
import type { Json } from '../manifests/manifest';
import { isSame } from '../manifests/diff/field-changes';
import { toYaml } from '../yaml';
import { sourceFiles, type Around } from './code/source-files';
import { textLiteral } from './code/text';
import { defaultOf } from './code/schema-code';
import type { Plan } from './plan';

/** What a project is made with, beside its plan. */
export interface ProjectOptions extends Around {
  readonly environments: readonly string[];
  /** Versions of packages that the library was tested with, by name; `chartwright` among them. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Files of the project but `dist/` and what tells of the adoption, text by path. */
export function projectFiles(plan: Plan, options: ProjectOptions): Map<string, string> {
  const { name, environments, versions } = options;
  const several = environments.length > 1;
  return new Map([
    ...manifestFiles({ name, versions }),
    ['main.ts', several ? mainOfSeveral(plan) : mainOfOne(plan)],
    ...(several ? [['environments.ts', environmentsFile(plan, environments)] as [string, string]] : []),
    ...sourceFiles(plan, options),
    ['chart.test.ts', testFile(name, plan, several)],
    ...environments.map((environment): [string, string] => [
      several ? `values/${name}.${environment}.yaml` : `values/${name}.yaml`,
      valuesFile(plan, environment, several),
    ]),
  ]);
}

function valuesFile(plan: Plan, environment: string, several: boolean): string {
  const values = valuesOf(plan, environment);
  const what = several ? `what is not as usual in ${environment}` : 'what this repository deploys';
  const comment = `# Values over the defaults of the chart: ${what}.\n`;
  return Object.keys(values).length === 0 ? `${comment}{}\n` : comment + toYaml(values);
}

type Tree = { [key: string]: Json };

/** Values of an environment over the defaults. */
function valuesOf(plan: Plan, environment: string): Tree {
  const tree: Tree = {};
  for (const slot of plan.values) {
    const value = slot.given.get(environment);
    if (value === undefined || isSame(value, defaultOf(slot))) continue;
    const [first = '', second] = slot.path ?? [];
    if (second === undefined) tree[first] = value;
    else ((tree[first] ??= {}) as Tree)[second] = value;
  }
  return tree;
}

function mainOfOne({ namespaces }: Plan): string {
  const placed = namespaces !== undefined;
  return `import { App } from 'cdk8s';
import { synthApp, synthChart, valuesFromHere } from 'chartwright';
import { chart${placed ? ', namespace' : ''} } from './chart';

// Values: the chart's defaults, then values/<chart>.yaml, then CHARTWRIGHT_SET.
const app = new App();
${placed ? PLACED : `synthChart(app, chart, valuesFromHere(chart));`}
synthApp(app);
`;
}

const PLACED = `const { values, release } = valuesFromHere(chart);
synthChart(app, chart, { values, release: { namespace, ...release } });`;

function environmentsFile({ namespaces }: Plan, environments: readonly string[]): string {
  const rows = environments.map((name) => {
    const namespace = namespaces?.get(name);
    return `  { name: ${textLiteral(name)}, release: {${namespace === undefined ? '' : ` namespace: ${textLiteral(namespace)} `}} },\n`;
  });
  return `/** Where the chart runs; values/<chart>.<name>.yaml says what differs there. */\nexport const environments = [\n${rows.join('')}];\n`;
}

function mainOfSeveral(_plan: Plan): string {
  return `import { App } from 'cdk8s';
import { synthApp, synthChart, valuesFromHere } from 'chartwright';
import { chart } from './chart';
import { environments } from './environments';

// Values: the chart's defaults, then values/<chart>.<environment>.yaml, then CHARTWRIGHT_SET.
const { outdir } = new App();
for (const { name, release } of environments) {
  const { values } = valuesFromHere(chart, { ...process.env, CHARTWRIGHT_STAGE: name });
  const app = new App({ outdir: \`\${outdir}/\${name}\` });
  synthChart(app, chart, { values, release });
  synthApp(app);
}
`;
}

function testFile(name: string, { namespaces }: Plan, several: boolean): string {
  const placed = namespaces !== undefined;
  const imports = several
    ? `import { chart } from './chart';\nimport { environments } from './environments';`
    : `import { chart${placed ? ', namespace' : ''} } from './chart';`;
  const release = placed ? ', release: { namespace }' : '';
  const body = several
    ? `test.each(environments)('dist/$name is what the chart makes (npm start makes it anew)', ({ name, release }) => {
  const app = new App();
  synthChart(app, chart, { values: valuesFromHere(chart, { CHARTWRIGHT_STAGE: name }).values, release });
  const [text] = checkedFiles(app).files.values();
  expect(text).toBe(fs.readFileSync(\`dist/\${name}/${name}.k8s.yaml\`, 'utf8'));
});`
    : `test('dist/ is what the chart makes (npm start makes it anew)', () => {
  const app = new App();
  synthChart(app, chart, { values: valuesFromHere(chart, {}).values${release} });
  const [text] = checkedFiles(app).files.values();
  expect(text).toBe(fs.readFileSync('dist/${name}.k8s.yaml', 'utf8'));
});`;
  return `import fs from 'node:fs';
import { App } from 'cdk8s';
import { checkedFiles, synthChart, valuesFromHere } from 'chartwright';
${imports}

${body}

${MISSPELT}`;
}

const MISSPELT = `test('fails on a value that the chart does not have', () => {
  expect(() => synthChart(new App(), chart, { values: { nosuchvalue: 1 } })).toThrow('nosuchvalue is not a value');
});
`;
