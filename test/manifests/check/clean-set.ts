import type { KubeObject, Manifest } from '../../../lib/manifests/manifest';

/** Objects as JSON that a test may break anywhere. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Objects = Record<string, any>;

const labels = (component: string) => ({
  'app.kubernetes.io/name': 'polls',
  'app.kubernetes.io/instance': 'blue',
  'app.kubernetes.io/component': component,
});

const meta = (name: string, component: string, namespace = 'polls') => ({ name, namespace, labels: labels(component) });

const CLAIM = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };

/**
 * A set as a team would run it: an autoscaled web server behind Ingress and Gateway API with its configuration,
 * generated Secret, database, migration Job, policies and monitoring. Nothing in it is wrong.
 */
export function cleanSet(): Objects {
  return {
    namespace: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'polls' } },
    config: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: meta('blue-web', 'web'),
      data: { 'settings.py': 'DEBUG = False\n', LEVEL: 'info' },
    },
    secret: { apiVersion: 'v1', kind: 'Secret', metadata: meta('blue-key', 'web'), stringData: { key: 'x' } },
    account: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('blue-web', 'web') },
    web: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: meta('blue-web', 'web'),
      spec: {
        selector: { matchLabels: labels('web') },
        template: {
          metadata: {
            labels: { ...labels('web'), 'app.kubernetes.io/version': '1.0.0' },
            annotations: { checksum: 'a1' },
          },
          spec: {
            serviceAccountName: 'blue-web',
            imagePullSecrets: [{ name: 'registry' }],
            topologySpreadConstraints: [
              {
                maxSkew: 1,
                topologyKey: 'zone',
                whenUnsatisfiable: 'ScheduleAnyway',
                labelSelector: { matchLabels: labels('web') },
              },
            ],
            initContainers: [{ name: 'wait', image: 'web:1', env: [{ name: 'HOST', value: 'blue-db' }] }],
            containers: [
              {
                name: 'web',
                image: 'web:1',
                ports: [
                  { name: 'http', containerPort: 8000 },
                  { name: 'admin', containerPort: 9000 },
                ],
                env: [
                  { name: 'LEVEL', valueFrom: { configMapKeyRef: { name: 'blue-web', key: 'LEVEL' } } },
                  { name: 'KEY', valueFrom: { secretKeyRef: { name: 'blue-key', key: 'key' } } },
                  { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'blue-db', key: 'password' } } },
                ],
                envFrom: [{ secretRef: { name: 'extra', optional: true } }],
                resources: { requests: { cpu: '50m', memory: '64Mi' } },
                readinessProbe: { httpGet: { path: '/ready', port: 'admin' } },
                livenessProbe: { tcpSocket: { port: 9000 } },
                volumeMounts: [
                  { name: 'tmp', mountPath: '/tmp' },
                  { name: 'config', mountPath: '/etc/web' },
                  { name: 'media', mountPath: '/media' },
                ],
              },
            ],
            volumes: [
              { name: 'tmp', emptyDir: {} },
              { name: 'config', configMap: { name: 'blue-web', items: [{ key: 'settings.py', path: 'settings.py' }] } },
              { name: 'media', persistentVolumeClaim: { claimName: 'blue-media' } },
            ],
          },
        },
      },
    },
    claim: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: meta('blue-media', 'web'), spec: CLAIM },
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta('blue-web', 'web'),
      spec: {
        type: 'NodePort',
        selector: labels('web'),
        ports: [
          { name: 'http', port: 80, targetPort: 'http', nodePort: 30080 },
          { name: 'admin', port: 9000 },
        ],
      },
    },
    autoscaler: {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: meta('blue-web', 'web'),
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'blue-web' },
        minReplicas: 2,
        maxReplicas: 7,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
        ],
      },
    },
    budget: {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: meta('blue-web', 'web'),
      spec: { minAvailable: 1, selector: { matchLabels: labels('web') } },
    },
    database: {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: meta('blue-db', 'db'),
      spec: {
        serviceName: 'blue-db',
        replicas: 1,
        selector: { matchLabels: labels('db') },
        template: {
          metadata: { labels: labels('db') },
          spec: {
            containers: [
              {
                name: 'postgres',
                image: 'postgres:15',
                ports: [{ name: 'postgres', containerPort: 5432 }],
                volumeMounts: [{ name: 'data', mountPath: '/var/lib/postgresql' }],
              },
            ],
          },
        },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: CLAIM }],
      },
    },
    databaseService: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta('blue-db', 'db'),
      spec: { clusterIP: 'None', selector: labels('db'), ports: [{ port: 5432 }] },
    },
    credentials: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: meta('blue-credentials', 'credentials'),
      spec: {
        template: {
          metadata: { labels: labels('credentials') },
          spec: {
            restartPolicy: 'Never',
            serviceAccountName: 'blue-credentials',
            containers: [{ name: 'make', image: 'web:1' }],
          },
        },
      },
    },
    credentialsAccount: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('blue-credentials', 'credentials') },
    role: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: meta('blue-credentials', 'credentials'),
      rules: [
        { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
        { apiGroups: [''], resources: ['secrets'], verbs: ['get'], resourceNames: ['blue-db'] },
      ],
    },
    binding: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: meta('blue-credentials', 'credentials'),
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'blue-credentials' },
      subjects: [{ kind: 'ServiceAccount', name: 'blue-credentials' }],
    },
    backup: {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: meta('blue-backup', 'backup'),
      spec: {
        schedule: '0 3 * * *',
        jobTemplate: {
          spec: {
            template: {
              metadata: { labels: labels('backup') },
              spec: { restartPolicy: 'Never', containers: [{ name: 'dump', image: 'postgres:15', env: [] }] },
            },
          },
        },
      },
    },
    policy: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: meta('blue-web', 'web'),
      spec: {
        podSelector: { matchLabels: labels('web') },
        ingress: [
          { from: [{ podSelector: { matchLabels: { elsewhere: 'yes' } } }], ports: [{ port: 'http' }, { port: 8080 }] },
        ],
      },
    },
    denyAll: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: meta('blue-deny', 'web'),
      spec: { podSelector: {}, policyTypes: ['Ingress'] },
    },
    ingress: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: meta('blue-web', 'web'),
      spec: {
        rules: [
          {
            host: 'polls.example.com',
            http: {
              paths: [
                { path: '/', pathType: 'Prefix', backend: { service: { name: 'blue-web', port: { name: 'http' } } } },
              ],
            },
          },
        ],
      },
    },
    route: {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: meta('blue-web', 'web'),
      spec: {
        rules: [
          {
            backendRefs: [
              { name: 'blue-web', port: 80 },
              { name: 'theirs', namespace: 'theirs', port: 80 },
            ],
          },
        ],
      },
    },
    monitor: {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: meta('blue-web', 'web'),
      spec: { selector: { matchLabels: labels('web') }, endpoints: [{ port: 'admin' }] },
    },
    podMonitor: {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: meta('blue-web', 'web'),
      spec: { selector: { matchLabels: labels('web') }, podMetricsEndpoints: [{ port: 'admin' }] },
    },
  };
}

/** What the clean set takes from outside. */
export const KNOWN = ['Secret polls/registry'];

/** The objects as manifests, each made by the construct `app/<key>`. */
export function manifestsOf(objects: Objects): Manifest[] {
  return Object.entries(objects).map(([key, object]) => ({ path: `app/${key}`, object: object as KubeObject }));
}
