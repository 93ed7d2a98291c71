import { at, entries, fields, list, text, type Fields } from '../../fields';
import type { KubeObject } from '../../manifest';
import { isAmong } from '../address-ranges';
import type { Consequence } from '../change';

/** Annotations of clouds that say for whom a load balancer is: inside of the network, or some addresses alone. */
const GUARDS =
  /(?:internal|scheme$|load-balancer-type$|address-type$|network-type$|source-ranges|allow-?list|whitelist|security-groups|inbound-cidrs)/;

/** Where a Service can be reached from outside of the cluster, and could not before, or the other way round. */
export function* serviceDoors(before: KubeObject | undefined, after: KubeObject): Generator<Consequence> {
  const [was, is] = [doorsOf(before), doorsOf(after)];
  if (is.type !== undefined && !was.nodes && !was.balancer) {
    yield widens(`type ${is.type}: reachable from outside the cluster`);
  }
  for (const range of is.balancer ?? []) {
    if (!was.balancer?.some((wider) => isAmong(range, wider)))
      yield widens(`the load balancer is open for ${named(range)}`);
  }
  for (const ip of is.addresses) if (!was.addresses.includes(ip)) yield widens(`reachable at ${ip}`);
  if ((was.nodes || was.balancer) && (is.nodes || is.balancer)) {
    for (const port of is.ports) {
      if (!was.ports.includes(port)) yield widens(`reachable from outside the cluster on ${port}`);
    }
    for (const port of was.ports) {
      if (!is.ports.includes(port)) yield narrows(`reachable from outside the cluster on ${port}`);
    }
  }
  if (was.balancer && is.balancer) yield* annotated(before, after);
  if (was.type !== undefined && !is.nodes && !is.balancer) {
    yield narrows(`type ${was.type}: reachable from outside the cluster`);
  }
  for (const range of was.balancer ?? []) {
    if (!is.balancer?.some((wider) => isAmong(range, wider)))
      yield narrows(`the load balancer is open for ${named(range)}`);
  }
  for (const ip of was.addresses) if (!is.addresses.includes(ip)) yield narrows(`reachable at ${ip}`);
}

const widens = (message: string): Consequence => ({ sort: 'widens-access', message });
const narrows = (message: string): Consequence => ({ sort: 'narrows-access', message: `not any more: ${message}` });

const ANYONE = '0.0.0.0/0';
const named = (range: string): string => (range === ANYONE ? 'anyone' : range);

interface Doors {
  /** The type that opens it, if any. */
  readonly type: string | undefined;
  /** On each node. */
  readonly nodes: boolean;
  /** Addresses that a load balancer lets in. */
  readonly balancer: readonly string[] | undefined;
  /** External addresses. */
  readonly addresses: readonly string[];
  /** `TCP port 80`. */
  readonly ports: readonly string[];
}

function doorsOf(service: KubeObject | undefined): Doors {
  const spec: Fields = fields(service?.spec);
  const isBalanced = spec.type === 'LoadBalancer';
  const ranges = list(spec.loadBalancerSourceRanges).map(String);
  return {
    type: isBalanced || spec.type === 'NodePort' ? String(spec.type) : undefined,
    nodes: spec.type === 'NodePort' || (isBalanced && spec.allocateLoadBalancerNodePorts !== false),
    balancer: isBalanced ? (ranges.length > 0 ? ranges : [ANYONE]) : undefined,
    addresses: list(spec.externalIPs).map(String),
    ports: [...entries(spec.ports)].map(([{ port, protocol = 'TCP' }]) => `${String(protocol)} port ${String(port)}`),
  };
}

function* annotated(before: KubeObject | undefined, after: KubeObject): Generator<Consequence> {
  const [old, now] = [before, after].map((service) => fields(at(service, 'metadata', 'annotations')));
  for (const key of new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])) {
    const [was, is] = [old, now].map((all) => {
      const value = text(all?.[key]);
      return value === 'false' ? undefined : value;
    });
    if (!GUARDS.test(key) || was === is) continue;
    if (was === undefined) yield { sort: 'narrows-access', message: `annotation ${key} is new` };
    else if (is === undefined) yield widens(`annotation ${key} is gone`);
    else yield widens(`annotation ${key}: ${was} → ${is}`);
  }
}
