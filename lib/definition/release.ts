import { Chart, type ApiObject, type ChartProps } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { checkOnSynth } from '../manifests/check/on-synth';
import { nameInRelease } from './observed';
import { installStockNames } from './stock-names';

/** One deployment of a chart: what Helm calls `.Release`. */
export interface Release {
  /** Name of the release, a DNS label; objects are named `<name>` or `<name>-<component>`. */
  readonly name: string;
  /**
   * Namespace that the objects go to.
   * @default - none is written: `kubectl apply` uses the namespace of its context
   */
  readonly namespace?: string;
  /** Who renders the objects: the value of `app.kubernetes.io/managed-by`. Helm says `Helm`. */
  readonly service: string;
}

/** What a chart tells its constructs beside the release. */
export interface ReleaseChartProps extends ChartProps {
  /** What the objects are named after. */
  readonly release: Release;
  /** `app.kubernetes.io/name` of everything in the chart. */
  readonly chartName: string;
  /** Version of the chart, for the label `helm.sh/chart` of what Helm renders. @default - no such label */
  readonly chartVersion?: string;
  /** `app.kubernetes.io/version`. @default - no version label */
  readonly appVersion?: string;
  /** Labels of all objects and of their pods, beside those that they have. @default - none */
  readonly commonLabels?: Readonly<Record<string, string>>;
}

const RELEASE_CHART = Symbol.for('chartwright.ReleaseChart');

/**
 * A cdk8s Chart that knows its release, so that names, labels and selectors can be scoped by it.
 *
 * @example
 * ```ts
 * const production = new ReleaseChart(app, 'production', {
 *   release: { name: 'shop', namespace: 'production', service: 'chartwright' },
 *   chartName: 'shop',
 * });
 * new EchoApp(production, 'echo'); // Deployment shop-echo in the namespace production
 * ```
 */
export class ReleaseChart extends Chart {
  /** What the objects are named after. */
  readonly release: Release;
  /** What `app.kubernetes.io/name` says. */
  readonly chartName: string;
  /** What the label `helm.sh/chart` says behind the chart's name; undefined: no such label. */
  readonly chartVersion?: string;
  /** What `app.kubernetes.io/version` says; undefined: no such label. */
  readonly appVersion?: string;
  /** Labels of all objects and of their pods, beside those that they have. */
  readonly commonLabels: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: ReleaseChartProps) {
    const { commonLabels = {}, labels, ...chart } = props;
    super(scope, id, { namespace: props.release.namespace, ...chart, labels: { ...commonLabels, ...labels } });
    this.commonLabels = commonLabels;
    this.release = props.release;
    this.chartName = props.chartName;
    this.chartVersion = props.chartVersion;
    this.appVersion = props.appVersion;
    Object.defineProperty(this, RELEASE_CHART, { value: true });
    checkOnSynth(this);
  }

  /** `instanceof` by a mark of our own: what Chart hands down takes any Chart for one of these. */
  static override [Symbol.hasInstance](value: unknown): value is ReleaseChart {
    return typeof value === 'object' && value !== null && RELEASE_CHART in value;
  }

  /**
   * Objects that bring no name of their own: `<release>-<construct ids below the chart>`, without a hash. Of a name that is too
   * long the release's is cut.
   */
  override generateObjectName(object: ApiObject): string {
    const { scopes } = object.node;
    const own = scopes
      .slice(scopes.indexOf(this) + 1)
      .filter(({ node: { id } }) => id !== 'Resource' && id !== 'Default');
    const most = object.kind === 'CronJob' ? LONGEST_CRON_JOB : LONGEST_NAME;
    return nameInRelease(this.release.name, own, `${object.apiVersion} ${object.kind}`, most);
  }
}

installStockNames((construct): construct is ReleaseChart => construct instanceof ReleaseChart);

/** Names of Services, Jobs and pods are labels; a CronJob leaves room for what its Jobs have behind theirs. */
const LONGEST_NAME = 63;
const LONGEST_CRON_JOB = 52;

/** What {@link releaseOf} finds. */
export interface ReleaseScope {
  /** What objects are named after. */
  readonly release: Release;
  /** What `app.kubernetes.io/name` says. */
  readonly chartName: string;
  /** What the label `helm.sh/chart` says behind the chart's name; undefined: no such label. */
  readonly chartVersion?: string;
  /** What `app.kubernetes.io/version` says; undefined: no such label. */
  readonly appVersion?: string;
  /** Labels of all objects and of their pods, beside those that they have. */
  readonly commonLabels: Readonly<Record<string, string>>;
}

/** Release, chart name and version in force at `scope`. In a plain cdk8s Chart, the Chart's id stands for both names. */
export function releaseOf(scope: IConstruct): ReleaseScope {
  const chart: Chart = Chart.of(scope);
  if (chart instanceof ReleaseChart) return chart;
  checkOnSynth(chart);
  const release = { name: chart.node.id, namespace: chart.namespace, service: 'chartwright' };
  return { release, chartName: chart.node.id, commonLabels: {} };
}
