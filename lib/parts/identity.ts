import type { Construct } from 'constructs';
import { releaseOf } from '../release';

/**
 * Who an object is: names, labels and selector of one component of a release.
 *
 * They depend on chart, release and component alone, never on construct ids: renaming a construct changes no selector
 * (a Deployment's is immutable), and two releases of one chart in one namespace do not select each other's pods.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export class Identity {
  /** Name of the component's objects: `<release>` for the component named like the chart, else `<release>-<component>`. */
  readonly name: string;
  /** Labels that pods are selected by. */
  readonly selector: Readonly<Record<string, string>>;
  /** Labels of every object of the component. */
  readonly labels: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    readonly component: string,
    extraLabels: Readonly<Record<string, string>> = {},
  ) {
    const { release, chartName, appVersion } = releaseOf(scope);
    this.name = component === chartName ? release.name : `${release.name}-${component}`;
    this.selector = {
      'app.kubernetes.io/name': chartName,
      'app.kubernetes.io/instance': release.name,
      'app.kubernetes.io/component': component,
    };
    this.labels = {
      ...extraLabels,
      ...this.selector,
      'app.kubernetes.io/part-of': chartName,
      'app.kubernetes.io/managed-by': release.service,
      ...(appVersion === undefined ? {} : { 'app.kubernetes.io/version': appVersion }),
    };
  }

  /** Labels of the pods: without what differs between `kubectl apply` and Helm, so that neither restarts the other's. */
  get podLabels(): Record<string, string> {
    const { 'app.kubernetes.io/managed-by': _managedBy, ...labels } = this.labels;
    return labels;
  }
}
