import path from 'node:path';
import type { AnyChartDefinition } from '../../definition/chart-definition';
import { writeFiles } from '../write';
import { archive } from './archive';
import { compileChart, type CompiledChart, type CompileOptions } from './compile-chart';

export interface PackageOptions extends CompileOptions {
  /** Folder that gets `<name>/` with the chart's files. */
  readonly outdir: string;
  /** Also write `<name>-<version>.tgz`, as `helm package` does; the same chart gives the same bytes. @default true */
  readonly archive?: boolean;
}

/** Compiles a chart and writes it. @returns the chart and the path of its archive below `outdir`, if there is one */
export function packageChart(
  definition: AnyChartDefinition,
  options: PackageOptions,
): CompiledChart & { readonly archive?: string } {
  const chart = compileChart(definition, options);
  const { name, version } = definition;
  writeFiles(path.join(options.outdir, name), chart.files);
  if (options.archive === false) return chart;
  const file = `${name}-${version}.tgz`;
  writeFiles(options.outdir, new Map([[file, archive(name, chart.files)]]));
  return { ...chart, archive: file };
}
