import { App } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { collectObjects, isValidatedByUs } from '../collect';
import { linesByCause } from './causes';
import { checkManifests } from './index';

const CHECKED = new WeakSet<IConstruct>();

/**
 * Has all objects of an app checked when cdk8s itself synthesizes it: with `app.synth()`, and with `Testing.synth()`, which
 * validates the whole app. `synthApp` does it by itself, once.
 */
export function checkOnSynth(scope: IConstruct): void {
  const { root } = scope.node;
  if (CHECKED.has(root) || !(root instanceof App)) return;
  CHECKED.add(root);
  root.node.addValidation({ validate: () => (isValidatedByUs(root) ? [] : problemsOf(root)) });
}

function problemsOf(app: App): string[] {
  const charts = collectObjects(app);
  const manifests = charts.flatMap((chart) => chart.manifests);
  const problems = checkManifests(manifests, {
    known: charts.flatMap(({ existing }) => existing),
    accepted: charts.flatMap(({ accepted }) => accepted),
  });
  return linesByCause(problems, manifests);
}
