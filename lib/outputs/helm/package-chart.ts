import path from 'node:path';
import type { AnyChartDefinition } from '../../definition/chart-definition';
import { writeFiles } from '../write';
import { archive } from './archive';
import { checkWithHelm } from './check-with-helm';
import type { HelmTemplate } from './helm-renderer';
import { compileChart, type CompiledChart, type CompileOptions } from './compile-chart';

export interface PackageOptions extends CompileOptions {
  /** Folder that gets `<name>/` with the chart's files. */
  readonly outdir: string;
  /** Also write `<name>-<version>.tgz`, as `helm package` does; the same chart gives the same bytes. @default true */
  readonly archive?: boolean;
  /** A real helm: what it renders is compared before anything is written. @default - not rendered by Helm */
  readonly helm?: HelmTemplate;
}

/** Compiles a chart and writes it. @returns the chart, the path of its archive below `outdir`, if there is one, and how many value sets the real Helm rendered */
export function packageChart(
  definition: AnyChartDefinition,
  options: PackageOptions,
): CompiledChart & { readonly archive?: string; readonly rendered: number } {
  const chart = compileChart(definition, options);
  const rendered = options.helm ? checkWithHelm(definition, chart.files, chart.samples, options.helm) : 0;
  const { name, version } = definition;
  writeFiles(path.join(options.outdir, name), chart.files);
  if (options.archive === false) return { ...chart, rendered };
  const file = `${name}-${version}.tgz`;
  writeFiles(options.outdir, new Map([[file, archive(name, chart.files)]]));
  return { ...chart, archive: file, rendered };
}
