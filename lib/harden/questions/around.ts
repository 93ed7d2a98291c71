import { fields, list, type Fields } from '../../manifests/fields';
import { SameAs, type Made, type Question, type Written } from '../question';
import { nameOf, running, selects, serverOf, type Serving } from '../serving';
import { selectorOf } from './pods';

export const budget: Question = {
  name: 'budget',
  asks: 'Does a drain of a node take one pod at a time?',
  advice: 'Give it a PodDisruptionBudget.',
  lacks: (all) =>
    running(all)
      .filter(({ replicas, object }) => replicas > 1 && object.kind !== 'DaemonSet')
      .filter((workload) => !isSelectedBy(workload, all, 'PodDisruptionBudget', 'selector'))
      .map((workload) => ({
        object: nameOf(workload),
        edits: [
          {
            behind: workload.id,
            id: `${workload.id}-budget`,
            kind: 'PodDisruptionBudget',
            fields: {
              metadata: { name: nameIn(workload) },
              spec: {
                maxUnavailable: 1,
                unhealthyPodEvictionPolicy: 'AlwaysAllow',
                selector: { matchLabels: selectorOf(workload) },
              },
            },
          },
        ],
      })),
};

export const networkPolicy: Question = {
  name: 'network-policy',
  asks: 'Can pods be reached on the ports alone that they serve, databases from their own namespace alone?',
  advice: 'Give it a NetworkPolicy.',
  lacks: (all) =>
    running(all)
      .filter((workload) => !isSelectedBy(workload, all, 'NetworkPolicy', 'podSelector'))
      .map((workload) => {
        const ports = portsOf(workload, all);
        const peers: { readonly [key: string]: Written } = workload.containers.some(serverOf)
          ? { from: [{ podSelector: {} }] }
          : {};
        const ingress: Written = ports.length === 0 ? [] : [{ ...peers, ports: ports.map((port) => ({ port })) }];
        return {
          object: nameOf(workload),
          edits: [
            {
              behind: workload.id,
              id: `${workload.id}-policy`,
              kind: 'NetworkPolicy',
              fields: {
                metadata: { name: nameIn(workload) },
                spec: { podSelector: { matchLabels: selectorOf(workload) }, policyTypes: ['Ingress'], ingress },
              },
            },
          ],
        };
      }),
};

/** The name of a workload, as its code has it. */
const nameIn = ({ object }: Made): SameAs => new SameAs(['metadata', 'name'], object.metadata.name);

function isSelectedBy(workload: Serving, all: readonly Made[], kind: string, key: string): boolean {
  return all.some(({ object }) => {
    if (object.kind !== kind) return false;
    const selector = fields(fields(object.spec)[key]);
    return Object.keys(selector).length === 0 || selects(selector.matchLabels, workload.labels);
  });
}

/** Ports that its containers declare, and those that Services send to. */
function portsOf(workload: Serving, all: readonly Made[]): (number | string)[] {
  const declared = workload.containers.flatMap(({ ports }) => list(ports).map((port) => fields(port).containerPort));
  const sent = all
    .filter(({ object }) => object.kind === 'Service' && selects(fields(object.spec).selector, workload.labels))
    .flatMap(({ object }) => list(fields(object.spec).ports).map(fields))
    .map((port: Fields) => port.targetPort ?? port.port);
  const numbers = [...declared, ...sent].filter((port): port is number => typeof port === 'number');
  return [...new Set(numbers)];
}
