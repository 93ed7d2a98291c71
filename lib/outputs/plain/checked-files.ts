import type { App } from 'cdk8s';
import { assertManifests, manifestWarnings, type Problem } from '../../manifests/check';
import { plainFiles, type PlainOutput } from './plain-files';

/** What a synthesis is for. */
export interface SynthOptions {
  /** Version of the oldest cluster that the YAML is for, where it is old: `1.24`. @default - a current one */
  readonly kubernetes?: string;
}

/** Files that were checked, and what is better looked at. */
export interface CheckedOutput extends PlainOutput {
  /** What the API server takes, and is better looked at. */
  readonly warnings: readonly Problem[];
}

/**
 * Files of a whole app, of objects that were checked against each other. Writes nothing: see `synthApp`.
 * @throws with every problem of every chart
 */
export function checkedFiles(app: App, { kubernetes }: SynthOptions = {}): CheckedOutput {
  const output = plainFiles(app);
  const manifests = output.charts.flatMap((chart) => chart.manifests);
  const options = {
    kubernetes,
    known: output.charts.flatMap(({ existing }) => existing),
    accepted: output.charts.flatMap(({ accepted }) => accepted),
  };
  assertManifests(manifests, options);
  const warned = output.charts.flatMap((chart) => chart.warned);
  return { ...output, warnings: [...warned, ...manifestWarnings(manifests, options)] };
}
