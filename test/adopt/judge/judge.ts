import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { adopt, type Adoption } from '../../../lib/adopt/adopt';
import { compare } from '../../../lib/adopt/compare';
import { Placeholders } from '../../../lib/adopt/input/placeholders';
import { synthesize } from '../../../lib/cli/adopt-run';
import { readArgument, type Findings } from '../../../lib/cli/adopt-sources';
import { apiTypes, KUBE_KINDS } from '../../../lib/cli/kube-kinds';
import { helmAt } from '../../../lib/cli/run-helm';
import { loadCharts } from '../../../lib/cli/load-charts';
import { ownPackage } from '../../../lib/cli/own-package';
import { packageChart } from '../../../lib/outputs/helm/package-chart';
import { writeFiles } from '../../../lib/outputs/write';
import { readYaml } from '../../compiler/judge/read-yaml';
import { firstDifference } from './outside';

/** What became of one input. */
export interface Judgement {
  readonly input: string;
  readonly objects: number;
  /** By environment: what is not equal, first of it. */
  readonly environments: readonly { readonly name: string; readonly yaml?: string; readonly chart?: string }[];
  /** What stopped it, or could not be read. */
  readonly stopped?: string;
  readonly unread: readonly string[];
  readonly chart?: string;
  readonly lines: number;
  readonly secondsToAdopt: number;
  readonly secondsToCompile: number;
}

export interface JudgeOptions {
  /** Folder that gets the project. */
  readonly out: string;
  readonly helm: string;
  readonly compile: boolean;
}

/** Adopts what is below a folder and compares from outside: the YAML with what the project makes, and with what Helm renders. */
export async function judge(folder: string, input: string, { out, helm, compile }: JudgeOptions): Promise<Judgement> {
  const findings: Findings = { failed: [], notes: [] };
  const nothing = {
    input,
    objects: 0,
    environments: [],
    unread: findings.failed,
    lines: 0,
    secondsToAdopt: 0,
    secondsToCompile: 0,
  };
  const began = performance.now();
  let adoption: Adoption;
  try {
    const { version, devDependencies } = ownPackage();
    adoption = adopt([readArgument(folder, findings, new Placeholders())], {
      name: 'adopted',
      types: apiTypes(),
      kinds: KUBE_KINDS,
      versions: { ...devDependencies, chartwright: version },
      keepLiterals: false,
      plain: false,
    });
  } catch (error) {
    return { ...nothing, stopped: `adopt: ${(error as Error).message}` };
  }
  const files = new Map(adoption.files);
  const several = adoption.environments.length > 1;
  const environments: { name: string; yaml?: string; chart?: string }[] = [];
  let objects = 0;
  for (const environment of adoption.environments) {
    const values = several ? `values/adopted.${environment.name}.yaml` : 'values/adopted.yaml';
    objects += environment.objects.length;
    try {
      const made = synthesize(files, values, adoption.plan.namespaces?.get(environment.name));
      files.set(several ? `dist/${environment.name}/adopted.k8s.yaml` : 'dist/adopted.k8s.yaml', made.text);
      const [own] = compare(environment.objects, made.objects);
      const yaml = own
        ? `${own.object} ${own.sort} ${own.fields[0] ?? ''}`
        : firstDifference(environment.objects, readYaml(made.text));
      environments.push({ name: environment.name, yaml });
    } catch (error) {
      environments.push({ name: environment.name, yaml: `synth: ${(error as Error).message}` });
    }
  }
  writeFiles(out, files);
  const lines = [...files]
    .filter(([file]) => file.endsWith('.ts'))
    .reduce((sum, [, text]) => sum + text.split('\n').length, 0);
  const adopted = performance.now();
  const judged = { ...nothing, objects, environments, lines, secondsToAdopt: (adopted - began) / 1000 };
  if (!compile || lines > 6000) return judged;
  try {
    const [chart] = await loadCharts(path.join(out, 'chart.ts'), { watched: true });
    packageChart(chart as never, { outdir: path.join(out, 'dist/charts'), archive: false, helm: helmAt(helm) });
  } catch (error) {
    return { ...judged, chart: (error as Error).message, secondsToCompile: (performance.now() - adopted) / 1000 };
  }
  for (const environment of environments) {
    const file = several ? `adopted.${environment.name}` : 'adopted';
    const dist = several ? `dist/${environment.name}/adopted.k8s.yaml` : 'dist/adopted.k8s.yaml';
    const namespace = adoption.plan.namespaces?.get(environment.name) ?? 'default';
    try {
      const printed = execFileSync(
        helm,
        [
          'template',
          'adopted',
          path.join(out, 'dist/charts/adopted'),
          '-f',
          path.join(out, `values/${file}.yaml`),
          '--skip-tests',
          '--include-crds',
          '--namespace',
          namespace,
        ],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 },
      );
      environment.chart = firstDifference(
        readYaml(fs.readFileSync(path.join(out, dist), 'utf8')),
        readYaml(printed),
        namespace,
      );
    } catch (error) {
      environment.chart = `helm: ${(error as { stderr?: string }).stderr ?? String(error)}`;
    }
  }
  return { ...judged, secondsToCompile: (performance.now() - adopted) / 1000 };
}
