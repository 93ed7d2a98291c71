import { at, entries, fields, type Fields } from '../../manifests/fields';
import type { KubeObject } from '../../manifests/manifest';
import { declaresPort, portsOf, workloadOf } from '../../manifests/workload';
import { mapSelector, matches } from '../../manifests/selector';
import { about, shown, silent, word, type Judgement } from './judge';
import type { Comparison, Kept } from './pairs';

/** What those who call a Service meet: its type, its ports, and whether it finds pods all the time. */
export function* service(kept: Kept, whole: Comparison): Generator<Judgement> {
  if (kept.kind !== 'Service') return;
  yield* types(kept);
  yield* ports(kept, whole);
  yield* selector(kept, whole);
}

function* types({ before, after, name }: Kept): Generator<Judgement> {
  const [was, is] = [before, after].map((object) => word(at(object, 'spec', 'type') ?? 'ClusterIP'));
  if (was === is) return;
  const lost =
    was === 'LoadBalancer'
      ? ': its external address is gone'
      : was === 'NodePort' && is === 'ClusterIP'
        ? ': nothing outside the cluster reaches it'
        : '';
  const message = `type ${was} → ${is}${lost}`;
  yield about({ rule: 'service-type', level: 'major', object: name, field: 'spec.type', message }, /^spec\.type$/);
}

function* ports(kept: Kept, whole: Comparison): Generator<Judgement> {
  const [was, is] = [kept.before, kept.after].map((object) =>
    [...entries(at(object, 'spec', 'ports'))].map(([port]) => port),
  ) as [Fields[], Fields[]];
  const explained = silent(/^spec\.ports\b/);
  if (!kept.fields.some(({ field }) => explained.explains?.(field))) return;
  yield explained;
  const problem = (message: string, level: 'major' | 'minor' = 'major'): Judgement => ({
    finding: { rule: 'service-port', level, object: kept.name, field: 'spec.ports', message },
  });
  for (const port of was) {
    const same = is.find((other) => other.port === port.port && protocol(other) === protocol(port));
    if (!same) {
      const successor = is.find((other) => other.name !== undefined && other.name === port.name);
      yield problem(`port ${describe(port)} is ${successor ? `${describe(successor)} now` : 'gone'}`);
      continue;
    }
    if (port.name !== same.name && port.name !== undefined)
      yield problem(
        `port ${word(port.port)} is called ${word(same.name)} and not ${word(port.name)} any more: monitors, routes and probes may name it`,
      );
    if (port.nodePort !== undefined && port.nodePort !== same.nodePort)
      yield problem(
        `port ${word(port.port)} is on node port ${word(same.nodePort ?? 'of chance')} and not ${word(port.nodePort)}`,
      );
    if (port.appProtocol !== same.appProtocol)
      yield problem(
        `appProtocol of port ${word(port.port)} ${word(port.appProtocol)} → ${word(same.appProtocol)}`,
        'minor',
      );
    const [target, newTarget] = [numberOf(port, kept.before, whole.before), numberOf(same, kept.after, whole.after)];
    if (target !== newTarget)
      yield problem(`port ${word(port.port)} leads to ${word(newTarget)} and not to ${word(target)}`, 'minor');
  }
  const news = is.filter(
    (port) => !was.some((other) => other.port === port.port && protocol(other) === protocol(port)),
  );
  const successors = new Set(was.map(({ name }) => name));
  for (const port of news) if (!successors.has(port.name)) yield problem(`port ${describe(port)} is new`, 'minor');
}

const protocol = (port: Fields): string => word(port.protocol ?? 'TCP');
const describe = (port: Fields): string => `${port.name === undefined ? '' : `${word(port.name)} `}${word(port.port)}`;

/** The number of the container's port behind a port of a Service. */
function numberOf(port: Fields, service: KubeObject, objects: readonly KubeObject[]): unknown {
  const target = port.targetPort ?? port.port;
  if (typeof target !== 'string') return target;
  for (const workload of podsBehind(service, objects)) {
    const found = workload.containers.flatMap(portsOf).find(({ name }) => name === target);
    if (found) return found.port;
  }
  return target;
}

function podsBehind(service: KubeObject, objects: readonly KubeObject[]): NonNullable<ReturnType<typeof workloadOf>>[] {
  const chosen = mapSelector(at(service, 'spec', 'selector'));
  if (chosen.labels.size === 0) return [];
  return objects.flatMap((object) => {
    const workload = workloadOf({ object, path: '' });
    return workload && matches(chosen, workload.labels) ? [workload] : [];
  });
}

function* selector(kept: Kept, whole: Comparison): Generator<Judgement> {
  const changes = kept.fields.filter(({ field }) => /^spec\.selector\b/.test(field));
  const [first] = changes;
  const chosen = fields(at(kept.after, 'spec', 'selector'));
  const [had, has] = [podsBehind(kept.before, whole.before).length > 0, podsBehind(kept.after, whole.after).length > 0];
  const base = { object: kept.name, field: 'spec.selector', rule: 'service-gap', level: 'major' } as const;
  if (had && !has && Object.keys(chosen).length > 0) {
    const message = 'selects no pod of the chart any more';
    yield about({ ...base, message }, /^spec\.selector\b/);
    return;
  }
  const fewer = portless(kept, whole);
  if (fewer !== undefined) yield { finding: { ...base, rule: 'service-port', field: 'spec.ports', message: fewer } };
  if (!first) return;
  const oldPods = podsBehind({ ...kept.before, spec: kept.after.spec }, whole.before);
  if (had && oldPods.length === 0) {
    const message = `${first.field} ${shown(first)}: does not select the pods of the old version, so that nothing answers until the new ones are ready`;
    yield about(
      { ...base, message, advice: 'give pods the label in one version and select by it in a later one' },
      /^spec\.selector\b/,
    );
  }
}

/** A named target that no container has any more. */
function portless({ before, after }: Kept, whole: Comparison): string | undefined {
  const dangling = (service: KubeObject, objects: readonly KubeObject[]): string[] =>
    [...entries(at(service, 'spec', 'ports'))]
      .map(([port]) => port.targetPort)
      .filter((target): target is string => typeof target === 'string' && !/^\d+$/.test(target))
      .filter((target) => {
        const pods = podsBehind(service, objects);
        return pods.length > 0 && !pods.some((workload) => declaresPort(workload, target));
      });
  const known = new Set(dangling(before, whole.before));
  const found = dangling(after, whole.after).find((target) => !known.has(target));
  return found === undefined ? undefined : `leads to a port '${found}' that no container has`;
}
