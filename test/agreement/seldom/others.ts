import type { Case } from '../case';
import { altered, NARROWS, NONE, WIDENS } from '../everyday/change';
import type { Loose } from '../shop';
import { seldom, seldomOnes } from './change';

const APPLIED = { vias: ['apply', 'server-side'] } as const;
const PSS = 'pod-security.kubernetes.io';
const hook = (o: Loose): Loose => o.webhooks[0];
const VALIDATING = 'ValidatingWebhookConfiguration';
const MUTATING = 'MutatingWebhookConfiguration';
const version = (o: Loose, i = 0): Loose => o.spec.versions[i];
const schema = (o: Loose, i = 0): Loose => version(o, i).schema.openAPIV3Schema.properties.spec;
const ofOwn = (
  name: string,
  define: (o: Loose) => unknown,
  before: Loose,
  after: Loose,
  rest: Partial<Case> = {},
): Case =>
  seldomOnes(
    name,
    ({ CustomResourceDefinition }) => {
      const crd = altered(CustomResourceDefinition, define);
      const one = (spec: Loose): Loose => ({
        apiVersion: 'shop.example.com/v1',
        kind: crd.spec.names.kind,
        metadata: { name: 'one' },
        spec,
      });
      return [
        [crd, one(before)],
        [crd, one(after)],
      ];
    },
    { of: 'CustomResourceDefinition', ...APPLIED, ...rest },
  );

/** What people seldom change in configuration, storage, rights, rules of a cluster and kinds of their own. */
export const SELDOM_ELSEWHERE: readonly Case[] = [
  seldom('team: stricter', 'Namespace', (o) => (o.metadata.labels[`${PSS}/enforce`] = 'restricted'), NARROWS),
  seldom('team: laxer', 'Namespace', (o) => (o.metadata.labels[`${PSS}/enforce`] = 'privileged'), WIDENS),
  seldom('team: no level', 'Namespace', (o) => delete o.metadata.labels, WIDENS),
  seldom('team: level that is none', 'Namespace', (o) => (o.metadata.labels[`${PSS}/enforce`] = 'strict')),
  seldom('team: warned', 'Namespace', (o) => (o.metadata.labels[`${PSS}/warn`] = 'restricted'), NONE),
  seldom('team: level of a version', 'Namespace', (o) => (o.metadata.labels[`${PSS}/enforce-version`] = 'v1.30')),
  seldom(
    'team: level of a version that is none',
    'Namespace',
    (o) => (o.metadata.labels[`${PSS}/enforce-version`] = '1.30'),
  ),
  seldom(
    'team: its own name as a label',
    'Namespace',
    (o) => (o.metadata.labels['kubernetes.io/metadata.name'] = o.metadata.name),
    NONE,
  ),
  seldom('team: finalizers written out', 'Namespace', (o) => (o.spec = { finalizers: ['kubernetes'] }), NONE),

  seldom('key with two dots', 'ConfigMap', (o) => (o.data['..a'] = 'x')),
  seldom('more than a megabyte', 'ConfigMap', (o) => (o.data.big = 'x'.repeat(1_100_000)), { vias: ['server-side'] }),
  seldom('bytes as text', 'ConfigMap', (o) => ((o.data.logo = 'x'), delete o.binaryData), {
    from: (o) => (o.binaryData = { logo: 'eA==' }),
  }),
  seldom('immutable: null', 'ConfigMap', (o) => (o.immutable = null), { ...NONE }),
  seldom('login without a name', 'Secret', (o) =>
    Object.assign(o, { type: 'kubernetes.io/basic-auth', stringData: { a: 'x' } }),
  ),
  seldom('registry that is no JSON', 'Secret', (o) => Object.assign(o, { stringData: { '.dockerconfigjson': 'x' } }), {
    from: (o) =>
      Object.assign(o, { type: 'kubernetes.io/dockerconfigjson', stringData: { '.dockerconfigjson': '{"auths":{}}' } }),
  }),
  seldom('key of SSH removed', 'Secret', (o) => (o.stringData = { other: 'x' }), {
    from: (o) => Object.assign(o, { type: 'kubernetes.io/ssh-auth', stringData: { 'ssh-privatekey': 'x' } }),
  }),
  seldom('data that is null', 'Secret', (o) => (o.data = { user: null }), {
    from: (o) => ((o.data = { user: 'YQ==' }), delete o.stringData),
    ...APPLIED,
  }),
  seldom('immutable Secret, a label', 'Secret', (o) => (o.metadata.labels = { a: 'b' }), {
    from: (o) => (o.immutable = true),
    ...NONE,
  }),
  seldom('base64 without its end', 'Secret', (o) => (o.data = { user: 'YQ' }), {
    from: (o) => ((o.data = { user: 'YQ==' }), delete o.stringData),
  }),

  seldom('claim: class of none', 'PersistentVolumeClaim', (o) => (o.spec.storageClassName = '')),
  seldom('claim: attributes', 'PersistentVolumeClaim', (o) => (o.spec.volumeAttributesClassName = 'quick'), {
    clusterAlone: true,
  }),
  seldom(
    'claim: one pod, and others',
    'PersistentVolumeClaim',
    (o) => (o.spec.accessModes = ['ReadWriteOncePod', 'ReadWriteOnce']),
  ),
  seldom('claim: none at all', 'PersistentVolumeClaim', (o) => (o.spec.resources.requests.storage = '0')),
  seldom('claim: a finalizer', 'PersistentVolumeClaim', (o) => (o.metadata.finalizers = ['example.com/wait']), NONE),
  seldom(
    'claim: class by the annotation, too',
    'PersistentVolumeClaim',
    (o) => (o.metadata.annotations = { 'volume.beta.kubernetes.io/storage-class': 'standard' }),
  ),
  seldom(
    'claim: from a snapshot',
    'PersistentVolumeClaim',
    (o) => (o.spec.dataSourceRef = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'a' }),
  ),
  seldom(
    'disk: local without nodes',
    'PersistentVolume',
    (o) => ((o.spec.local = { path: '/mnt/a' }), delete o.spec.nfs),
    { from: (o) => o },
  ),
  seldom('disk: class', 'PersistentVolume', (o) => (o.spec.storageClassName = 'other')),
  seldom('disk: modes', 'PersistentVolume', (o) => (o.spec.accessModes = ['ReadWriteMany'])),
  seldom('disk: mode that is none', 'PersistentVolume', (o) => (o.spec.accessModes = ['RWO'])),
  seldom('disk: no amount', 'PersistentVolume', (o) => delete o.spec.capacity),
  seldom('disk: options of mounting removed', 'PersistentVolume', (o) => delete o.spec.mountOptions, {
    from: (o) => (o.spec.mountOptions = ['hard']),
  }),
  seldom('disk: read only', 'PersistentVolume', (o) => (o.spec.nfs.readOnly = true)),
  seldom(
    'class: topologies',
    'StorageClass',
    (o) => (o.allowedTopologies = [{ matchLabelExpressions: [{ key: 'zone', values: ['a'] }] }]),
  ),
  seldom('class: options of mounting', 'StorageClass', (o) => (o.mountOptions = ['noatime'])),
  seldom('class: grows no more', 'StorageClass', (o) => (o.allowVolumeExpansion = false), {
    from: (o) => (o.allowVolumeExpansion = true),
    ...NONE,
  }),
  seldom('class: mode of binding that is none', 'StorageClass', (o) => (o.volumeBindingMode = 'Later')),
  seldom(
    'driver: defaults written out',
    'CSIDriver',
    (o) =>
      Object.assign(o.spec, {
        attachRequired: true,
        fsGroupPolicy: 'ReadWriteOnceWithFSType',
        volumeLifecycleModes: ['Persistent'],
      }),
    NONE,
  ),
  seldom('driver: attached no more', 'CSIDriver', (o) => (o.spec.attachRequired = false)),
  seldom('driver: says nothing of pods', 'CSIDriver', (o) => (o.spec.podInfoOnMount = false)),
  seldom('driver: published again', 'CSIDriver', (o) => (o.spec.requiresRepublish = true)),
  seldom('attributes: parameters', 'VolumeAttributesClass', (o) => (o.parameters.iops = '9000')),
  seldom('attributes: driver', 'VolumeAttributesClass', (o) => (o.driverName = 'other.example.com')),
  seldom(
    'devices: another class',
    'ResourceClaimTemplate',
    (o) => (o.spec.spec.devices.requests[0].exactly.deviceClassName = 'tpu.example.com'),
  ),
  seldom(
    'devices: defaults written out',
    'ResourceClaimTemplate',
    (o) => Object.assign(o.spec.spec.devices.requests[0].exactly, { allocationMode: 'ExactCount', count: 1 }),
    NONE,
  ),
  seldom('priority: above the bound', 'PriorityClass', (o) => (o.value = 2_000_000_000)),
  seldom('sandbox: where', 'RuntimeClass', (o) => (o.scheduling = { nodeSelector: { sandbox: 'true' } })),
  seldom('sandbox: overhead removed', 'RuntimeClass', (o) => delete o.overhead, {
    from: (o) => (o.overhead = { podFixed: { memory: '10Mi' } }),
  }),
  seldom('lease: longer', 'Lease', (o) => (o.spec.leaseDurationSeconds = 30)),
  seldom('lease: below none', 'Lease', (o) => (o.spec.leaseDurationSeconds = -1)),
  seldom('lease: a date', 'Lease', (o) => (o.spec.renewTime = '2026-01-01')),
  seldom('lease: a time', 'Lease', (o) => (o.spec.renewTime = '2026-01-01T00:00:00.000000Z')),

  seldom(
    'hook: defaults written out',
    VALIDATING,
    (o) => {
      Object.assign(hook(o), {
        failurePolicy: 'Fail',
        matchPolicy: 'Equivalent',
        timeoutSeconds: 10,
        namespaceSelector: {},
        objectSelector: {},
      });
      hook(o).rules[0].scope = '*';
      hook(o).clientConfig.service.port = 443;
    },
    NONE,
  ),
  seldom('hook: failures ignored', VALIDATING, (o) => (hook(o).failurePolicy = 'Ignore')),
  seldom('hook: time of a minute', VALIDATING, (o) => (hook(o).timeoutSeconds = 60)),
  seldom('hook: no word on side effects', VALIDATING, (o) => delete hook(o).sideEffects),
  seldom('hook: side effects', VALIDATING, (o) => (hook(o).sideEffects = 'Some')),
  seldom('hook: no versions', VALIDATING, (o) => (hook(o).admissionReviewVersions = [])),
  seldom('hook: without TLS', VALIDATING, (o) => (hook(o).clientConfig = { url: 'http://check.example.com' })),
  seldom('hook: by an address', VALIDATING, (o) => (hook(o).clientConfig = { url: 'https://check.example.com' })),
  seldom('hook: both ways', VALIDATING, (o) => (hook(o).clientConfig.url = 'https://check.example.com')),
  seldom(
    'hook: one namespace less',
    VALIDATING,
    (o) => (hook(o).namespaceSelector = { matchExpressions: [{ key: 'x', operator: 'DoesNotExist' }] }),
  ),
  seldom('hook: name without dots', VALIDATING, (o) => (hook(o).name = 'check')),
  seldom('hook: certificate that is none', VALIDATING, (o) => (hook(o).clientConfig.caBundle = 'no base64')),
  seldom(
    'hook: condition',
    VALIDATING,
    (o) => (hook(o).matchConditions = [{ name: 'a', expression: "request.kind.kind == 'Nothing'" }]),
  ),
  seldom(
    'hook: condition that does not parse',
    VALIDATING,
    (o) => (hook(o).matchConditions = [{ name: 'a', expression: 'request.' }]),
    { clusterAlone: true },
  ),
  seldom('hook: a second one', VALIDATING, (o) =>
    o.webhooks.push({ ...structuredClone(hook(o)), name: 'second.shop.example.com' }),
  ),
  seldom('hook: removed', VALIDATING, (o) => o.webhooks.pop(), {
    from: (o) => o.webhooks.push({ ...structuredClone(hook(o)), name: 'second.shop.example.com' }),
  }),
  seldom(
    'filler: defaults written out',
    MUTATING,
    (o) => Object.assign(hook(o), { reinvocationPolicy: 'Never', failurePolicy: 'Fail' }),
    NONE,
  ),
  seldom('filler: again if needed', MUTATING, (o) => (hook(o).reinvocationPolicy = 'IfNeeded')),
  seldom(
    'rule: defaults written out',
    'ValidatingAdmissionPolicy',
    (o) => {
      o.spec.failurePolicy = 'Fail';
      Object.assign(o.spec.matchConstraints, { matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} });
    },
    NONE,
  ),
  seldom(
    'rule: laxer',
    'ValidatingAdmissionPolicy',
    (o) => (o.spec.validations[0].expression = 'object.spec.size < 99'),
  ),
  seldom(
    'rule: does not parse',
    'ValidatingAdmissionPolicy',
    (o) => (o.spec.validations[0].expression = 'object.spec.size <'),
    { clusterAlone: true },
  ),
  seldom('rule: none', 'ValidatingAdmissionPolicy', (o) => (o.spec.validations = [])),
  seldom('rule: warns', 'ValidatingAdmissionPolicyBinding', (o) => (o.spec.validationActions = ['Warn'])),
  seldom(
    'rule: denies and warns',
    'ValidatingAdmissionPolicyBinding',
    (o) => (o.spec.validationActions = ['Deny', 'Warn']),
  ),
  seldom('flow: precedence written out', 'FlowSchema', (o) => (o.spec.matchingPrecedence = 1000), NONE),
  seldom('flow: precedence', 'FlowSchema', (o) => (o.spec.matchingPrecedence = 9000)),

  seldom('limits: default as the most', 'LimitRange', (o) => (o.spec.limits[0].default = { memory: '128Mi' }), {
    from: (o) => (o.spec.limits = [{ type: 'Container', max: { memory: '128Mi' } }]),
    ...NONE,
  }),
  seldom(
    'limits: least above the most',
    'LimitRange',
    (o) => (o.spec.limits[0] = { type: 'Container', min: { memory: '1Gi' }, max: { memory: '1Mi' } }),
  ),
  seldom('limits: ratio below one', 'LimitRange', (o) => (o.spec.limits[0].maxLimitRequestRatio = { memory: '0.5' })),
  seldom('limits: of claims', 'LimitRange', (o) =>
    o.spec.limits.push({ type: 'PersistentVolumeClaim', max: { storage: '10Gi' } }),
  ),
  seldom('limits: the same type twice', 'LimitRange', (o) => o.spec.limits.push(structuredClone(o.spec.limits[0]))),
  seldom('quota: of what is not there', 'ResourceQuota', (o) => (o.spec.hard.pod = '5')),
  seldom('quota: of Deployments', 'ResourceQuota', (o) => (o.spec.hard['count/deployments.apps'] = '5'), NONE),
  seldom('quota: half a pod', 'ResourceQuota', (o) => (o.spec.hard.pods = '1.5')),
  seldom('quota: below none', 'ResourceQuota', (o) => (o.spec.hard.pods = '-1')),
  seldom(
    'quota: for some priorities',
    'ResourceQuota',
    (o) =>
      (o.spec.scopeSelector = { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] }),
  ),

  seldom('role: paths in a namespace', 'Role', (o) => o.rules.push({ nonResourceURLs: ['/metrics'], verbs: ['get'] })),
  seldom('role: rules: null', 'Role', (o) => (o.rules = null), NARROWS),
  seldom('role: everything', 'Role', (o) => (o.rules = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]), WIDENS),
  seldom(
    'role: everything no more',
    'Role',
    (o) => (o.rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }]),
    {
      from: (o) => (o.rules = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }]),
      ...NARROWS,
    },
  ),
  seldom(
    'role: the same by two rules',
    'Role',
    (o) => o.rules.push({ apiGroups: [''], resources: ['pods'], verbs: ['get'] }),
    NONE,
  ),
  seldom(
    'role: may become others',
    'Role',
    (o) => o.rules.push({ apiGroups: [''], resources: ['serviceaccounts'], verbs: ['impersonate'] }),
    WIDENS,
  ),
  seldom('binding: role of another name', 'RoleBinding', (o) => (o.roleRef.name = 'writer')),
  seldom('binding: no group of the role', 'RoleBinding', (o) => delete o.roleRef.apiGroup),
  seldom('binding: subjects: null', 'RoleBinding', (o) => (o.subjects = null), NARROWS),
  seldom(
    'binding: a group',
    'RoleBinding',
    (o) => o.subjects.push({ kind: 'Group', name: 'system:serviceaccounts' }),
    WIDENS,
  ),
  seldom('binding: a kind that is none', 'RoleBinding', (o) => (o.subjects[0].kind = 'Serviceaccount')),
  seldom(
    'viewer: for everybody who may edit',
    'ClusterRole',
    (o) => (o.metadata.labels = { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' }),
    WIDENS,
  ),
  seldom(
    'viewers: everybody',
    'ClusterRoleBinding',
    (o) => (o.subjects = [{ kind: 'Group', name: 'system:unauthenticated' }]),
    WIDENS,
  ),
  seldom('account: pull secrets removed', 'ServiceAccount', (o) => delete o.imagePullSecrets, {
    from: (o) => (o.imagePullSecrets = [{ name: 'registry' }]),
    ...NONE,
  }),
  seldom('account: pull secret that is a text', 'ServiceAccount', (o) => (o.imagePullSecrets = ['registry'])),
  seldom('account: secrets', 'ServiceAccount', (o) => (o.secrets = [{ name: 'login' }]), NONE),

  seldom('kind: converted by nobody', 'CustomResourceDefinition', (o) => (o.spec.conversion = { strategy: 'Webhook' })),
  seldom('kind: categories', 'CustomResourceDefinition', (o) => (o.spec.names.categories = ['all'])),
  seldom(
    'kind: column that is no path',
    'CustomResourceDefinition',
    (o) => (version(o).additionalPrinterColumns = [{ name: 'A', type: 'string', jsonPath: 'spec.size' }]),
  ),
  seldom(
    'kind: scaled',
    'CustomResourceDefinition',
    (o) =>
      (version(o).subresources = { scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' } }),
  ),
  seldom('kind: a version that is old', 'CustomResourceDefinition', (o) => (version(o, 1).deprecated = true)),
  seldom(
    'kind: default of another type',
    'CustomResourceDefinition',
    (o) => (schema(o).properties.size.default = 'one'),
  ),
  seldom(
    'kind: list by keys without them',
    'CustomResourceDefinition',
    (o) => (schema(o).properties.parts = { type: 'array', 'x-kubernetes-list-type': 'map', items: { type: 'object' } }),
  ),
  seldom('kind: field without a type', 'CustomResourceDefinition', (o) => (schema(o).properties.size = { minimum: 1 })),
  seldom(
    'kind: number or text',
    'CustomResourceDefinition',
    (o) => (schema(o).properties.port = { 'x-kubernetes-int-or-string': true }),
  ),
  seldom(
    'kind: fields to be selected by',
    'CustomResourceDefinition',
    (o) => (version(o).selectableFields = [{ jsonPath: '.spec.size' }]),
    { clusterAlone: true },
  ),
  seldom('kind: name that does not fit', 'CustomResourceDefinition', (o) => (o.spec.names.plural = 'others')),
  seldom('kind: nothing is served', 'CustomResourceDefinition', (o) =>
    o.spec.versions.forEach((one: Loose) => (one.served = false)),
  ),
  ofOwn('own: its default written out', (o) => (schema(o).properties.size.default = 3), {}, { size: 3 }),
  ofOwn('own: its default left out', (o) => (schema(o).properties.size.default = 3), { size: 3 }, {}),
  ofOwn(
    'own: not among its values',
    (o) => (schema(o).properties.level = { type: 'string', enum: ['a', 'b'] }),
    { level: 'a' },
    { level: 'c' },
  ),
  ofOwn(
    'own: not of its pattern',
    (o) => (schema(o).properties.level = { type: 'string', pattern: '^[a-z]+$' }),
    { level: 'a' },
    { level: 'A1' },
  ),
  ofOwn(
    'own: one too many',
    (o) => (schema(o).properties.all = { type: 'array', maxItems: 1, items: { type: 'string' } }),
    { all: ['a'] },
    { all: ['a', 'b'] },
  ),
  ofOwn('own: required field removed', (o) => (schema(o).required = ['size']), { size: 3 }, {}),
  ofOwn(
    'own: against its rule',
    (o) => (schema(o)['x-kubernetes-validations'] = [{ rule: '!has(self.size) || self.size < 9' }]),
    { size: 3 },
    { size: 10 },
    { clusterAlone: true },
  ),
  ofOwn(
    'own: what may not change',
    (o) => (schema(o).properties.size['x-kubernetes-validations'] = [{ rule: 'self == oldSelf' }]),
    { size: 3 },
    { size: 4 },
    { clusterAlone: true },
  ),
  ofOwn(
    'own: anything goes',
    (o) => (schema(o)['x-kubernetes-preserve-unknown-fields'] = true),
    { size: 3 },
    { size: 3, colour: { is: 'red' } },
  ),
  ofOwn('own: null', (o) => o, { size: 3 }, { size: null }),
  ofOwn(
    'own: number as text where both go',
    (o) => (schema(o).properties.port = { 'x-kubernetes-int-or-string': true }),
    { port: 80 },
    { port: '80' },
  ),
  ofOwn('own: a whole number as a fraction', (o) => o, { size: 3 }, { size: 3.0 }),
];
