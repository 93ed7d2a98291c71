import { checksum, defineChart, type Release } from 'chartwright';
import { z } from 'zod';
import { base, configMap, freeList, freeMap, label, object, port, selector, service, some, texts } from './author';

const image = (repository: string, tag: string) =>
  z
    .object({
      repository: z.string().min(1).default(repository),
      tag: z.string().min(1).default(tag),
      pullPolicy: z.enum(['Always', 'IfNotPresent']).default('IfNotPresent'),
    })
    .prefault({});
const ingress = z
  .object({
    enabled: z.boolean().default(false),
    className: z.string().default(''),
    annotations: texts.default({}),
    hosts: z.array(z.object({ host: z.string().min(1), path: z.string().min(1).default('/') })).default([]),
    tls: z.boolean().default(false),
  })
  .prefault({});
const persistence = z
  .object({
    enabled: z.boolean().default(false),
    size: z
      .string()
      .regex(/^\d{1,4}[GMT]i$/)
      .default('10Gi'),
    storageClass: z.string().default(''),
    existingClaim: z.string().default(''),
  })
  .prefault({});
const placement = { nodeSelector: texts.default({}), tolerations: freeList.default([]), affinity: freeMap.default({}) };

function ingressOf(
  chart: Parameters<typeof service>[0],
  release: Release,
  values: z.output<typeof ingress>,
  portName: string,
): void {
  if (!values.enabled) return;
  object(chart, 'networking.k8s.io/v1', 'Ingress', release.name, {
    metadata: { name: release.name, ...some('annotations', values.annotations) },
    spec: {
      ...some('ingressClassName', values.className),
      ...(values.tls && { tls: [{ secretName: `${release.name}-tls`, hosts: values.hosts.map(({ host }) => host) }] }),
      rules: values.hosts.map(({ host, path }) => ({
        host,
        http: {
          paths: [{ path, pathType: 'Prefix', backend: { service: { name: release.name, port: { name: portName } } } }],
        },
      })),
    },
  });
}

/** A small web app: replicas, probes, autoscaler, monitor, ingress. */
export const demo = defineChart({
  ...base,
  name: 'demo-app',
  appVersion: '6.9.1',
  values: z.object({
    replicaCount: z.int().min(1).max(50).default(1),
    logLevel: z.enum(['debug', 'info', 'error']).default('info'),
    image: image('ghcr.io/acme/demo', '6.9.1'),
    ui: z
      .object({ color: z.string().default('#34577c'), message: z.string().default(''), logo: z.string().default('') })
      .prefault({}),
    backends: z.array(z.string().min(1)).default([]),
    service: z
      .object({
        enabled: z.boolean().default(true),
        type: z.enum(['ClusterIP', 'NodePort']).default('ClusterIP'),
        externalPort: port.default(9898),
        annotations: texts.default({}),
      })
      .prefault({}),
    hpa: z
      .object({
        enabled: z.boolean().default(false),
        maxReplicas: z.int().min(1).max(100).default(10),
        cpu: z.int().min(1).max(100).optional(),
      })
      .prefault({}),
    ingress,
    resources: freeMap.default({ requests: { cpu: '1m' } }),
    ...placement,
  }),
  build(chart, values, release) {
    const labels = selector(release, 'demo');
    object(chart, 'apps/v1', 'Deployment', release.name, {
      spec: {
        ...(!values.hpa.enabled && { replicas: values.replicaCount }),
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'demo',
                image: `${values.image.repository}:${values.image.tag}`,
                imagePullPolicy: values.image.pullPolicy,
                command: [
                  './demo',
                  '--port=9898',
                  `--level=${values.logLevel}`,
                  ...values.backends.map((url) => `--backend-url=${url}`),
                ],
                env: [
                  { name: 'UI_COLOR', value: values.ui.color },
                  ...(values.ui.message ? [{ name: 'UI_MESSAGE', value: values.ui.message }] : []),
                  ...(values.ui.logo ? [{ name: 'UI_LOGO', value: values.ui.logo }] : []),
                ],
                ports: [{ name: 'http', containerPort: 9898 }],
                livenessProbe: { httpGet: { path: '/healthz', port: 'http' } },
                resources: values.resources,
              },
            ],
            ...some('nodeSelector', values.nodeSelector),
            ...some('tolerations', values.tolerations),
            ...some('affinity', values.affinity),
          },
        },
      },
    });
    if (values.service.enabled)
      service(
        chart,
        release,
        { type: values.service.type, ports: [{ name: 'http', port: values.service.externalPort, targetPort: 'http' }] },
        some('annotations', values.service.annotations),
      );
    if (values.hpa.enabled)
      object(chart, 'autoscaling/v2', 'HorizontalPodAutoscaler', release.name, {
        spec: {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: release.name },
          minReplicas: values.replicaCount,
          maxReplicas: values.hpa.maxReplicas,
          ...(values.hpa.cpu !== undefined && {
            metrics: [
              {
                type: 'Resource',
                resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: values.hpa.cpu } },
              },
            ],
          }),
        },
      });
    ingressOf(chart, release, values.ingress, 'http');
  },
});

/** A Git server: config of sections, an admin's secret, a disk, a database or the one that comes along. */
export const forge = defineChart({
  ...base,
  name: 'forge',
  values: z.object({
    image: image('forge/forge', '1.22'),
    admin: z
      .object({
        username: z.string().min(1).default('admin'),
        password: z.string().default(''),
        existingSecret: z.string().default(''),
        email: z.string().default('a@example.com'),
      })
      .prefault({}),
    config: z
      .record(
        z.string().regex(/^[a-z.]{1,15}$/),
        z.record(z.string().regex(/^[A-Z_]{1,20}$/), z.union([z.string(), z.number(), z.boolean()])),
      )
      .default({ server: { HTTP_PORT: 3000 } }),
    persistence,
    ssh: z.object({ enabled: z.boolean().default(true), port: port.default(22) }).prefault({}),
    postgresql: z.object({ enabled: z.boolean().default(true), host: z.string().default('') }).prefault({}),
  }),
  build(chart, { image, admin, config, persistence, ssh, postgresql }, release) {
    const database = postgresql.enabled ? `${release.name}-postgresql:5432` : postgresql.host;
    const text = Object.entries(config)
      .map(
        ([section, entries]) =>
          `[${section}]\n${Object.entries(entries)
            .map(([key, value]) => `${key} = ${value}\n`)
            .join('')}`,
      )
      .join('\n');
    configMap(chart, release.name, { 'app.ini': text, database });
    if (!admin.existingSecret)
      object(chart, 'v1', 'Secret', `${release.name}-admin`, {
        stringData: { username: admin.username, password: admin.password },
      });
    if (persistence.enabled && !persistence.existingClaim)
      object(chart, 'v1', 'PersistentVolumeClaim', `${release.name}-data`, {
        spec: {
          accessModes: ['ReadWriteOnce'],
          ...(persistence.storageClass && { storageClassName: persistence.storageClass }),
          resources: { requests: { storage: persistence.size } },
        },
      });
    object(chart, 'apps/v1', 'StatefulSet', release.name, {
      spec: {
        selector: { matchLabels: selector(release) },
        template: {
          metadata: { labels: selector(release), annotations: { 'checksum/config': checksum(text) } },
          spec: {
            containers: [
              {
                name: 'forge',
                image: `${image.repository}:${image.tag}`,
                ports: [
                  { name: 'http', containerPort: 3000 },
                  ...(ssh.enabled ? [{ name: 'ssh', containerPort: 2222 }] : []),
                ],
                env: [
                  { name: 'ADMIN_EMAIL', value: admin.email },
                  {
                    name: 'ADMIN_PASSWORD',
                    valueFrom: {
                      secretKeyRef: { name: admin.existingSecret || `${release.name}-admin`, key: 'password' },
                    },
                  },
                ],
                volumeMounts: [{ name: 'data', mountPath: '/data' }],
              },
            ],
            volumes: [
              {
                name: 'data',
                ...(persistence.enabled
                  ? { persistentVolumeClaim: { claimName: persistence.existingClaim || `${release.name}-data` } }
                  : { emptyDir: {} }),
              },
            ],
          },
        },
      },
    });
    service(chart, release, {
      ports: [
        { name: 'http', port: 3000 },
        ...(ssh.enabled ? [{ name: 'ssh', port: ssh.port, targetPort: 'ssh' }] : []),
      ],
    });
  },
});

/** Dashboards: provider files, sources, plugins, an admin. */
export const boards = defineChart({
  ...base,
  name: 'boards',
  values: z.object({
    image: image('boards/boards', '11.0'),
    replicas: z.int().min(1).max(9).default(1),
    adminUser: z.string().min(1).default('admin'),
    plugins: z.array(z.string().min(1)).default([]),
    env: texts.default({}),
    datasources: z
      .array(z.object({ name: z.string().min(1), url: z.string().min(1), isDefault: z.boolean().default(false) }))
      .default([]),
    dashboards: texts.default({}),
    ingress,
    persistence,
  }),
  build(chart, { image, replicas, adminUser, plugins, env, datasources, dashboards, ingress, persistence }, release) {
    configMap(chart, release.name, {
      ...(plugins.length > 0 && { plugins: plugins.join(',') }),
      'datasources.json': JSON.stringify({ apiVersion: 1, datasources }),
    });
    if (Object.keys(dashboards).length > 0) configMap(chart, `${release.name}-dashboards`, dashboards);
    object(chart, 'v1', 'Secret', release.name, { stringData: { 'admin-user': adminUser } });
    object(chart, 'apps/v1', 'Deployment', release.name, {
      spec: {
        replicas,
        strategy: { type: persistence.enabled ? 'Recreate' : 'RollingUpdate' },
        selector: { matchLabels: selector(release) },
        template: {
          metadata: { labels: selector(release) },
          spec: {
            containers: [
              {
                name: 'boards',
                image: `${image.repository}:${image.tag}`,
                env: Object.entries(env).map(([name, value]) => ({ name, value })),
              },
            ],
          },
        },
      },
    });
    service(chart, release, { ports: [{ name: 'service', port: 80, targetPort: 3000 }] });
    ingressOf(chart, release, ingress, 'service');
  },
});

/** A controller with a webhook: arguments, roles, leader election, resources. */
export const controller = defineChart({
  ...base,
  name: 'controller',
  values: z.object({
    image: image('controller/controller', '1.15'),
    replicaCount: z.int().min(1).max(9).default(1),
    crds: z.object({ enabled: z.boolean().default(true), keep: z.boolean().default(true) }).prefault({}),
    featureGates: z.record(z.string().regex(/^[A-Z][A-Za-z]{1,15}$/), z.boolean()).default({}),
    extraArgs: z.array(z.string().min(1)).default([]),
    leaderElection: z
      .object({ namespace: z.string().min(1).default('kube-system'), leaseDuration: z.string().optional() })
      .prefault({}),
    watchNamespaces: z.array(label).default([]),
    podDisruptionBudget: z
      .object({ enabled: z.boolean().default(false), minAvailable: z.int().min(0).max(9).optional() })
      .prefault({}),
    logLevel: z.int().min(0).max(6).default(2),
  }),
  build(chart, values, release) {
    const gates = Object.entries(values.featureGates).map(([gate, on]) => `${gate}=${on}`);
    const args = [
      `--v=${values.logLevel}`,
      `--leader-election-namespace=${values.leaderElection.namespace}`,
      ...(values.leaderElection.leaseDuration
        ? [`--leader-election-lease-duration=${values.leaderElection.leaseDuration}`]
        : []),
      ...(gates.length > 0 ? [`--feature-gates=${gates.join(',')}`] : []),
      ...(values.watchNamespaces.length > 0 ? [`--namespace=${values.watchNamespaces.join(',')}`] : []),
      ...values.extraArgs,
    ];
    if (values.crds.enabled)
      object(chart, 'apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'things.example.org', {
        metadata: {
          name: 'things.example.org',
          ...(values.crds.keep && { annotations: { 'helm.sh/resource-policy': 'keep' } }),
        },
        spec: {
          group: 'example.org',
          scope: 'Namespaced',
          names: { kind: 'Thing', plural: 'things' },
          versions: [{ name: 'v1', served: true, storage: true }],
        },
      });
    object(chart, 'apps/v1', 'Deployment', release.name, {
      spec: {
        replicas: values.replicaCount,
        selector: { matchLabels: selector(release) },
        template: {
          metadata: { labels: selector(release) },
          spec: { containers: [{ name: 'controller', image: `${values.image.repository}:${values.image.tag}`, args }] },
        },
      },
    });
    if (values.podDisruptionBudget.enabled)
      object(chart, 'policy/v1', 'PodDisruptionBudget', release.name, {
        spec: {
          selector: { matchLabels: selector(release) },
          minAvailable: values.podDisruptionBudget.minAvailable ?? 1,
        },
      });
    for (const namespace of new Set(values.watchNamespaces))
      object(chart, 'rbac.authorization.k8s.io/v1', 'Role', `${release.name}-${namespace}`, {
        metadata: { name: release.name, namespace },
        rules: [{ apiGroups: ['example.org'], resources: ['things'], verbs: ['*'] }],
      });
  },
});

/** Whatever app: controllers, services and disks named by maps, as the common library has them. */
export const template = defineChart({
  ...base,
  name: 'app-template',
  values: z.object({
    controllers: z
      .record(
        label,
        z.object({
          type: z.enum(['deployment', 'statefulset', 'daemonset', 'cronjob']).default('deployment'),
          replicas: z.int().min(0).max(20).default(1),
          schedule: z.string().default('@daily'),
          containers: z.record(
            label,
            z.object({
              image: z.string().min(1),
              env: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
              args: z.array(z.string()).default([]),
            }),
          ),
        }),
      )
      .default({
        main: {
          type: 'deployment',
          replicas: 1,
          schedule: '@daily',
          containers: { app: { image: 'a:1', env: {}, args: [] } },
        },
      }),
    services: z.record(label, z.object({ controller: label, ports: z.record(label, port) })).default({}),
  }),
  build(chart, { controllers, services }, release) {
    for (const [id, { type, replicas, schedule, containers }] of Object.entries(controllers)) {
      const labels = { ...selector(release), 'app.kubernetes.io/controller': id };
      const name = id === 'main' ? release.name : `${release.name}-${id}`;
      const spec = {
        containers: Object.entries(containers).map(([name, { image, env, args }]) => ({
          name,
          image,
          ...some('args', args),
          ...some(
            'env',
            Object.entries(env).map(([name, value]) => ({ name, value: String(value) })),
          ),
        })),
      };
      const template = { metadata: { labels }, spec };
      if (type === 'cronjob')
        object(chart, 'batch/v1', 'CronJob', name, { spec: { schedule, jobTemplate: { spec: { template } } } });
      else {
        const kind = { deployment: 'Deployment', statefulset: 'StatefulSet', daemonset: 'DaemonSet' }[type];
        object(chart, 'apps/v1', kind, name, {
          spec: { ...(type !== 'daemonset' && { replicas }), selector: { matchLabels: labels }, template },
        });
      }
    }
    for (const [id, { controller, ports }] of Object.entries(services))
      object(chart, 'v1', 'Service', `${release.name}-${id}`, {
        spec: {
          selector: { ...selector(release), 'app.kubernetes.io/controller': controller },
          ports: Object.entries(ports).map(([name, port]) => ({ name, port, targetPort: name })),
        },
      });
  },
});
