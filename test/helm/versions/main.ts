import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { urlpath } from '../../../lib/apps/charts';
import { helmAt } from '../../../lib/cli/run-helm';
import { valuesKey } from '../../../lib/compat/values/trial';
import { loadValues } from '../../../lib/definition/load-values';
import { compileChart } from '../../../lib/outputs/helm/compile-chart';
import { compareWithHelm } from '../../../lib/outputs/helm/verify-chart';
import { writeFiles } from '../../../lib/outputs/write';
import { CASES, type Case } from './cases';
import { helms, type Helm } from './helms';

const DOCUMENT = path.resolve(__dirname, '..', '..', '..', 'docs', 'helm.md');
const [BEGIN, END] = ['<!-- helm versions -->', '<!-- end of helm versions -->'] as const;

/** Objects, each as a text by which it is compared; undefined where helm refuses. */
type Answer = readonly string[] | undefined;

const { files } = compileChart(urlpath);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'helm-versions-'));

/** `npm run helm:versions [-- --write] [-- FILE…]`: what each helm makes of a chart of ours, alone and in an umbrella. */
function main(): void {
  const args = process.argv.slice(2);
  const all = helms(args.filter((arg) => !arg.startsWith('--')));
  writeFiles(path.join(folder, 'alone', 'urlpath'), files);
  writeFiles(path.join(folder, 'umbrella'), umbrella({}));
  const rows = CASES.map((one) => rowOf(one, all));
  fs.rmSync(folder, { recursive: true });
  const head = ['values', ...all.map(({ version }) => version), 'alone', 'in an umbrella'];
  const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  console.log(table);
  if (args.includes('--write')) write(table);
  if (rows.flat().includes('differs')) process.exitCode = 1;
}

function rowOf({ title, values }: Case, all: readonly Helm[]): string[] {
  const answers = all.map(({ binary }) => values.flatMap((one) => [alone(binary, one), ...inUmbrella(binary, one)]));
  const first = answers[0] ?? [];
  const isRefused = answers.flat().every((answer) => answer === undefined);
  const columns = answers.map((own) =>
    isRefused ? 'refused' : valuesKey(own) === valuesKey(first) ? 'equal' : 'differs',
  );
  const helm = all[0]?.binary ?? '';
  const standard = valuesKey(alone(helm, {}));
  const isStandard = (answer: Answer): boolean => valuesKey(answer) === standard;
  const single = values.map((one) => alone(helm, one));
  const below = values.flatMap((one) => inUmbrella(helm, one));
  const same = values.every((one, i) =>
    inUmbrella(helm, one).every((answer) => valuesKey(answer) === valuesKey(single[i])),
  );
  return [
    title,
    ...columns,
    agrees(helm, values)
      ? isRefused
        ? 'as synth refuses'
        : single.every(isStandard)
          ? 'the defaults'
          : 'as synth'
      : 'differs',
    same ? 'the same' : below.every(isStandard) ? 'the defaults' : 'differs',
  ];
}

/** Whether a synthesis makes the same objects. */
function agrees(binary: string, values: Case['values']): boolean {
  return values.every((one) => {
    try {
      const complete = loadValues(urlpath, { name: 'case', values: one });
      return compareWithHelm(urlpath, files, [complete], helmAt(binary)).every(({ object }) => object === 'NOTES');
    } catch {
      return alone(binary, one) === undefined;
    }
  });
}

const alone = (binary: string, values: object): Answer =>
  rendered(binary, path.join(folder, 'alone', 'urlpath'), values);

/** Given to the umbrella by its user. */
function inUmbrella(binary: string, values: object): Answer[] {
  return [rendered(binary, path.join(folder, 'umbrella'), { urlpath: values })];
}

function umbrella(values: object): Map<string, string> {
  const dependencies = [{ name: 'urlpath', version: urlpath.version, repository: '' }];
  return new Map([
    ['Chart.yaml', stringify({ apiVersion: 'v2', name: 'umbrella', version: '1.0.0', dependencies })],
    ['values.yaml', stringify(values)],
    ...[...files].map(([file, text]) => [`charts/urlpath/${file}`, text] as const),
  ]);
}

function rendered(binary: string, chart: string, values: object): Answer {
  try {
    const args = [
      'template',
      'my-release',
      chart,
      '--namespace',
      'my-namespace',
      '--kube-version',
      '1.34.0',
      '--values',
      '-',
    ];
    const printed = execFileSync(binary, args, { input: JSON.stringify(values), encoding: 'utf8', stdio: 'pipe' });
    return parseAllDocuments(printed)
      .map((document) => valuesKey(document.toJS()))
      .sort();
  } catch {
    return undefined;
  }
}

function write(table: string): void {
  const text = fs.readFileSync(DOCUMENT, 'utf8');
  const [before = '', rest = ''] = text.split(BEGIN);
  const [, after = ''] = rest.split(END);
  fs.writeFileSync(DOCUMENT, `${before}${BEGIN}\n\n${table}\n\n${END}${after}`);
  execFileSync('npx', ['prettier', '--write', '--log-level', 'warn', DOCUMENT]);
}

main();
