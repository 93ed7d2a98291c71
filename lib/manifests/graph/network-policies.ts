import { at, entries, fields, list, text } from '../fields';
import { objectName, type Manifest } from '../manifest';
import { isEmptySelector, labelSelector, matches, mapSelector, type Selector } from '../selector';
import { declaresPort, type Workload } from '../workload';
import type { TopologyDraft } from './draft';

/** More than so many workloads on the other side are a rule for everybody, no edge to each. */
const MOST_PEERS = 12;

/** Network policies, and an edge from each workload to each other that a policy of either names. */
export function addNetworkPolicies(draft: TopologyDraft): void {
  const services = servicesByWorkload(draft);
  for (const manifest of draft.set.ofKind('networking.k8s.io/NetworkPolicy')) {
    const spec = fields(manifest.object.spec);
    const own = namespace(manifest);
    const selector = labelSelector(spec.podSelector);
    const guarded = draft.set.workloads.select(own, selector);
    const directions = ['ingress', 'egress'].filter(
      (rules) => spec[rules] !== undefined || hasType(spec.policyTypes, rules),
    );
    const row = {
      sort: 'policy',
      text: `restricts ${directions.join(', ') || 'nothing'}`,
      detail: `${objectName(manifest.object)}: ${isEmptySelector(selector) ? 'every pod of the namespace' : directions.join(', ')}`,
    } as const;
    // A default for the whole namespace would be an edge to everything.
    if (isEmptySelector(selector)) draft.addNode(manifest, 'policy', `all pods: ${row.text}`);
    else if (guarded.length > 0) draft.addAbout(manifest, guarded, row, 'policy', { sort: 'selects' });

    for (const [rules, who] of [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const) {
      for (const [rule] of entries(spec[rules])) {
        const ports = [...entries(rule.ports)].map(([port]) => port.port).filter((p) => p !== undefined);
        for (const peer of list(rule[who]).flatMap((value) => peers(draft, own, value))) {
          for (const workload of guarded) {
            const [source, target] = rules === 'ingress' ? [peer, workload] : [workload, peer];
            connect(draft, services, source, target, ports as (string | number)[]);
          }
        }
      }
    }
  }
}

const namespace = (manifest: Manifest): string => manifest.object.metadata.namespace ?? '';
const hasType = (types: unknown, rules: string): boolean =>
  list(types).some((type) => String(type).toLowerCase() === rules);

/** The workloads of the set that a peer of a rule names; none for addresses, other namespaces and everybody. */
function peers(draft: TopologyDraft, own: string, value: unknown): Workload[] {
  const { podSelector, namespaceSelector, ipBlock } = fields(value);
  const selector = labelSelector(podSelector);
  if (ipBlock !== undefined || podSelector === undefined || isEmptySelector(selector)) return [];
  const found = namespacesOf(draft, own, namespaceSelector).flatMap((n) => draft.set.workloads.select(n, selector));
  return found.length > MOST_PEERS ? [] : found;
}

function namespacesOf(draft: TopologyDraft, own: string, value: unknown): string[] {
  if (value === undefined) return [own];
  const selector: Selector = labelSelector(value);
  const labels = (name: string): Map<string, string> => {
    const declared = draft.set.tryFind('Namespace', '', name)?.object.metadata.labels;
    return new Map([...Object.entries(declared ?? {}), ['kubernetes.io/metadata.name', name]]);
  };
  return [...new Set(draft.set.workloads.all.map((w) => w.namespace))].filter((n) => matches(selector, labels(n)));
}

type Services = ReadonlyMap<Workload, readonly Manifest[]>;

function servicesByWorkload({ set }: TopologyDraft): Services {
  const services = new Map<Workload, Manifest[]>();
  for (const manifest of set.ofKind('Service')) {
    const selector = mapSelector(at(manifest.object, 'spec', 'selector'));
    if (isEmptySelector(selector)) continue;
    for (const workload of set.workloads.select(namespace(manifest), selector)) {
      services.set(workload, [...(services.get(workload) ?? []), manifest]);
    }
  }
  return services;
}

/** To the Service that leads to the allowed port where there is one, else to the workload itself. */
function connect(
  draft: TopologyDraft,
  services: Services,
  source: Workload,
  target: Workload,
  ports: readonly (string | number)[],
): void {
  const from = objectName(source.manifest.object);
  const open = ports.length === 0 || target.partial || ports.some((port) => declaresPort(target, port));
  if (!open || source === target) return;
  const leads = (services.get(target) ?? []).filter((service) =>
    [...entries(at(service.object, 'spec', 'ports'))].some(
      ([{ port, targetPort = port }]) =>
        ports.length === 0 || ports.some((allowed) => allowed === targetPort || samePort(target, allowed, targetPort)),
    ),
  );
  const to = leads[0]?.object ?? target.manifest.object;
  draft.addEdge({ from, to: objectName(to), sort: 'allows', label: ports.map(String).join(', ') });
}

/** Whether a name and a number are the same declared port. */
function samePort(workload: Workload, a: unknown, b: unknown): boolean {
  return workload.containers.some(({ spec }) =>
    [...entries(spec.ports)].some(
      ([port]) =>
        [text(port.name), port.containerPort].includes(a) && [text(port.name), port.containerPort].includes(b),
    ),
  );
}
