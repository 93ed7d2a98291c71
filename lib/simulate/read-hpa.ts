import { bytesOf } from '../kubernetes/quantity';
import { at, fields, type Fields } from '../manifests/fields';
import { milliOf } from '../kubernetes/milli';
import { objectName, type KubeObject, type Manifest } from '../manifests/manifest';
import { containerRequest, requestOf, runningContainers } from '../manifests/pod-requests';
import { workloadOf, type Workload } from '../manifests/workload';
import { readBehavior } from './read-behavior';
import { readMetrics } from './read-metrics';
import { rolloutStrategy, type RolloutStrategy } from './rollout';
import type { HpaSettings, Requests } from './settings';

/** An autoscaler and its target, as a simulation needs them. */
export interface AutoscaledWorkload {
  /** `HorizontalPodAutoscaler shop-web`. */
  readonly name: string;
  readonly hpa: HpaSettings;
  /** Cores and bytes that a pod requests. */
  readonly requests: Requests;
  /** Who requests nothing of a resource, in words. */
  readonly lacking: { readonly cpu?: string; readonly memory?: string };
  /** What each container that runs requests, by its name. */
  readonly containerRequests: Readonly<Record<string, Requests>>;
  /** Cores that the pod's containers may use, summed. */
  readonly cpuLimit?: number;
  /** The container that serves, for its probes; empty when the target is not in the set. */
  readonly container: Fields;
  /** How its Deployment replaces pods. */
  readonly strategy: RolloutStrategy;
  /** Metrics that are not simulated, each with the reason. */
  readonly leftOut: readonly string[];
  /** What else there is to know, in words. */
  readonly notes: readonly string[];
}

const KIND = 'HorizontalPodAutoscaler';
/** What the API server keeps of newer fields in a v1 object; it reads them back. */
const V1_ANNOTATIONS = ['autoscaling.alpha.kubernetes.io/metrics', 'autoscaling.alpha.kubernetes.io/behavior'];

/**
 * The autoscaler of a set of manifests.
 * @param name of the autoscaler. @default - the only one
 * @param rateMetric name of a Pods metric that is requests per second. @default - such as are called so
 * @throws when there is none or, without a name, more than one, or it is of a version that cannot be read
 */
export function readAutoscaler(all: readonly Manifest[], name?: string, rateMetric?: string): AutoscaledWorkload {
  const manifests = all.filter(({ object }) => typeof at(object, 'metadata', 'name') === 'string');
  const nameless = all.find((manifest) => manifest.object.kind === KIND && !manifests.includes(manifest));
  if (nameless) throw new Error(`${nameless.path}: a ${KIND} has no metadata.name.`);
  const { object } = findAutoscaler(manifests, name);
  const apiVersion = versionOf(object);
  const spec = fields(object.spec);
  const measured = readMetrics(apiVersion, spec, rateMetric);
  const { kind, name: target } = fields(spec.scaleTargetRef);
  const scaled = manifests.find(
    (other) =>
      other.object.kind === kind &&
      other.object.metadata.name === target &&
      (other.object.metadata.namespace ?? 'default') === (object.metadata.namespace ?? 'default'),
  );
  const workload = scaled && workloadOf(scaled);
  const behavior = apiVersion === 'autoscaling/v1' ? undefined : spec.behavior;
  const tolerance = { up: toleranceOf(behavior, 'scaleUp'), down: toleranceOf(behavior, 'scaleDown') };
  const running = workload ? runningContainers(workload) : [];
  const [cpu, memory] = workload ? [requestOf(workload, 'cpu'), requestOf(workload, 'memory')] : [];
  const limits = running.map(({ spec: container }) => milliOf(at(container.resources, 'limits', 'cpu')));
  return {
    name: objectName(object),
    hpa: {
      minReplicas: number(spec.minReplicas) ?? 1,
      maxReplicas: number(spec.maxReplicas) ?? NaN,
      metrics: measured.metrics,
      behavior: readBehavior(behavior),
      ...(tolerance.up === undefined && tolerance.down === undefined ? {} : { tolerance }),
    },
    requests: requestsOf(workload),
    lacking: {
      ...(cpu && 'lacking' in cpu ? { cpu: cpu.lacking } : {}),
      ...(memory && 'lacking' in memory ? { memory: memory.lacking } : {}),
    },
    containerRequests: Object.fromEntries(
      running.map(({ name: container, spec: each }) => [
        container,
        { cpu: whole(containerRequest(each, 'cpu')), memory: whole(containerRequest(each, 'memory')) },
      ]),
    ),
    cpuLimit: limits.length > 0 && limits.every((limit) => limit !== undefined) ? sum(limits) / 1000 : undefined,
    container: running.find(({ init }) => !init)?.spec ?? {},
    strategy: rolloutStrategy(scaled?.object.spec),
    leftOut: measured.leftOut,
    notes: [
      ...(workload
        ? []
        : [`${String(kind)} ${String(target)} is not among the manifests: probes and requests are unknown`]),
      ...rivalsOf(manifests, object, target),
    ],
  };
}

function findAutoscaler(manifests: readonly Manifest[], name: string | undefined): Manifest {
  const all = manifests.filter(({ object }) => object.kind === KIND);
  const matching = name === undefined ? all : all.filter(({ object }) => object.metadata.name === name);
  const names = all.map(({ object }) => object.metadata.name).join(', ');
  const [found, another] = matching;
  if (!found) {
    const scaledObject = manifests.find(({ object }) => object.kind === 'ScaledObject');
    throw new Error(
      name !== undefined
        ? `There is no ${KIND} '${name}'. There are: ${names || 'none'}.`
        : scaledObject
          ? `There is no ${KIND}, but ${objectName(scaledObject.object)}: KEDA's triggers are not simulated. Describe what it measures: --min, --max, --cpu or --rps.`
          : `There is no ${KIND}. Switch one on (--set autoscaling.enabled=true), or describe one: --min, --max, --cpu.`,
    );
  }
  if (another) throw new Error(`There are several ${KIND}s: ${names}. Choose one with --hpa NAME.`);
  return found;
}

/** What else changes the same pods. */
function rivalsOf(manifests: readonly Manifest[], autoscaler: KubeObject, target: unknown): string[] {
  return manifests
    .map(({ object }) => object)
    .filter((object) => object !== autoscaler && [KIND, 'ScaledObject', 'VerticalPodAutoscaler'].includes(object.kind))
    .filter(
      ({ spec }) =>
        (at(spec, 'scaleTargetRef', 'name') ?? at(spec, 'targetRef', 'name')) === target && target !== undefined,
    )
    .map((object) => `${objectName(object)} changes the same pods, which is not simulated`);
}

/** @throws for versions that no cluster serves any more, and for what v1 keeps in annotations */
function versionOf(object: KubeObject): string {
  const { apiVersion } = object;
  const annotation = V1_ANNOTATIONS.find((key) => at(object, 'metadata', 'annotations', key) !== undefined);
  if (apiVersion === 'autoscaling/v1' && annotation)
    throw new Error(
      `${objectName(object)} has the annotation ${annotation}, which is not simulated. Write it as autoscaling/v2.`,
    );
  if (apiVersion !== 'autoscaling/v1' && apiVersion !== 'autoscaling/v2')
    throw new Error(
      `${objectName(object)} is of ${apiVersion}, which no supported Kubernetes serves. Write it as autoscaling/v2.`,
    );
  return apiVersion;
}

function requestsOf(workload: Workload | undefined): Requests {
  const of = (resource: 'cpu' | 'memory'): number | undefined => {
    const request = workload && requestOf(workload, resource);
    return request && 'milli' in request ? whole(request.milli) : undefined;
  };
  return { cpu: of('cpu'), memory: of('memory') };
}

function toleranceOf(behavior: unknown, side: 'scaleUp' | 'scaleDown'): number | undefined {
  return bytesOf(at(behavior, side, 'tolerance'));
}

const whole = (milli: number | undefined): number | undefined => (milli === undefined ? undefined : milli / 1000);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
