import { camelCase } from '../merge/names';
import { SHARED_COMPONENT } from '../objects/components';
import type { Plan, PlannedObject } from '../plan';
import type { ApiTypes } from './api-types';
import { atom, layOut } from './code';
import { componentCode, type ComponentCode } from './component-code';
import { linked } from './forms/links';
import { isTyped, type Kinds } from './object-code';
import { RESERVED } from './reserved';
import { valuesCode } from './schema-code';
import { textLiteral } from './text';

/** What the code has to say beside the objects. */
export interface Around {
  /** Name of the chart. */
  readonly name: string;
  readonly types: ApiTypes;
  readonly kinds: Kinds;
  /** Objects that objects refer to and that no file has: `['Secret', 'db']`. */
  readonly existing: readonly (readonly [kind: string, name: string])[];
  /** Namespace of everything, where there is one environment and it has one. */
  readonly namespace?: string;
  /** Whether every object is written as it is, without a form that is shorter and without references. */
  readonly plain: boolean;
  /** Problems that the objects have. */
  readonly accepted: readonly { readonly id: string; readonly field: string; readonly reason: string }[];
}

/** Longest chart, in lines of objects, that is one file. */
const ONE_FILE = 90;

/** The program: `chart.ts`, and a file for each component where there is more than one page of them. */
export function sourceFiles(plan: Plan, around: Around): [string, string][] {
  const together = components(plan, around, true);
  const lines = together
    .map(({ inside, outside }) => `${inside}${outside}`)
    .join('\n')
    .split('\n').length;
  const problems = knownProblems(around);
  if (lines <= ONE_FILE || plan.components.length === 1)
    return [['chart.ts', oneFile(plan, around, together)], ...problems];
  return [...severalFiles(plan, around, components(plan, around, false)), ...problems];
}

function components(plan: Plan, { types, kinds, plain }: Around, together: boolean): ComponentCode[] {
  const several = plan.components.length > 1;
  const indent = together ? 4 : 2;
  const shared = new Set<string>(['values', 'scope', 'chart', 'z']);
  const options = (names: Set<string>) => ({
    names,
    prefixed: together && several,
    plain,
    isTyped: (planned: PlannedObject) => isTyped(planned, types, kinds),
  });
  const objectsOf = (name: string): PlannedObject[] =>
    ordered(plan.objects.filter(({ component }) => component === name));
  if (together) {
    const groups = inOneScope(plan.components.map((name) => ({ name, objects: objectsOf(name) })));
    const all = linked(
      groups.flatMap(({ objects }) => objects),
      options(shared),
    );
    return groups.map(({ name, objects }) => {
      const own = all.filter(({ planned }) => objects.includes(planned));
      return componentCode(name, own, { indent, names: shared, prefixed: several });
    });
  }
  return plan.components.map((name) => {
    const names = new Set(['values', 'scope']);
    return componentCode(name, linked(objectsOf(name), options(names)), { indent, names, prefixed: false });
  });
}

interface Group {
  readonly name: string;
  readonly objects: readonly PlannedObject[];
}

/** Components of one scope: an Ingress to several of them comes behind all, where their Services are known. */
function inOneScope(groups: readonly Group[]): Group[] {
  const isBehind = ({ kind, component }: PlannedObject): boolean =>
    kind === 'Ingress' && component === SHARED_COMPONENT;
  const behind = groups.flatMap(({ objects }) => objects.filter(isBehind));
  const before = groups.map(({ name, objects }) => ({ name, objects: objects.filter((one) => !isBehind(one)) }));
  return [...before, { name: 'ingress', objects: behind }].filter(({ objects }) => objects.length > 0);
}

/** What is read before what reads it, a workload before what stands around it. */
const ORDER = [
  'Namespace',
  'ServiceAccount',
  'ConfigMap',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'CronJob',
  'Job',
  'Pod',
  'Service',
  'Ingress',
];

function ordered(objects: readonly PlannedObject[]): PlannedObject[] {
  const ranked = objects.map((object) => ({
    object,
    rank: ORDER.includes(object.kind) ? ORDER.indexOf(object.kind) : ORDER.length,
  }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ object }) => object);
}

function oneFile(plan: Plan, around: Around, code: readonly ComponentCode[]): string {
  const values = valuesCode(plan.values, 2);
  const imports = new Set(code.flatMap((one) => [...one.imports]));
  const body = [
    ...declarations(around),
    ...code.map(({ name, inside }) => (code.length > 1 ? `    // ${name}\n${inside}` : inside)),
  ];
  const outside = code.map((one) => one.outside).filter(Boolean);
  return [
    importLines([...imports, 'defineChart', ...names(around)], values.imports),
    `import { z } from 'zod';\n`,
    problemsImport(around),
    `${placed(around)}\n${DOC}export const chart = defineChart({\n${head(around)}`,
    `  values: ${values.code},\n`,
    `  build(scope${plan.values.length > 0 ? ', values' : ''}) {\n`,
    body.join('\n'),
    `  },\n});\n`,
    ...outside.map((text) => `\n${text}`),
  ].join('');
}

const problemsImport = ({ accepted }: Around): string =>
  accepted.length > 0 ? `import { knownProblems } from './known-problems';\n` : '';

const DOC = '/** `npm start` synthesizes it, `npm run package` makes a Helm chart of it. */\n';

const placed = ({ namespace }: Around): string =>
  namespace === undefined
    ? ''
    : `\n/** Where it is deployed. */\nexport const namespace = ${textLiteral(namespace)};\n`;

function head({ name }: Around): string {
  return [
    `  name: ${textLiteral(name)},\n`,
    `  version: '0.1.0',\n`,
    `  description: ${textLiteral(`${name}, as its YAML had it.`)},\n`,
  ].join('');
}

const names = ({ existing, accepted }: Around): string[] => [
  ...(existing.length > 0 ? ['declareExisting'] : []),
  ...(accepted.length > 0 ? ['acceptProblem'] : []),
];

/** Statements at the beginning of `build`. */
function declarations({ existing, accepted }: Around): string[] {
  const known = existing.map(
    ([kind, name]) => `    declareExisting(scope, ${textLiteral(kind)}, ${textLiteral(name)});\n`,
  );
  return [
    ...(known.length > 0 ? [`    // In the cluster, and in no file.\n${known.join('')}`] : []),
    ...(accepted.length > 0
      ? ['    for (const { id, field, reason } of knownProblems) acceptProblem(scope, id, field, reason);\n']
      : []),
  ];
}

/** The file that lists problems, if there are any. */
function knownProblems({ accepted }: Around): [string, string][] {
  if (accepted.length === 0) return [];
  const items = accepted.map((problem) => {
    const members = Object.entries(problem).map(([key, value]) => ({ key, code: atom(textLiteral(value)) }));
    return { code: { sort: 'object', members } as const };
  });
  const doc =
    '/** What the checks say of objects that were there before: each line goes when its object is mended. */\n';
  const head = 'export const knownProblems = ';
  return [['known-problems.ts', `${doc}${head}${layOut({ sort: 'array', items }, 0, head.length)};\n`]];
}

function severalFiles(plan: Plan, around: Around, code: readonly ComponentCode[]): [string, string][] {
  const values = valuesCode(plan.values, 0);
  const hasValues = plan.values.length > 0;
  const fileOf = fileNames(plan.components);
  const files = code.map((one): [string, string] => {
    const own = [...one.imports].sort(byName).join(', ');
    return [
      `${fileOf.get(one.name)}.ts`,
      [
        `import type { Construct } from 'constructs';\n`,
        `import { ${own} } from 'chartwright';\n`,
        one.usesValues ? `import type { Values } from './schema';\n` : '',
        one.outside && `\n${one.outside}`,
        `\n/** ${shortened(one.summary)}. */\n`,
        `export function ${functionName(one.name)}(scope: Construct${one.usesValues ? ', values: Values' : ''}): void {\n`,
        one.inside,
        `}\n`,
      ].join(''),
    ];
  });
  const calls = code.map((one) => `    ${functionName(one.name)}(scope${one.usesValues ? ', values' : ''});\n`);
  const before = declarations(around).map((text) => `${text}\n`);
  const modules = code.map((one) => `import { ${functionName(one.name)} } from './${fileOf.get(one.name)}';\n`).sort();
  const chart = [
    importLines(['defineChart', ...names(around)], new Set()),
    hasValues ? '' : `import { z } from 'zod';\n`,
    problemsImport(around),
    ...modules,
    hasValues ? `import { schema } from './schema';\n` : '',
    `${placed(around)}\n${DOC}export const chart = defineChart({\n${head(around)}`,
    hasValues ? `  values: schema,\n` : `  values: z.object({}),\n`,
    `  build(scope${calls.some((call) => call.includes('values')) ? ', values' : ''}) {\n`,
    ...before,
    ...calls,
    `  },\n});\n`,
  ].join('');
  const schema = [
    values.imports.size > 0
      ? `import { ${[...values.imports].sort(byName).join(', ')} } from 'chartwright/values';\n`
      : '',
    `import { z } from 'zod';\n\n/** Values of the chart: what differs between environments, with its defaults. */\n`,
    `export const schema = ${values.code};\n\nexport type Values = z.output<typeof schema>;\n`,
  ].join('');
  return [['chart.ts', chart], ...(hasValues ? [['schema.ts', schema] as [string, string]] : []), ...files];
}

/** Files that a project has anyway. */
const TAKEN = new Set(['chart', 'chart.test', 'main', 'schema', 'environments', 'known-problems']);

function fileNames(all: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set(TAKEN);
  return new Map(
    all.map((component) => {
      const bare =
        component
          .toLowerCase()
          .replace(/[^a-z0-9-]+/g, '-')
          .replace(/^-+|-+$/g, '') || 'component';
      let name = taken.has(bare) ? `${bare}-objects` : bare;
      for (let i = 2; taken.has(name); i++) name = `${bare}-${i}`;
      taken.add(name);
      return [component, name];
    }),
  );
}

function functionName(component: string): string {
  const name = camelCase(component);
  return RESERVED.has(name) ? `${name}Objects` : name;
}

function importLines(fromLibrary: readonly string[], fromValues: ReadonlySet<string>): string {
  const library = [...new Set(fromLibrary)].sort(byName).join(', ');
  const values = [...fromValues].sort(byName).join(', ');
  return `import { ${library} } from 'chartwright';\n${values && `import { ${values} } from 'chartwright/values';\n`}`;
}

const byName = (a: string, b: string): number => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);

/** Longest list of objects in a docstring. */
const LONGEST = 100;

const shortened = (text: string): string =>
  (text.length <= LONGEST ? text : `${text.slice(0, text.lastIndexOf(',', LONGEST))} and more`).replaceAll('*/', '');
