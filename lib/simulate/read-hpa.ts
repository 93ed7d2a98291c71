import type { ScalingBehavior, ScalingRules } from '../autoscaling/behavior';
import { SCALING_BEHAVIORS } from '../autoscaling/behavior';
import { bytesOf } from '../kubernetes/quantity';
import { at, entries, fields, text, type Fields } from '../manifests/fields';
import { objectName, type Manifest } from '../manifests/manifest';
import { workloadOf } from '../manifests/workload';
import type { HpaSettings, MeasuredMetric } from './settings';

/** An autoscaler and its target, as a simulation needs them. */
export interface AutoscaledWorkload {
  /** `HorizontalPodAutoscaler shop-web`. */
  readonly name: string;
  readonly hpa: HpaSettings;
  /** Cores and bytes that the pod's containers request and may use, summed. */
  readonly requests: { readonly cpu?: number; readonly memory?: number };
  readonly cpuLimit?: number;
  /** The container that serves, for its probes; empty when the target is not in the set. */
  readonly container: Fields;
  /** What the simulation leaves out, in words. */
  readonly notes: readonly string[];
}

const KIND = 'HorizontalPodAutoscaler';

/**
 * The autoscaler of a set of manifests.
 * @param name of the autoscaler. @default - the only one
 * @throws when there is none or, without a name, more than one
 */
export function readAutoscaler(manifests: readonly Manifest[], name?: string): AutoscaledWorkload {
  const all = manifests.filter(({ object }) => object.kind === KIND);
  const matching = name === undefined ? all : all.filter(({ object }) => object.metadata.name === name);
  const names = all.map(({ object }) => object.metadata.name).join(', ');
  const [found, another] = matching;
  if (!found) {
    throw new Error(
      name === undefined
        ? `There is no ${KIND}. Switch one on (--set autoscaling.enabled=true), or describe one: --min, --max, --cpu.`
        : `There is no ${KIND} '${name}'. There are: ${names || 'none'}.`,
    );
  }
  if (another) throw new Error(`There are several ${KIND}s: ${names}. Choose one with --hpa NAME.`);
  const { object } = found;
  const { kind, name: target } = fields(at(object, 'spec', 'scaleTargetRef'));
  const scaled = manifests.find(
    (other) =>
      other.object.kind === kind &&
      other.object.metadata.name === target &&
      other.object.metadata.namespace === object.metadata.namespace,
  );
  const workload = scaled && workloadOf(scaled);
  const running = (workload?.containers ?? []).filter(({ init, spec }) => !init || spec.restartPolicy === 'Always');
  const sum = (of: 'requests' | 'limits', resource: string): number | undefined => {
    const given = running.map(({ spec }) => bytesOf(at(spec.resources, of, resource)));
    return given.length > 0 && given.every((value) => value !== undefined)
      ? given.reduce<number>((total, value) => total + value, 0)
      : undefined;
  };
  const { metrics, notes } = readMetrics(fields(object.spec));
  return {
    name: objectName(object),
    hpa: {
      minReplicas: number(at(object, 'spec', 'minReplicas')) ?? 1,
      maxReplicas: number(at(object, 'spec', 'maxReplicas')) ?? 1,
      metrics,
      behavior: readBehavior(at(object, 'spec', 'behavior')),
      tolerance: {
        up: bytesOf(at(object, 'spec', 'behavior', 'scaleUp', 'tolerance')),
        down: bytesOf(at(object, 'spec', 'behavior', 'scaleDown', 'tolerance')),
      },
    },
    // A limit without a request is the request: the API server fills it in.
    requests: {
      cpu: sum('requests', 'cpu') ?? sum('limits', 'cpu'),
      memory: sum('requests', 'memory') ?? sum('limits', 'memory'),
    },
    cpuLimit: sum('limits', 'cpu'),
    container: running.find(({ init }) => !init)?.spec ?? {},
    notes: [
      ...notes,
      ...(workload
        ? []
        : [`${String(kind)} ${String(target)} is not among the manifests: probes and requests are unknown`]),
    ],
  };
}

function readMetrics(spec: Fields): { metrics: MeasuredMetric[]; notes: string[] } {
  const metrics: MeasuredMetric[] = [];
  const notes: string[] = [];
  for (const [metric] of entries(spec.metrics)) {
    const type = text(metric.type) ?? '';
    const source = fields(metric[type === 'ContainerResource' ? 'containerResource' : type.toLowerCase()]);
    const target = fields(source.target);
    const resource = text(source.name) ?? '';
    const percent = number(target.averageUtilization);
    const average = bytesOf(target.averageValue);
    if ((resource === 'cpu' || resource === 'memory') && percent !== undefined)
      metrics.push({ of: resource, as: 'utilization', target: percent });
    else if ((resource === 'cpu' || resource === 'memory') && average !== undefined)
      metrics.push({ of: resource, as: 'average', target: average });
    else if (type === 'Pods' && average !== undefined) {
      metrics.push({ of: 'requests', as: 'average', target: average });
      const name = text(at(source, 'metric', 'name')) ?? '';
      if (!/request/.test(name)) notes.push(`metric '${name}' is taken for requests per second of a pod`);
    } else notes.push(`a metric of type ${type} is left out`);
  }
  // Without metrics the API server fills in CPU, 80 %. @see pkg/apis/autoscaling/v2/defaults.go
  if (spec.metrics === undefined) metrics.push({ of: 'cpu', as: 'utilization', target: 80 });
  return { metrics, notes };
}

/** What is not said is filled in as the API server does. @see pkg/apis/autoscaling/v2/defaults.go */
function readBehavior(value: unknown): ScalingBehavior | undefined {
  if (value === undefined) return undefined;
  const side = (name: 'scaleUp' | 'scaleDown'): ScalingRules => {
    const standard = SCALING_BEHAVIORS.classic[name];
    const { stabilizationWindowSeconds, policies, selectPolicy } = fields(at(value, name));
    return {
      stabilizationWindowSeconds: number(stabilizationWindowSeconds) ?? standard.stabilizationWindowSeconds,
      policies:
        Array.isArray(policies) && policies.length > 0 ? (policies as ScalingRules['policies']) : standard.policies,
      selectPolicy: (text(selectPolicy) as ScalingRules['selectPolicy']) ?? 'Max',
    };
  };
  return { scaleUp: side('scaleUp'), scaleDown: side('scaleDown') };
}

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
