import { shop, type Loose } from '../shop';

const RULES = [
  { apiGroups: ['shop.example.com'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['nothings'] },
];
const webhooks = (): Loose[] => [
  {
    name: 'check.shop.example.com',
    clientConfig: { service: { namespace: 'default', name: 'nobody' } },
    rules: structuredClone(RULES),
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
  },
];

/** Objects of kinds that an application seldom brings along, beside those of the shop. */
export function seldomObjects(prefix: string): Readonly<Record<string, Loose>> {
  const all = shop(prefix);
  const named = (apiVersion: string, kind: string, name: string, rest: Loose): Loose => ({
    apiVersion,
    kind,
    metadata: { name },
    ...rest,
  });
  return {
    ...all,
    Namespace: named('v1', 'Namespace', `${prefix}-team`, {
      metadata: { name: `${prefix}-team`, labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
    }),
    EndpointSlice: named('discovery.k8s.io/v1', 'EndpointSlice', 'outside', {
      addressType: 'IPv4',
      endpoints: [{ addresses: ['192.0.2.10'] }],
      ports: [{ name: 'sql', port: 5432 }],
    }),
    Endpoints: named('v1', 'Endpoints', 'outside', {
      subsets: [{ addresses: [{ ip: '192.0.2.10' }], ports: [{ name: 'sql', port: 5432 }] }],
    }),
    Lease: named('coordination.k8s.io/v1', 'Lease', 'leader', {
      spec: { holderIdentity: 'one', leaseDurationSeconds: 15 },
    }),
    ValidatingWebhookConfiguration: named(
      'admissionregistration.k8s.io/v1',
      'ValidatingWebhookConfiguration',
      `${prefix}-check`,
      { webhooks: webhooks() },
    ),
    MutatingWebhookConfiguration: named(
      'admissionregistration.k8s.io/v1',
      'MutatingWebhookConfiguration',
      `${prefix}-fill`,
      { webhooks: webhooks() },
    ),
    ValidatingAdmissionPolicy: named('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', `${prefix}-rule`, {
      spec: {
        matchConstraints: { resourceRules: structuredClone(RULES) },
        validations: [{ expression: 'object.spec.size < 9' }],
      },
    }),
    ValidatingAdmissionPolicyBinding: named(
      'admissionregistration.k8s.io/v1',
      'ValidatingAdmissionPolicyBinding',
      `${prefix}-rule`,
      { spec: { policyName: `${prefix}-rule`, validationActions: ['Deny'] } },
    ),
    CSIDriver: named('storage.k8s.io/v1', 'CSIDriver', `${prefix}.csi.example.com`, { spec: { podInfoOnMount: true } }),
    VolumeAttributesClass: named('storage.k8s.io/v1', 'VolumeAttributesClass', `${prefix}-quick`, {
      driverName: 'disk.example.com',
      parameters: { iops: '3000' },
    }),
    FlowSchema: named('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', `${prefix}-flow`, {
      spec: {
        priorityLevelConfiguration: { name: 'workload-low' },
        rules: [
          {
            subjects: [{ kind: 'ServiceAccount', serviceAccount: { name: 'shop', namespace: 'nowhere' } }],
            resourceRules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'], namespaces: ['nowhere'] }],
          },
        ],
      },
    }),
    ResourceClaimTemplate: named('resource.k8s.io/v1', 'ResourceClaimTemplate', 'gpu', {
      spec: { spec: { devices: { requests: [{ name: 'gpu', exactly: { deviceClassName: 'gpu.example.com' } }] } } },
    }),
    ReplicationController: named('v1', 'ReplicationController', 'old', {
      spec: {
        replicas: 1,
        selector: { app: 'old' },
        template: { metadata: { labels: { app: 'old' } }, spec: structuredClone(all.Deployment.spec.template.spec) },
      },
    }),
    PodTemplate: named('v1', 'PodTemplate', 'base', {
      template: { metadata: { labels: { app: 'base' } }, spec: structuredClone(all.Deployment.spec.template.spec) },
    }),
    Egress: named('networking.k8s.io/v1', 'NetworkPolicy', 'out', {
      spec: {
        podSelector: { matchLabels: { app: 'web' } },
        policyTypes: ['Egress'],
        egress: [{ to: [{ podSelector: { matchLabels: { app: 'db' } } }], ports: [{ port: 5432 }] }],
      },
    }),
  };
}
