/** Values that every helm is asked about. */
export interface Case {
  /** As the table of docs/helm.md calls it. */
  readonly title: string;
  readonly values: readonly object[];
}

const NULLS = ['replicas', 'resources', 'nodeSelector', 'image'].map((key) => ({ [key]: null }));
const LISTS = {
  extraEnv: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'keys', key: 'token' } } }],
  envFrom: [{ configMapRef: { name: 'more' } }],
  extraVolumes: [{ name: 'data', emptyDir: {} }],
  extraVolumeMounts: [{ name: 'data', mountPath: '/data' }],
};
const MAPS = {
  serviceAccount: { name: 'own', annotations: { role: 'arn' } },
  service: { annotations: { internal: 'true' }, labels: { exposed: 'yes' } },
  commonLabels: { team: 'a' },
  securityContext: { readOnlyRootFilesystem: false },
};
const toNull = (values: object): object => Object.fromEntries(Object.keys(values).map((key) => [key, null]));

export const CASES: readonly Case[] = [
  {
    title: 'none; `replicas: 3`; autoscaling and a gateway on',
    values: [
      {},
      { replicas: 3 },
      {
        autoscaling: { enabled: true },
        exposure: { type: 'gateway', gateway: { name: 'shared', hostnames: ['a.example.com'] } },
      },
    ],
  },
  {
    title: '`fullnameOverride`, `nameOverride`, `image.tag: ""`',
    values: [{ fullnameOverride: 'other' }, { nameOverride: 'other' }, { image: { tag: '' } }],
  },
  {
    title: '`replicas`, `resources`, `nodeSelector`, `image`, `exposure.ingress`: null',
    values: [...NULLS, { exposure: { type: 'ingress', ingress: null } }],
  },
  { title: '`resources.limits.memory: null`', values: [{ resources: { limits: { memory: null } } }] },
  { title: '`nodeSelector.zone: null`', values: [{ nodeSelector: { zone: null } }] },
  {
    title: '`global` with registry and Secrets, with keys of others, null',
    values: [
      { global: { imageRegistry: 'registry.example.com/a', imagePullSecrets: ['pull'] } },
      { global: { storageClass: 'of others' } },
      { global: null },
    ],
  },
  { title: '`extraEnv`, `envFrom`, `extraVolumes`, `extraVolumeMounts`', values: [LISTS] },
  { title: '`serviceAccount`, `service`, `commonLabels`, `securityContext`', values: [MAPS] },
  { title: 'all of those null', values: [toNull(LISTS), toNull(MAPS)] },
  { title: '`podSecurityContext.fsGroup: null`', values: [{ podSecurityContext: { fsGroup: null } }] },
  {
    title: '`exposure.loadBalancer.annotations`, an old name',
    values: [{ exposure: { type: 'loadBalancer', loadBalancer: { annotations: { internal: 'true' } } } }],
  },
  {
    title: 'misspelt, out of bounds, of another type; a rule between values',
    values: [
      { replcas: 2 },
      { replicas: -1 },
      { replicas: 'two' },
      { autoscaling: { enabled: true, minReplicas: 9, maxReplicas: 3 } },
    ],
  },
];
