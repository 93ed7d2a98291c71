import { fields, list, text, type Fields } from '../manifests/fields';
import type { Made } from './question';

/** A workload with its pods, as the questions ask about them. */
export interface Serving extends Made {
  /** Path of the pod's spec. */
  readonly podPath: readonly string[];
  readonly pod: Fields;
  readonly containers: readonly Fields[];
  readonly labels: Fields;
  /** Whether a Service sends requests to it. */
  readonly served: boolean;
  readonly replicas: number;
}

const PATHS: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Job: ['spec', 'template'],
};

/** Workloads of a set of objects. */
export function workloadsOf(all: readonly Made[]): Serving[] {
  return all.flatMap((made): Serving[] => {
    const path = PATHS[made.object.kind];
    if (!path) return [];
    const template = path.reduce((at, key) => fields(at[key]), fields(made.object));
    const pod = fields(template.spec);
    const labels = fields(fields(template.metadata).labels);
    const spec = fields(made.object.spec);
    const scaled = scalerOf(made, all);
    return [
      {
        ...made,
        podPath: [...path, 'spec'],
        pod,
        containers: list(pod.containers).map(fields),
        labels,
        served: all.some(({ object }) => object.kind === 'Service' && selects(fields(object.spec).selector, labels)),
        replicas: Number(scaled ? (fields(scaled.object.spec).minReplicas ?? 1) : (spec.replicas ?? 1)),
      },
    ];
  });
}

/** Those that run all the time. */
export const running = (all: readonly Made[]): Serving[] =>
  workloadsOf(all).filter(({ object }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(object.kind));

/** The autoscaler of a workload. */
export function scalerOf({ object }: Made, all: readonly Made[]): Made | undefined {
  return all.find(({ object: other }) => {
    const target = fields(fields(other.spec).scaleTargetRef);
    return target.kind === object.kind && target.name === object.metadata.name;
  });
}

/** Whether a selector is met by labels; none selects nothing. */
export function selects(selector: unknown, labels: Fields): boolean {
  const wanted = Object.entries(fields(selector));
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

/** `Deployment web`. */
export const nameOf = ({ object }: Made): string => `${object.kind} ${object.metadata.name}`;

/** Path of a field of one of its containers. */
export const inContainer = ({ podPath }: Serving, container: Fields, ...path: readonly string[]): string[] => [
  ...podPath,
  'containers',
  `[${String(container.name)}]`,
  ...path,
];

/** What stateful servers of others are known by, with the user that their images run as. */
const SERVERS: readonly { readonly image: RegExp; readonly user: number; readonly data: boolean }[] = [
  { image: /(^|\/)postgres(:[\w.-]*alpine|@|$)/, user: 70, data: true },
  { image: /(^|\/)(postgres|postgis|pgvector)\b/, user: 999, data: true },
  { image: /(^|\/)(mysql|mariadb|mongo)\b/, user: 999, data: true },
  { image: /(^|\/)redis\b/, user: 999, data: false },
  { image: /(^|\/)rabbitmq\b/, user: 999, data: false },
  { image: /(^|\/)memcached\b/, user: 11211, data: false },
];

/** The known server that a container runs. */
export function serverOf(container: Fields): { readonly user: number; readonly data: boolean } | undefined {
  const image = text(container.image) ?? '';
  return SERVERS.find((server) => server.image.test(image));
}
