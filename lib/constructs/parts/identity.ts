import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { DNS_LABEL, DNS_LABEL_1035 } from '../../kubernetes/names';
import { releaseOf } from '../../definition/release';

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
  /** Namespace of the objects. `undefined`: none is written, the one that `kubectl` is used with. */
  readonly namespace: string | undefined;
  /** Labels that pods are selected by. */
  readonly selector: Readonly<Record<string, string>>;
  /** Labels of all objects and pods of the chart, below all others: objects have them from the chart. */
  readonly commonLabels: Readonly<Record<string, string>>;
  /** Labels of every object of the component. */
  readonly labels: Readonly<Record<string, string>>;

  /** @throws when the component or the name could not be the name of a container, a Service or a label */
  constructor(
    scope: Construct,
    /** What `app.kubernetes.io/component` says; the container is named so, too. */
    readonly component: string,
    extraLabels: Readonly<Record<string, string>> = {},
  ) {
    const { release, chartName, chartVersion, appVersion, commonLabels } = releaseOf(scope);
    this.commonLabels = commonLabels;
    this.name = component === chartName ? release.name : `${release.name}-${component}`;
    this.namespace = Chart.of(scope).namespace;
    checkComponent(scope.node.path, component);
    checkName(scope.node.path, this.name, `release '${release.name}', component '${component}'`);
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
      ...(release.service === 'Helm' &&
        chartVersion !== undefined && { 'helm.sh/chart': `${chartName}-${chartVersion.replace('+', '_')}` }),
    };
  }

  /** Labels of the pods: without what differs between `kubectl apply` and Helm, so that neither restarts the other's, nor a new chart of the same app. */
  get podLabels(): Record<string, string> {
    const { 'app.kubernetes.io/managed-by': _managedBy, 'helm.sh/chart': _chart, ...labels } = this.labels;
    return labels;
  }

  /** Those of pods that a new version of the app leaves alone, e.g. its database: their spec names no version. */
  get versionlessPodLabels(): Record<string, string> {
    const { 'app.kubernetes.io/version': _version, ...labels } = this.podLabels;
    return { ...this.commonLabels, ...labels };
  }
}

/** `-metrics` of the Service for scraping has to fit behind the name. */
const LONGEST_NAME = 63 - '-metrics'.length;

/** The component names the container too. */
function checkComponent(path: string, component: string): void {
  if (component.length <= DNS_LABEL.longest && DNS_LABEL.pattern.test(component)) return;
  throw new Error(
    `[${path}] component '${component}' is not valid. Allowed: 1 to 63 of a-z, 0-9 and '-', neither first nor last a '-'.`,
  );
}

/** Names of Services are the strictest. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
function checkName(path: string, name: string, origin: string): void {
  if (name.length > LONGEST_NAME) {
    throw new Error(
      `[${path}] the name '${name}' (${origin}) has ${name.length} characters. Allowed are ${LONGEST_NAME}: shorten the release or the component.`,
    );
  }
  if (!DNS_LABEL_1035.pattern.test(name)) {
    throw new Error(
      `[${path}] '${name}' (${origin}) is not valid as the name of a Service. Allowed: a-z, 0-9 and '-', beginning with a letter, not ending with '-'. Change the release (in a plain cdk8s Chart its id) or the component.`,
    );
  }
}
