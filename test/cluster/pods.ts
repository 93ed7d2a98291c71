import type { Kubectl } from './kubectl';

/** A pod of a component. */
export interface Pod {
  readonly name: string;
  readonly node: string;
  readonly ip: string;
}

interface PodObject {
  readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
  readonly spec: { readonly nodeName?: string };
  readonly status: { readonly podIP?: string; readonly conditions?: readonly { type: string; status: string }[] };
}

/** Ready pods of a component of a release, without those on their way out: they may be gone before they are asked. */
export async function readyPods(kubectl: Kubectl, release: string, component: string): Promise<Pod[]> {
  const selector = `app.kubernetes.io/instance=${release},app.kubernetes.io/component=${component}`;
  const { items } = await kubectl.json<{ readonly items: readonly PodObject[] }>([
    'get',
    'pods',
    '--selector',
    selector,
  ]);
  return items
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .filter(({ status }) => status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'))
    .map(({ metadata, spec, status }) => ({ name: metadata.name, node: spec.nodeName ?? '', ip: status.podIP ?? '' }));
}

/** How many pods are on each node, e.g. `node1: 2, node2: 2`. */
export function spread(pods: readonly Pod[]): string {
  const count = new Map<string, number>();
  for (const { node } of pods) count.set(node, (count.get(node) ?? 0) + 1);
  return [...count]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([node, pods]) => `${node}: ${pods}`)
    .join(', ');
}
