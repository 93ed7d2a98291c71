import type { Manifest } from '../../manifest';
import { at, entries, fields, list, text } from '../../fields';
import { LabelIndex, type Labelled } from '../../label-index';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { namespaceOf, problemOf } from '../rule';
import { describeSelector, isEmptySelector, labelSelector, stringsOf } from '../../selector';
import { portsOf } from '../../workload';

/** A Prometheus ServiceMonitor selects a Service, a PodMonitor pods, and each scrapes a port that those name. */
export function* monitors(set: ObjectSet): Generator<Problem> {
  const serviceMonitors = set.ofKind('monitoring.coreos.com/ServiceMonitor');
  const services = serviceMonitors.length > 0 ? indexServices(set) : undefined;
  for (const manifest of serviceMonitors) {
    yield* check(manifest, 'endpoints', 'Service', (namespace, selector) =>
      (services?.select(namespace, selector) ?? []).map(({ ports }) => ports),
    );
  }
  for (const manifest of set.ofKind('monitoring.coreos.com/PodMonitor')) {
    yield* check(manifest, 'podMetricsEndpoints', 'pod', (namespace, selector) =>
      set.workloads
        .select(namespace, selector)
        .map((workload) => (workload.partial ? ANY : new Set(workload.containers.flatMap(portsOf).map((p) => p.name)))),
    );
  }
}

type PortNames = ReadonlySet<string | undefined>;
type Select = (namespace: string, selector: ReturnType<typeof labelSelector>) => PortNames[];
const ANY: PortNames = Object.assign(new Set<string>(), { has: () => true });

function* check(manifest: Manifest, endpoints: string, what: string, select: Select): Generator<Problem> {
  const spec = fields(manifest.object.spec);
  const selector = labelSelector(spec.selector);
  const elsewhere = at(spec, 'namespaceSelector', 'any') === true;
  if (isEmptySelector(selector) || elsewhere) return;
  const named = list(at(spec, 'namespaceSelector', 'matchNames')).filter((n) => typeof n === 'string');
  const namespaces = named.length > 0 ? named : [namespaceOf(manifest)];
  const found = namespaces.flatMap((namespace) => select(namespace, selector));
  if (found.length === 0) {
    if (named.some((namespace) => namespace !== namespaceOf(manifest))) return;
    const problem = `'${describeSelector(selector)}' selects no ${what}`;
    yield problemOf(manifest, 'spec.selector', problem, `Select labels of a ${what}`);
    return;
  }
  for (const [endpoint, index] of entries(spec[endpoints])) {
    const port = text(endpoint.port);
    if (port === undefined || found.some((ports) => ports.has(port))) continue;
    const problem = `no ${what} that it selects has a port called '${port}'`;
    yield problemOf(manifest, `spec.${endpoints}[${index}].port`, problem, 'Name the port there, or scrape another');
  }
}

function indexServices(set: ObjectSet): LabelIndex<Labelled & { readonly ports: PortNames }> {
  return new LabelIndex(
    set.ofKind('Service').map(({ object }) => ({
      namespace: object.metadata.namespace ?? '',
      labels: stringsOf(object.metadata.labels),
      ports: new Set([...entries(at(object, 'spec', 'ports'))].map(([port]) => text(port.name))),
    })),
  );
}
