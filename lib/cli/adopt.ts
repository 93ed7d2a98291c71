import fs from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { adopt, type Adoption, type AdoptOptions } from '../adopt/adopt';
import { compare } from '../adopt/compare';
import { reportOf, type Result } from '../adopt/report';
import { isEnvironmentName, isSharedName } from '../adopt/input/environment-name';
import type { Argument } from '../adopt/input/layout';
import { Placeholders, readPlaceholder } from '../adopt/input/placeholders';
import { assertProjectName, likelyName } from '../new/project-name';
import { writeFiles } from '../outputs/write';
import { adoptClass } from './adopt-class';
import { adoptEntry } from './adopt-entry';
import { synthesize } from './adopt-run';
import { assertFree } from './free-folder';
import { EXIT, withHelp } from './help';
import { apiTypes, KUBE_KINDS } from './kube-kinds';
import { ownPackage } from './own-package';
import { readArgument, type Findings } from './adopt-sources';

interface AdoptCommandOptions {
  readonly name?: string;
  readonly output?: string;
  readonly keepLiterals: boolean;
  readonly setPlaceholder: readonly string[];
  readonly env: readonly string[];
}

/** `chartwright adopt`: a project of what people wrote by hand. */
export function adoptCommand(): Command {
  const command = new Command('adopt')
    .description('a project that makes the objects of YAML that is there already, for each of its environments')
    .argument('<path...>', 'folders or files: each an environment, or `name=path`; what names none belongs to all')
    .option('--name <name>', 'of the project and its chart (default: after the folders)')
    .option('-o, --output <folder>', 'where the project goes (default: a new folder of that name)')
    .option('--keep-literals', 'leave passwords that stand in objects where they are', false)
    .option(
      '--set-placeholder <name=value>',
      'fill in `{{ name }}`, `${name}` and their like, everywhere; may stand several times',
      (text: string, before: readonly string[]) => [...before, text],
      [] as readonly string[],
    )
    .option(
      '--env <name=value>',
      'for cdk8s code: a variable as its own synthesis has it; may stand several times',
      (text: string, before: readonly string[]) => [...before, text],
      [] as readonly string[],
    )
    .action((paths: string[], options: AdoptCommandOptions) =>
      isCode(paths) ? runCode(paths, options) : run(paths, options),
    );
  return withHelp(command, {
    examples: [
      ['chartwright adopt k8s', 'one folder; environments are found by its folders and the names of its files'],
      ['chartwright adopt k8s/dev k8s/prod --name shop', 'two environments'],
      ['chartwright adopt k8s/base dev=k8s/dev prod=k8s/prod', 'with what both have'],
      ['chartwright adopt k8s --set-placeholder TAG=1.4.2', 'files that a pipeline fills in, filled in by you'],
      [
        'chartwright adopt src/main.ts',
        'cdk8s code that makes an App: main.chart.ts, for `chartwright package --charts`',
      ],
      ['chartwright adopt src/shop.ts#Shop', 'one class of it: its props become values, by their types'],
      ['chartwright adopt staging.yaml production.yaml', 'what kustomize build or helm template printed'],
    ],
    success: 'the project makes equal objects for each environment',
    problem: "something differs, and is listed; or the YAML can't be read, and nothing is written",
  });
}

const CODE = /\.[cm]?[jt]sx?(#\w+)?$/;

/** Whether cdk8s code is to be adopted, and not YAML. */
const isCode = (paths: readonly string[]): boolean => paths.length > 0 && paths.every((one) => CODE.test(one));

async function runCode(paths: readonly string[], { name, output, env }: AdoptCommandOptions): Promise<void> {
  for (const one of paths) {
    const [file = '', className] = one.split('#');
    if (!fs.existsSync(file)) throw new Error(`There is no file ${file}.`);
    const how = { name, output, env: Object.fromEntries(env.map(readVariable)) };
    const adopted = await (className === undefined ? adoptEntry(file, how) : adoptClass(file, className, how));
    console.log(adopted.report);
    if (!adopted.isEqual) process.exitCode = EXIT.problem;
  }
}

function readVariable(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`--env ${text}: write it as NAME=value.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function run(paths: readonly string[], options: AdoptCommandOptions): void {
  const findings: Findings = { failed: [], notes: [] };
  const placeholders = new Placeholders(new Map(options.setPlaceholder.map(readPlaceholder)));
  const given = paths.map((text) => readArgument(text, findings, placeholders));
  placeholders.assertUsed();
  if (placeholders.names.length > 0) findings.notes.push(`Filled in, everywhere: ${placeholders.names.join(', ')}.`);
  const name = options.name ?? nameFor(given.map(({ text }) => text));
  assertProjectName(name);
  const folder = options.output ?? name;
  assertFree(folder);
  const { version, devDependencies } = ownPackage();
  if (given.every(({ files }) => files.every(({ found }) => found.length === 0))) {
    const said = [...findings.failed, ...findings.notes].map((text) => `\n  ${text}`).join('');
    throw new Error(`There is no Kubernetes object to adopt in ${paths.join(', ')}.${said}`);
  }
  const how: AdoptOptions = {
    name,
    types: apiTypes(),
    kinds: KUBE_KINDS,
    versions: { ...devDependencies, chartwright: version },
    keepLiterals: options.keepLiterals,
    plain: false,
  };
  const linked = tried(given, how);
  // What forms and references do not make equal stands there as it is.
  const { adoption, files, results } = linked.isEqual ? linked : tried(given, { ...how, plain: true });
  const report = reportOf(adoption, results, { name, folder, given: paths, ...findings });
  files.set('README.md', report.readme);
  files.set('ADOPTED.md', report.adopted);
  writeFiles(folder, files);
  console.log(report.summary);
  if (findings.failed.length > 0 || results.some(({ differences }) => differences.length > 0)) {
    process.exitCode = EXIT.problem;
  }
}

interface Tried {
  readonly adoption: Adoption;
  readonly files: Map<string, string>;
  readonly results: readonly Result[];
  readonly isEqual: boolean;
}

/** A project, what it makes for each environment, and whether that is equal. */
function tried(given: readonly Argument[], how: AdoptOptions): Tried {
  const adoption = adopt(given, how);
  const files = new Map(adoption.files);
  const several = adoption.environments.length > 1;
  const results = adoption.environments.map((environment): Result => {
    const valuesFile = several ? `values/${how.name}.${environment.name}.yaml` : `values/${how.name}.yaml`;
    const made = synthesize(files, valuesFile, adoption.plan.namespaces?.get(environment.name));
    files.set(several ? `dist/${environment.name}/${how.name}.k8s.yaml` : `dist/${how.name}.k8s.yaml`, made.text);
    return { environment, differences: compare(environment.objects, made.objects) };
  });
  return { adoption, files, results, isEqual: results.every(({ differences }) => differences.length === 0) };
}

/** Folders that say nothing of what is in them. */
const GENERIC =
  /^(k8s|kube|kubernetes|manifests?|deploy(ment)?s?|yaml|dist|rendered|output|overlays?|environments?|envs?|infra|ops|config|\.|\.\.)$/i;

/** After the innermost folder that says something, from where the paths part. */
function nameFor(paths: readonly string[]): string {
  const [first = '.'] = paths;
  const folders = path.resolve(first).split(path.sep).filter(Boolean);
  const isFile = fs.statSync(first, { throwIfNoEntry: false })?.isFile() ?? false;
  if (isFile) folders.pop();
  const telling = folders.reverse().find((one) => !GENERIC.test(one) && !isEnvironmentName(one) && !isSharedName(one));
  return likelyName(telling ?? '') || 'app';
}
