import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { given } from './parts/given';
import { lintExceptions } from './parts/lint-exceptions';
import type { WebWorkload } from './web-workload';
import { SCALING_BEHAVIORS, type ScalingBehavior, type ScalingBehaviorName } from '../autoscaling/behavior';
import { problemsOfAutoscaling } from '../autoscaling/checks';
import { metricsToKube, type ScalingTargets } from '../autoscaling/metrics';

/** All but the target. */
export interface AutoscalingOptions extends ScalingTargets {
  /** Pods that there are at least; 2 or more, or nothing is left when one goes. @default 2 */
  readonly minReplicas?: number;
  /** Pods that there are at most: what the nodes, the database and the budget bear. @default 10 */
  readonly maxReplicas?: number;
  /** How fast it moves: the name of a preset, or both directions written out. @default "web" */
  readonly behavior?: ScalingBehaviorName | ScalingBehavior;
  /** `false` says that `minReplicas: 1` is meant. @default true */
  readonly highlyAvailable?: boolean;
}

/** Which workload is scaled, between which numbers of pods, by what. */
export interface AutoscalingProps extends AutoscalingOptions {
  /** Whose pods are counted; it must not have `replicas` of its own. */
  readonly target: WebWorkload;
}

/**
 * Leaves the number of pods of a workload to a HorizontalPodAutoscaler (autoscaling/v2) with explicit behaviour. The
 * Deployment has no `replicas` then, so that no deployment undoes what the autoscaler did; the disruption budget stays.
 * `chartwright simulate` shows what the settings do under a load.
 * @throws when the workload has `replicas`, requests nothing to measure against, or the numbers do not fit each other
 *
 * @example
 * ```ts
 * const web = new WebWorkload(chart, 'web', { image: 'ghcr.io/acme/shop:1.4.2', port: 8000 });
 * new Autoscaling(chart, 'autoscaling', { target: web, minReplicas: 2, maxReplicas: 20, cpu: 60, behavior: 'bursty' });
 * ```
 */
export class Autoscaling extends Construct {
  /** The HorizontalPodAutoscaler. */
  readonly autoscaler: ApiObject;

  /**
   * For what people wait for: up at once and up to twofold every 15 seconds, since too few pods cost requests; down
   * after five minutes and by a tenth a minute, since load comes back. CPU 70 % leaves room for the half minute in which
   * new pods come.
   */
  static web(target: WebWorkload, options: AutoscalingOptions = {}): Autoscaling {
    return preset(target, options, { cpu: 70, behavior: 'web' });
  }

  /**
   * For load that comes without warning (a newsletter, the start of a sale): up to fourfold every 15 seconds, CPU 50 % so
   * that the first minute finds room, and a quarter of an hour's patience, since a second wave often follows.
   */
  static bursty(target: WebWorkload, options: AutoscalingOptions = {}): Autoscaling {
    return preset(target, options, { cpu: 50, behavior: 'bursty' });
  }

  /**
   * For pods that are dear to start (caches to warm, connections of a database that has few): only a load that lasts a
   * minute counts, up by a quarter a minute, down after ten minutes and by one pod every two. Runs at CPU 60 %, the room
   * that being slow needs.
   */
  static steady(target: WebWorkload, options: AutoscalingOptions = {}): Autoscaling {
    return preset(target, options, { cpu: 60, behavior: 'steady' });
  }

  /**
   * The classic case, as `kubectl autoscale --min=1 --max=10 --cpu-percent=50` makes it, with the behaviour that Kubernetes
   * has when none is given written out. One pod at least: cheap at night, and away for a moment when its node is drained.
   */
  static classic(target: WebWorkload, options: AutoscalingOptions = {}): Autoscaling {
    return preset(target, options, { minReplicas: 1, highlyAvailable: false, cpu: 50, behavior: 'classic' });
  }

  constructor(scope: Construct, id: string, props: AutoscalingProps) {
    super(scope, id);
    const { target, minReplicas = 2, maxReplicas = 10, highlyAvailable = true } = props;
    const targets = measured(props);
    const behavior = typeof props.behavior === 'object' ? props.behavior : SCALING_BEHAVIORS[props.behavior ?? 'web'];
    this.check(target, () =>
      problemsOfAutoscaling({
        minReplicas,
        maxReplicas,
        highlyAvailable,
        targets,
        behavior,
        requests: target.resources.requests ?? {},
      }),
    );
    target.leaveReplicasToAutoscaler();
    target.ensureDisruptionBudget();
    const { name, labels } = target.identity;
    this.autoscaler = new ApiObject(this, 'HorizontalPodAutoscaler', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: {
        name,
        labels: { ...labels },
        annotations: minReplicas < 2 ? lintExceptions('horizontalpodautoscaler-replicas') : undefined,
      },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas,
        maxReplicas,
        metrics: metricsToKube(targets),
        behavior,
      },
    });
  }

  private check(target: WebWorkload | undefined, problems: () => string[]): void {
    const found =
      target === undefined
        ? ['there is no target. Give the workload whose pods are counted']
        : Chart.of(this).namespace !== target.identity.namespace
          ? [
              `the target '${target.node.path}' is in another namespace, ${target.identity.namespace ?? 'that of kubectl'}. An autoscaler has to be in the namespace of its target: make it in the same chart`,
            ]
          : problems();
    if (found.length > 0) throw new Error(found.map((problem) => `[${this.node.path}] ${problem}.`).join('\n'));
  }
}

/** CPU alone if nothing is said of what to measure. */
function measured({ cpu, memory, container, requestsPerSecond, requestsMetric }: ScalingTargets): ScalingTargets {
  const nothing = cpu === undefined && memory === undefined && requestsPerSecond === undefined;
  return { cpu: nothing ? 70 : cpu, memory, container, requestsPerSecond, requestsMetric };
}

/** The preset's CPU counts only where the author says nothing of what to measure. */
function preset(target: WebWorkload, options: AutoscalingOptions, defaults: AutoscalingOptions): Autoscaling {
  const { memory, requestsPerSecond } = options;
  const cpu = memory === undefined && requestsPerSecond === undefined ? defaults.cpu : undefined;
  return new Autoscaling(target, 'autoscaling', { ...defaults, cpu, ...given(options), target });
}
