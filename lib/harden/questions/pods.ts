import { fields, list, text, type Fields } from '../../manifests/fields';
import type { Json } from '../../manifests/manifest';
import { SameAs, type FieldEdit, type Lack, type Question } from '../question';
import { inContainer, nameOf, running, serverOf, workloadsOf, type Serving } from '../serving';

/** What a container without requests gets: a small web process. */
const REQUESTS = { cpu: '100m', memory: '256Mi' };
const MEMORY_LIMIT = '512Mi';

/** Seconds that a pod still serves after its end was decided, and that it has in all. */
const PRE_STOP = 10;
const GRACE = 45;

export const probes: Question = {
  name: 'probes',
  asks: 'Does Kubernetes know when a pod can serve, and when it hangs?',
  advice: 'Give the container its port, or a probe by hand.',
  lacks: (all) =>
    running(all)
      .filter(({ served }) => served)
      .flatMap((workload) => {
        const [container] = workload.containers;
        if (!container || (container.readinessProbe && container.livenessProbe)) return [];
        const port = firstPort(container);
        const known = container.readinessProbe ?? container.livenessProbe;
        const action = known ? actionOf(fields(known)) : port === undefined ? undefined : { tcpSocket: { port } };
        return lack(workload, action ? probeEdits(workload, container, action) : []);
      }),
};

function probeEdits(workload: Serving, container: Fields, action: { readonly [key: string]: Json }): FieldEdit[] {
  const of = (name: string, timing: { readonly [key: string]: Json }): FieldEdit[] =>
    container[name] === undefined ? [edit(workload, container, [name], { ...action, ...timing })] : [];
  return [
    ...of('startupProbe', { periodSeconds: 2, failureThreshold: 60 }),
    ...of('readinessProbe', { periodSeconds: 5, timeoutSeconds: 2, failureThreshold: 2 }),
    ...of('livenessProbe', { periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 6 }),
  ];
}

/** What a probe asks, without how often. */
function actionOf(probe: Fields): { readonly [key: string]: Json } {
  const { httpGet, tcpSocket, exec, grpc } = probe;
  const given = Object.entries({ httpGet, tcpSocket, exec, grpc }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [key: string]: Json };
}

const firstPort = (container: Fields): string | number | undefined => {
  const { name, containerPort } = fields(list(container.ports)[0]);
  return typeof name === 'string' ? name : typeof containerPort === 'number' ? containerPort : undefined;
};

export const resources: Question = {
  name: 'resources',
  asks: 'Is it said what each container needs, and what it may use of memory?',
  advice: 'Give resources.requests and resources.limits.memory.',
  lacks: (all) =>
    workloadsOf(all).flatMap((workload) => {
      const edits = workload.containers.flatMap((container) => {
        if (container.resources === undefined) {
          const value = { requests: REQUESTS, limits: { memory: MEMORY_LIMIT } };
          return [edit(workload, container, ['resources'], value)];
        }
        const given = fields(container.resources);
        const requests = fields(given.requests);
        const limits = fields(given.limits);
        return [
          ...((requests.cpu ?? limits.cpu)
            ? []
            : [edit(workload, container, ['resources', 'requests', 'cpu'], REQUESTS.cpu)]),
          ...((requests.memory ?? limits.memory)
            ? []
            : [edit(workload, container, ['resources', 'requests', 'memory'], REQUESTS.memory)]),
          ...(limits.memory
            ? []
            : [
                edit(
                  workload,
                  container,
                  ['resources', 'limits', 'memory'],
                  twice(text(requests.memory)) ?? MEMORY_LIMIT,
                ),
              ]),
        ];
      });
      return edits.length > 0 ? [{ object: nameOf(workload), edits }] : [];
    }),
};

function twice(quantity: string | undefined): string | undefined {
  const [, number, unit] = /^(\d+)(\D*)$/.exec(quantity ?? '') ?? [];
  return number === undefined ? undefined : `${2 * Number(number)}${unit}`;
}

export const security: Question = {
  name: 'security',
  asks: 'Can a container get no more rights than it starts with, and no system call that it does not need?',
  advice: 'Give securityContext: allowPrivilegeEscalation false, seccompProfile RuntimeDefault.',
  lacks: (all) =>
    workloadsOf(all).flatMap((workload) => {
      const pod = fields(workload.pod.securityContext);
      const edits = [
        ...(pod.seccompProfile
          ? []
          : [
              {
                id: workload.id,
                path: [...workload.podPath, 'securityContext', 'seccompProfile'],
                value: { type: 'RuntimeDefault' },
              },
            ]),
        ...workload.containers.flatMap((container) => {
          const own = fields(container.securityContext);
          if (own.allowPrivilegeEscalation !== undefined || own.privileged === true) return [];
          return [edit(workload, container, ['securityContext', 'allowPrivilegeEscalation'], false)];
        }),
      ];
      return edits.length > 0 ? [{ object: nameOf(workload), edits }] : [];
    }),
};

export const nonRoot: Question = {
  name: 'non-root',
  asks: 'Does no container run as root, or with capabilities of root?',
  advice: 'Make the image run as a user (USER 10001 in its Dockerfile), then --user 10001.',
  lacks: (all, { user }) =>
    workloadsOf(all).flatMap((workload) => {
      const pod = fields(workload.pod.securityContext);
      const asRoot = workload.containers.filter((container) => {
        const own = { ...pod, ...fields(container.securityContext) };
        return own.runAsNonRoot !== true || !list(fields(own.capabilities).drop).includes('ALL');
      });
      if (asRoot.length === 0) return [];
      const users = new Set(workload.containers.map((container) => serverOf(container)?.user ?? pod.runAsUser ?? user));
      const [uid] = users;
      if (users.size !== 1 || typeof uid !== 'number' || uid === 0) return [{ object: nameOf(workload), edits: [] }];
      const of = (key: string, value: Json): FieldEdit[] =>
        pod[key] === undefined ? [{ id: workload.id, path: [...workload.podPath, 'securityContext', key], value }] : [];
      const edits = [
        ...of('runAsNonRoot', true),
        ...of('runAsUser', uid),
        ...of('runAsGroup', uid),
        ...of('fsGroup', uid),
        ...asRoot.map((container) => edit(workload, container, ['securityContext', 'capabilities'], { drop: ['ALL'] })),
      ];
      return [{ object: nameOf(workload), edits }];
    }),
};

export const token: Question = {
  name: 'token',
  asks: 'Has no pod a token for the Kubernetes API that it does not use?',
  advice: 'Give automountServiceAccountToken: false.',
  lacks: (all) =>
    workloadsOf(all)
      .filter(
        ({ pod }) =>
          pod.automountServiceAccountToken === undefined && (pod.serviceAccountName ?? 'default') === 'default',
      )
      .flatMap((workload) =>
        lack(workload, [
          { id: workload.id, path: [...workload.podPath, 'automountServiceAccountToken'], value: false },
        ]),
      ),
};

export const rollout: Question = {
  name: 'rollout',
  asks: 'Does a new version, or the end of a pod, fail no request?',
  advice: 'Give the strategy maxUnavailable 0, a preStop pause and time to end.',
  lacks: (all) =>
    running(all)
      .filter(({ served, object, containers }) => served && object.kind === 'Deployment' && !containers.some(serverOf))
      .flatMap((workload) => {
        const [container] = workload.containers as [Fields];
        const strategy = fields(fields(workload.object.spec).strategy);
        const claims = list(workload.pod.volumes).some((volume) => fields(volume).persistentVolumeClaim !== undefined);
        const edits: FieldEdit[] = [
          ...(strategy.type === undefined && !claims
            ? [
                {
                  id: workload.id,
                  path: ['spec', 'strategy'],
                  value: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
                },
              ]
            : []),
          ...(fields(container.lifecycle).preStop === undefined
            ? [edit(workload, container, ['lifecycle', 'preStop'], { sleep: { seconds: PRE_STOP } })]
            : []),
          ...(workload.pod.terminationGracePeriodSeconds === undefined
            ? [{ id: workload.id, path: [...workload.podPath, 'terminationGracePeriodSeconds'], value: GRACE }]
            : []),
        ];
        return edits.length > 0 ? lack(workload, edits) : [];
      }),
};

export const spread: Question = {
  name: 'spread',
  asks: 'Does a node that goes leave pods on others?',
  advice: 'Give topologySpreadConstraints.',
  lacks: (all) =>
    running(all)
      .filter(
        ({ replicas, pod, object }) =>
          replicas > 1 && object.kind !== 'DaemonSet' && !pod.topologySpreadConstraints && !pod.affinity,
      )
      .flatMap((workload) =>
        lack(workload, [
          {
            id: workload.id,
            path: [...workload.podPath, 'topologySpreadConstraints'],
            value: [
              {
                topologyKey: 'kubernetes.io/hostname',
                maxSkew: 1,
                whenUnsatisfiable: 'ScheduleAnyway',
                labelSelector: { matchLabels: selectorOf(workload) },
              },
            ],
          },
        ]),
      ),
};

/** The selector of a workload, written as its own code has it. */
export function selectorOf({ object, labels }: Serving): SameAs {
  const own = fields(fields(object.spec).selector).matchLabels ?? labels;
  return new SameAs(['spec', 'selector', 'matchLabels'], own as Json);
}

const edit = (workload: Serving, container: Fields, path: readonly string[], value: Json): FieldEdit => ({
  id: workload.id,
  path: inContainer(workload, container, ...path),
  value,
});

const lack = (workload: Serving, edits: readonly FieldEdit[]): Lack[] => [{ object: nameOf(workload), edits }];
