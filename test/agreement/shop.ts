/* eslint-disable @typescript-eslint/no-explicit-any */

/** Any object: cases change them at will. */
export type Loose = any;

/** An image that is on the nodes of the test cluster, and runs for ever. */
const PAUSE = 'localhost/pause:1';

const container = (name: string): Loose => ({
  name,
  image: PAUSE,
  ports: [{ name: 'http', containerPort: 8080 }],
  env: [
    { name: 'LOG_LEVEL', value: 'info' },
    { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  ],
  resources: { requests: { cpu: '5m', memory: '16Mi' }, limits: { memory: '32Mi' } },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: 1000,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  },
  volumeMounts: [
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'config', mountPath: '/etc/shop', readOnly: true },
  ],
});

const pod = (app: string): Loose => ({
  metadata: { labels: { app }, annotations: { 'example.com/team': 'shop' } },
  spec: {
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: 1,
    containers: [container('web')],
    volumes: [
      { name: 'tmp', emptyDir: {} },
      { name: 'config', configMap: { name: 'settings', optional: true } },
    ],
  },
});

const workload = (kind: string, app: string, spec: Loose): Loose => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: app, labels: { app } },
  spec: { ...spec, selector: { matchLabels: { app } }, template: pod(app) },
});

const named = (apiVersion: string, kind: string, name: string, rest: Loose): Loose => ({
  apiVersion,
  kind,
  metadata: { name },
  ...rest,
});

/** Objects as people write them, by kind; names of what is in no namespace begin with `prefix`. */
export function shop(prefix: string): Readonly<Record<string, Loose>> {
  const rbac = 'rbac.authorization.k8s.io';
  const singular = `w${prefix.replaceAll('-', '')}`;
  return {
    Deployment: workload('Deployment', 'web', { replicas: 2 }),
    StatefulSet: workload('StatefulSet', 'db', {
      replicas: 2,
      serviceName: 'db',
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: 'standard',
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ],
    }),
    DaemonSet: workload('DaemonSet', 'agent', {}),
    ReplicaSet: workload('ReplicaSet', 'bare', { replicas: 1 }),
    Job: named('batch/v1', 'Job', 'migrate', {
      spec: {
        backoffLimit: 2,
        template: { ...pod('migrate'), spec: { ...pod('migrate').spec, restartPolicy: 'Never' } },
      },
    }),
    CronJob: named('batch/v1', 'CronJob', 'nightly', {
      spec: {
        schedule: '15 3 * * *',
        jobTemplate: {
          spec: { template: { ...pod('nightly'), spec: { ...pod('nightly').spec, restartPolicy: 'OnFailure' } } },
        },
      },
    }),
    Pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'once', labels: { app: 'once' } }, spec: pod('once').spec },
    Service: named('v1', 'Service', 'web', {
      spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    }),
    Headless: named('v1', 'Service', 'db', {
      spec: { clusterIP: 'None', selector: { app: 'db' }, ports: [{ name: 'sql', port: 5432 }] },
    }),
    Ingress: named('networking.k8s.io/v1', 'Ingress', 'web', {
      metadata: { name: 'web', annotations: { 'nginx.ingress.kubernetes.io/whitelist-source-range': '10.0.0.0/8' } },
      spec: {
        ingressClassName: 'nginx',
        tls: [{ hosts: ['shop.example.com', 'www.example.com'], secretName: 'tls' }],
        rules: ['shop.example.com', 'www.example.com'].map((host) => ({
          host,
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { name: 'http' } } } }],
          },
        })),
      },
    }),
    NetworkPolicy: named('networking.k8s.io/v1', 'NetworkPolicy', 'web', {
      spec: {
        podSelector: { matchLabels: { app: 'web' } },
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: { matchLabels: { app: 'proxy' } } }], ports: [{ port: 8080 }] }],
      },
    }),
    PersistentVolumeClaim: named('v1', 'PersistentVolumeClaim', 'uploads', {
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'standard',
        resources: { requests: { storage: '1Gi' } },
      },
    }),
    PersistentVolume: named('v1', 'PersistentVolume', `${prefix}-disk`, {
      spec: {
        capacity: { storage: '5Gi' },
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'manual',
        persistentVolumeReclaimPolicy: 'Retain',
        nfs: { server: '10.0.0.9', path: '/exports/a' },
      },
    }),
    CustomResourceDefinition: named(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      `${singular}s.shop.example.com`,
      {
        spec: {
          group: 'shop.example.com',
          scope: 'Namespaced',
          names: { kind: `W${singular.slice(1)}`, plural: `${singular}s`, singular },
          versions: ['v1', 'v1beta1'].map((name) => ({
            name,
            served: true,
            storage: name === 'v1',
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: { spec: { type: 'object', properties: { size: { type: 'integer', minimum: 1 } } } },
              },
            },
          })),
        },
      },
    ),
    Secret: named('v1', 'Secret', 'login', { stringData: { user: 'shop', password: 'geheim' } }),
    ConfigMap: named('v1', 'ConfigMap', 'settings', { data: { 'app.ini': '[a]\nb = 1\n', mode: 'fast' } }),
    HorizontalPodAutoscaler: named('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'nobody' },
        minReplicas: 2,
        maxReplicas: 6,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
        ],
      },
    }),
    PodDisruptionBudget: named('policy/v1', 'PodDisruptionBudget', 'web', {
      spec: { minAvailable: 2, selector: { matchLabels: { app: 'web' } } },
    }),
    ServiceAccount: named('v1', 'ServiceAccount', 'shop', { automountServiceAccountToken: false }),
    Role: named(`${rbac}/v1`, 'Role', 'reader', {
      rules: [{ apiGroups: [''], resources: ['pods', 'services'], verbs: ['get', 'list'] }],
    }),
    RoleBinding: named(`${rbac}/v1`, 'RoleBinding', 'reader', {
      roleRef: { apiGroup: rbac, kind: 'Role', name: 'reader' },
      subjects: [{ kind: 'ServiceAccount', name: 'shop', namespace: 'default' }],
    }),
    ClusterRole: named(`${rbac}/v1`, 'ClusterRole', `${prefix}-viewer`, {
      rules: [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get'] }],
    }),
    ClusterRoleBinding: named(`${rbac}/v1`, 'ClusterRoleBinding', `${prefix}-viewer`, {
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: `${prefix}-viewer` },
      subjects: [{ kind: 'Group', name: 'ops' }],
    }),
    StorageClass: named('storage.k8s.io/v1', 'StorageClass', `${prefix}-fast`, {
      provisioner: 'disk.example.com',
      parameters: { type: 'ssd' },
    }),
    RuntimeClass: named('node.k8s.io/v1', 'RuntimeClass', `${prefix}-sandbox`, { handler: 'runsc' }),
    PriorityClass: named('scheduling.k8s.io/v1', 'PriorityClass', `${prefix}-high`, {
      value: 1000,
      description: 'shop',
    }),
    IngressClass: named('networking.k8s.io/v1', 'IngressClass', `${prefix}-edge`, {
      spec: { controller: 'edge.example.com/proxy' },
    }),
    ResourceQuota: named('v1', 'ResourceQuota', 'most', { spec: { hard: { pods: '50', 'requests.memory': '4Gi' } } }),
    LimitRange: named('v1', 'LimitRange', 'bounds', {
      spec: { limits: [{ type: 'Container', default: { memory: '64Mi' }, defaultRequest: { memory: '16Mi' } }] },
    }),
  };
}
