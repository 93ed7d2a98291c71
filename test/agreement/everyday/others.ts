import type { Case } from '../case';
import type { Loose } from '../shop';
import { altered, change, changes, NARROWS, NONE, web, WIDENS } from './change';

const APPLIED = { vias: ['apply', 'server-side'] } as const;
const RBAC = 'rbac.authorization.k8s.io';
const version = (o: Loose, i = 0): Loose => o.spec.versions[i];
const schema = (o: Loose, i = 0): Loose => version(o, i).schema.openAPIV3Schema.properties.spec;
const custom = (CustomResourceDefinition: Loose, spec: Loose, rest: Loose = {}): Loose => ({
  apiVersion: 'shop.example.com/v1',
  kind: CustomResourceDefinition.spec.names.kind,
  metadata: { name: 'one' },
  spec,
  ...rest,
});
const ofCustom = (name: string, before: Loose, after: Loose, rest: Loose = {}): Case =>
  changes(
    name,
    ({ CustomResourceDefinition: crd }) => [
      [crd, custom(crd, before)],
      [crd, custom(crd, after, rest)],
    ],
    { of: 'CustomResourceDefinition', ...APPLIED },
  );

/** What people change in configuration, storage, rights and kinds of their own. */
export const OTHER_CHANGES: readonly Case[] = [
  change('locked with a new value', 'ConfigMap', (o) => ((o.immutable = true), (o.data.mode = 'slow'))),
  change('a lock removed', 'ConfigMap', (o) => delete o.immutable, { from: (o) => (o.immutable = true) }),
  change('a key renamed', 'ConfigMap', (o) => ((o.data.modus = o.data.mode), delete o.data.mode), NONE),
  change('a newline more', 'ConfigMap', (o) => (o.data.mode += '\n'), NONE),
  change('no data', 'ConfigMap', (o) => delete o.data, NONE),
  change('data: {}', 'ConfigMap', (o) => (o.data = {}), NONE),
  change('data: null', 'ConfigMap', (o) => (o.data = null), { vias: ['apply', 'server-side'] }),
  change('bytes', 'ConfigMap', (o) => (o.binaryData = { logo: 'AAEC' }), NONE),
  change('bytes that are none', 'ConfigMap', (o) => (o.binaryData = { logo: 'no base64' })),
  change('value is null', 'ConfigMap', (o) => (o.data.mode = null), { vias: ['apply', 'server-side'] }),
  change('value is a list', 'ConfigMap', (o) => (o.data.mode = ['a'])),
  change(
    'keys in another order',
    'ConfigMap',
    (o) => (o.data = { mode: o.data.mode, 'app.ini': o.data['app.ini'] }),
    NONE,
  ),
  changes(
    'configuration with a hash in its name',
    ({ Deployment, ConfigMap }) => {
      const of = (hash: string, mode: string): Loose[] => [
        altered(ConfigMap, (o) => ((o.metadata.name = `settings-${hash}`), (o.data.mode = mode))),
        altered(Deployment, (o) => (o.spec.template.spec.volumes[1].configMap.name = `settings-${hash}`)),
      ];
      return [of('a1b2', 'fast'), of('c3d4', 'slow')];
    },
    { of: 'Deployment' },
  ),
  changes(
    'configuration that pods read as variables',
    ({ Deployment, ConfigMap }) => {
      const reading = altered(Deployment, (o) => (web(o).envFrom = [{ configMapRef: { name: 'settings' } }]));
      return [
        [ConfigMap, reading],
        [altered(ConfigMap, (o) => (o.data = { mode: 'slow' })), reading],
      ];
    },
    { of: 'ConfigMap' },
  ),
  change('a key of stringData removed', 'Secret', (o) => delete o.stringData.user, { vias: ['apply', 'server-side'] }),
  change('a key of data removed', 'Secret', (o) => delete o.data.user, {
    from: (o) => ((o.data = { user: 'YQ==', password: 'Yg==' }), delete o.stringData),
  }),
  change('stringData over data', 'Secret', (o) => (o.stringData = { user: 'b' }), {
    from: (o) => ((o.data = { user: 'YQ==' }), delete o.stringData),
  }),
  change(
    'certificate without a key',
    'Secret',
    (o) => ((o.type = 'kubernetes.io/tls'), (o.stringData = { 'tls.crt': 'x' })),
    {},
  ),
  change('value with a newline in base64', 'Secret', (o) => (o.data = { user: 'YQ==\n' }), {
    from: (o) => ((o.data = { user: 'YQ==' }), delete o.stringData),
  }),
  change('an immutable Secret', 'Secret', (o) => (o.stringData.user = 'x'), { from: (o) => (o.immutable = true) }),
  change('claim: modes', 'PersistentVolumeClaim', (o) => (o.spec.accessModes = ['ReadWriteMany'])),
  change('claim: no class', 'PersistentVolumeClaim', (o) => delete o.spec.storageClassName),
  change('claim: annotation', 'PersistentVolumeClaim', (o) => (o.metadata.annotations = { a: 'b' }), NONE),
  change(
    'claim: source of data',
    'PersistentVolumeClaim',
    (o) => (o.spec.dataSource = { kind: 'PersistentVolumeClaim', name: 'old' }),
  ),
  change(
    'claim: 1Gi as a number',
    'PersistentVolumeClaim',
    (o) => (o.spec.resources.requests.storage = 1073741824),
    NONE,
  ),
  change(
    'claim: mode of volumes written out',
    'PersistentVolumeClaim',
    (o) => (o.spec.volumeMode = 'Filesystem'),
    NONE,
  ),
  change('claim: an amount that is none', 'PersistentVolumeClaim', (o) => (o.spec.resources.requests.storage = '1 Gi')),
  change('claim: no amount', 'PersistentVolumeClaim', (o) => delete o.spec.resources),
  changes(
    'claim renamed',
    ({ PersistentVolumeClaim: claim }) => [[claim], [altered(claim, (o) => (o.metadata.name = 'files'))]],
    {
      of: 'PersistentVolumeClaim',
    },
  ),
  change('disk: for a claim', 'PersistentVolume', (o) => (o.spec.claimRef = { namespace: 'default', name: 'x' })),
  change('disk: goes with its claim', 'PersistentVolume', (o) => (o.spec.persistentVolumeReclaimPolicy = 'Delete')),
  change('disk: another server', 'PersistentVolume', (o) => (o.spec.nfs.server = '10.0.0.8')),
  change('disk: larger', 'PersistentVolume', (o) => (o.spec.capacity.storage = '10Gi')),
  change(
    'disk: nodes',
    'PersistentVolume',
    (o) =>
      (o.spec.nodeAffinity = {
        required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }] },
      }),
  ),
  change(
    'class: usual one no more',
    'StorageClass',
    (o) => (o.metadata.annotations = { 'storageclass.kubernetes.io/is-default-class': 'false' }),
    NONE,
  ),
  change('class: parameter that is a boolean', 'StorageClass', (o) => (o.parameters.encrypted = true)),
  change('class: parameters removed', 'StorageClass', (o) => delete o.parameters),
  change('priority: of all', 'PriorityClass', (o) => (o.globalDefault = false), NONE),
  change('priority: never in place of others', 'PriorityClass', (o) => (o.preemptionPolicy = 'Never')),
  change('quota: of requests', 'ResourceQuota', (o) => (o.spec.hard['requests.cpu'] = '2')),
  change('quota: cpu as 2000m', 'ResourceQuota', (o) => (o.spec.hard['requests.cpu'] = '2000m'), {
    from: (o) => (o.spec.hard['requests.cpu'] = 2),
    ...NONE,
  }),
  change('limits: of pods', 'LimitRange', (o) => o.spec.limits.push({ type: 'Pod', max: { memory: '1Gi' } })),
  change('limits: a default of pods', 'LimitRange', (o) =>
    o.spec.limits.push({ type: 'Pod', default: { memory: '1Gi' } }),
  ),
  change(
    'edge: usual one',
    'IngressClass',
    (o) => (o.metadata.annotations = { 'ingressclass.kubernetes.io/is-default-class': 'false' }),
    NONE,
  ),
  change(
    'edge: parameters',
    'IngressClass',
    (o) => (o.spec.parameters = { apiGroup: 'edge.example.com', kind: 'Config', name: 'x' }),
  ),

  change(
    'account: an annotation for a cloud',
    'ServiceAccount',
    (o) => (o.metadata.annotations = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/x' }),
  ),
  change('account: tokens as usual', 'ServiceAccount', (o) => delete o.automountServiceAccountToken, WIDENS),
  change('role: verbs in another order', 'Role', (o) => o.rules[0].verbs.reverse(), NONE),
  change('role: all groups', 'Role', (o) => (o.rules[0].apiGroups = ['*']), WIDENS),
  change('role: by name no more', 'Role', (o) => delete o.rules[0].resourceNames, {
    from: (o) => (o.rules[0].resourceNames = ['a']),
    ...WIDENS,
  }),
  change('role: other names', 'Role', (o) => (o.rules[0].resourceNames = ['a', 'b']), {
    from: (o) => (o.rules[0].resourceNames = ['a']),
    ...WIDENS,
  }),
  change('role: a rule less', 'Role', (o) => o.rules.pop(), {
    from: (o) => o.rules.push({ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }),
    ...NARROWS,
  }),
  change('role: a log', 'Role', (o) => o.rules[0].resources.push('pods/log'), WIDENS),
  change('role: rule without groups', 'Role', (o) => delete o.rules[0].apiGroups),
  change('role: no rules', 'Role', (o) => (o.rules = []), NARROWS),
  change('role: beta', 'Role', (o) => (o.apiVersion = `${RBAC}/v1beta1`), APPLIED),
  change('binding: group of the subject written out', 'RoleBinding', (o) => (o.subjects[0].apiGroup = ''), NONE),
  change('binding: no namespace of the account', 'RoleBinding', (o) => delete o.subjects[0].namespace),
  change('binding: a kind of role', 'RoleBinding', (o) => (o.roleRef.kind = 'ClusterRole')),
  change('binding: subjects in another order', 'RoleBinding', (o) => o.subjects.reverse(), {
    from: (o) => o.subjects.push({ kind: 'User', name: 'eve', apiGroup: RBAC }),
    ...NONE,
  }),
  change('binding: a subject less', 'RoleBinding', (o) => o.subjects.pop(), {
    from: (o) => o.subjects.push({ kind: 'User', name: 'eve', apiGroup: RBAC }),
    ...NARROWS,
  }),
  change('binding: no group of a user', 'RoleBinding', (o) => o.subjects.push({ kind: 'User', name: 'eve' }), WIDENS),
  change(
    'viewer: paths',
    'ClusterRole',
    (o) => o.rules.push({ nonResourceURLs: ['/metrics'], verbs: ['get'] }),
    WIDENS,
  ),
  change('viewer: paths and resources at once', 'ClusterRole', (o) => (o.rules[0].nonResourceURLs = ['/metrics'])),
  change(
    'viewer: together',
    'ClusterRole',
    (o) => (o.aggregationRule = { clusterRoleSelectors: [{ matchLabels: { 'ev.example.com/none': 'x' } }] }),
    { clusterAlone: true },
  ),
  change(
    'viewers: an account',
    'ClusterRoleBinding',
    (o) => o.subjects.push({ kind: 'ServiceAccount', name: 'shop', namespace: 'default' }),
    WIDENS,
  ),
  change('viewers: an account of nowhere', 'ClusterRoleBinding', (o) =>
    o.subjects.push({ kind: 'ServiceAccount', name: 'shop' }),
  ),

  change('kind: a field more', 'CustomResourceDefinition', (o) => (schema(o).properties.colour = { type: 'string' })),
  change(
    'kind: a column',
    'CustomResourceDefinition',
    (o) => (version(o).additionalPrinterColumns = [{ name: 'Size', type: 'integer', jsonPath: '.spec.size' }]),
  ),
  change('kind: a version is served no more', 'CustomResourceDefinition', (o) => (version(o, 1).served = false)),
  change('kind: a version removed', 'CustomResourceDefinition', (o) => o.spec.versions.pop()),
  change('kind: a version more', 'CustomResourceDefinition', (o) =>
    o.spec.versions.push({ ...structuredClone(version(o, 1)), name: 'v2' }),
  ),
  change('kind: status apart', 'CustomResourceDefinition', (o) => (version(o).subresources = { status: {} })),
  change(
    'kind: a rule',
    'CustomResourceDefinition',
    (o) => (schema(o)['x-kubernetes-validations'] = [{ rule: 'self.size < 9' }]),
  ),
  change(
    'kind: a rule that does not parse',
    'CustomResourceDefinition',
    (o) => (schema(o)['x-kubernetes-validations'] = [{ rule: 'self.size <' }]),
    { clusterAlone: true },
  ),
  change('kind: two stored', 'CustomResourceDefinition', (o) => (version(o, 1).storage = true)),
  change(
    'kind: conversion written out',
    'CustomResourceDefinition',
    (o) => (o.spec.conversion = { strategy: 'None' }),
    NONE,
  ),
  change(
    'kind: list written out',
    'CustomResourceDefinition',
    (o) => (o.spec.names.listKind = `${o.spec.names.kind}List`),
    NONE,
  ),
  change('kind: everything is kept', 'CustomResourceDefinition', (o) => (o.spec.preserveUnknownFields = true)),
  change('kind: type of a field', 'CustomResourceDefinition', (o) => (schema(o).properties.size = { type: 'string' })),
  change('kind: no schema', 'CustomResourceDefinition', (o) => delete version(o).schema),
  change('kind: beta', 'CustomResourceDefinition', (o) => (o.apiVersion = 'apiextensions.k8s.io/v1beta1'), APPLIED),
  ofCustom('own object: a value', { size: 3 }, { size: 4 }),
  ofCustom('own object: out of bounds', { size: 3 }, { size: 0 }),
  ofCustom('own object: a text', { size: 3 }, { size: '3' }),
  ofCustom('own object: a field that its kind lacks', { size: 3 }, { size: 3, colour: 'red' }),
  ofCustom('own object: an older version', { size: 3 }, { size: 3 }, { apiVersion: 'shop.example.com/v1beta1' }),
  ofCustom('own object: a label', { size: 3 }, { size: 3 }, { metadata: { name: 'one', labels: { a: 'b' } } }),
  changes(
    'a namespace and what is in it',
    ({ ConfigMap }) => {
      const name = `agree-new-${process.pid}`;
      return [
        [],
        [
          { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
          altered(ConfigMap, (o) => (o.metadata.namespace = name)),
        ],
      ];
    },
    { of: 'ConfigMap', ...APPLIED, clusterAlone: true },
  ),
  changes(
    'a new application',
    ({ Deployment, Service, ConfigMap, ServiceAccount }) => [[], [Deployment, Service, ConfigMap, ServiceAccount]],
    {
      of: 'Deployment',
    },
  ),
  changes(
    'everything is gone',
    ({ Deployment, Service, ConfigMap }) => [[Deployment, Service, ConfigMap], [ConfigMap]],
    {
      of: 'Deployment',
    },
  ),
];
