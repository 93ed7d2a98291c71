import type { App } from 'cdk8s';
import { assertManifests } from '../../manifests/check';
import { plainFiles, type PlainOutput } from './plain-files';

/**
 * Files of a whole app, of objects that were checked against each other. Writes nothing: see `synthApp`.
 * @throws with every problem of every chart
 */
export function checkedFiles(app: App): PlainOutput {
  const output = plainFiles(app);
  assertManifests(
    output.charts.flatMap(({ manifests }) => manifests),
    {
      known: output.charts.flatMap(({ existing }) => existing),
      accepted: output.charts.flatMap(({ accepted }) => accepted),
    },
  );
  return output;
}
