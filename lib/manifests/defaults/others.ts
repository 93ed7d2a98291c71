import { asDraft, fill, mapAt, mapsAt, type Draft } from './draft';

/** What the API server fills in objects that make no pods, by group and kind. Sources: pkg/apis/…/defaults.go, 1.34. */
export const OBJECT_DEFAULTS: Readonly<Record<string, (object: Draft) => void>> = {
  Service: (object) => defaultService(mapAt(object, 'spec')),
  Secret: (object) => {
    fill(object, { type: 'Opaque' });
    const stored = asDraft(object.data) ?? {};
    for (const [key, value] of Object.entries(stored)) {
      // Line breaks in base64 say nothing.
      if (typeof value === 'string') stored[key] = value.replace(/[\r\n]/g, '');
    }
    const given = Object.entries(asDraft(object.stringData) ?? {});
    if (given.length === 0) return;
    object.data = { ...asDraft(object.data), ...Object.fromEntries(given.map(([key, value]) => [key, base64(value)])) };
    delete object.stringData;
  },
  Endpoints: (object) => {
    for (const subset of mapsAt(object, 'subsets'))
      for (const port of mapsAt(subset, 'ports')) fill(port, { protocol: 'TCP' });
  },
  'discovery.k8s.io/EndpointSlice': (object) => {
    for (const port of mapsAt(object, 'ports')) fill(port, { protocol: 'TCP', name: '' });
  },
  PersistentVolumeClaim: (object) => fill(mapAt(object, 'spec'), { volumeMode: 'Filesystem' }),
  PersistentVolume: (object) => {
    const spec = mapAt(object, 'spec');
    fill(spec, { volumeMode: 'Filesystem', persistentVolumeReclaimPolicy: 'Retain' });
    const hostPath = asDraft(spec.hostPath);
    if (hostPath) fill(hostPath, { type: '' });
  },
  'autoscaling/HorizontalPodAutoscaler': defaultAutoscaler,
  'networking.k8s.io/NetworkPolicy': (object) => {
    const spec = mapAt(object, 'spec');
    const rules = (spec.egress as unknown[] | undefined)?.length ? ['Ingress', 'Egress'] : ['Ingress'];
    fill(spec, { podSelector: {}, policyTypes: rules });
    for (const rule of [...mapsAt(spec, 'ingress'), ...mapsAt(spec, 'egress')]) {
      for (const port of mapsAt(rule, 'ports')) fill(port, { protocol: 'TCP' });
    }
  },
  'networking.k8s.io/IngressClass': (object) => {
    const parameters = asDraft(mapAt(object, 'spec').parameters);
    if (parameters) fill(parameters, { scope: 'Cluster' });
  },
  'rbac.authorization.k8s.io/RoleBinding': defaultBinding,
  'rbac.authorization.k8s.io/ClusterRoleBinding': defaultBinding,
  'storage.k8s.io/StorageClass': (object) => {
    fill(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' });
  },
  'scheduling.k8s.io/PriorityClass': (object) => fill(object, { preemptionPolicy: 'PreemptLowerPriority' }),
  'apiextensions.k8s.io/CustomResourceDefinition': (object) => {
    const spec = mapAt(object, 'spec');
    fill(spec, { conversion: { strategy: 'None' } });
    const names = mapAt(spec, 'names');
    if (typeof names.kind === 'string')
      fill(names, { singular: names.kind.toLowerCase(), listKind: `${names.kind}List` });
  },
};

function defaultService(spec: Draft): void {
  fill(spec, { type: 'ClusterIP', sessionAffinity: 'None' });
  for (const port of mapsAt(spec, 'ports')) fill(port, { protocol: 'TCP', targetPort: port.port });
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  const addresses = spec.clusterIPs;
  if (Array.isArray(addresses) && addresses.length === 1 && addresses[0] === spec.clusterIP) delete spec.clusterIPs;
  if (spec.sessionAffinity === 'ClientIP')
    fill(spec, { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } } });
  if (spec.type === 'ExternalName') return;
  fill(spec, { internalTrafficPolicy: 'Cluster' });
  if (spec.type === 'ClusterIP') return;
  fill(spec, { externalTrafficPolicy: 'Cluster' });
  if (spec.type === 'LoadBalancer') fill(spec, { allocateLoadBalancerNodePorts: true });
}

/** Version 1 knows one metric. */
function defaultAutoscaler(object: Draft): void {
  const spec = mapAt(object, 'spec');
  const { targetCPUUtilizationPercentage: cpu } = spec;
  const averageUtilization = object.apiVersion === 'autoscaling/v1' && typeof cpu === 'number' ? cpu : 80;
  delete spec.targetCPUUtilizationPercentage;
  const target = { type: 'Utilization', averageUtilization };
  fill(spec, { minReplicas: 1, metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] });
  const behavior = asDraft(spec.behavior);
  if (!behavior) return;
  const scaleUp = {
    selectPolicy: 'Max',
    stabilizationWindowSeconds: 0,
    policies: [policy('Pods', 4), policy('Percent', 100)],
  };
  fill(behavior, { scaleUp: {}, scaleDown: {} });
  fill(mapAt(behavior, 'scaleUp'), scaleUp);
  fill(mapAt(behavior, 'scaleDown'), { selectPolicy: 'Max', policies: [policy('Percent', 100)] });
}

const policy = (type: string, value: number): Draft => ({ type, value, periodSeconds: 15 });

function defaultBinding(object: Draft): void {
  const group = 'rbac.authorization.k8s.io';
  fill(mapAt(object, 'roleRef'), { apiGroup: group });
  for (const subject of mapsAt(object, 'subjects')) {
    if (subject.kind !== 'ServiceAccount') fill(subject, { apiGroup: group });
    else if (subject.apiGroup === '') delete subject.apiGroup;
  }
}

/** Base64 of a text's UTF-8, as it is stored. */
function base64(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return btoa(Array.from(new TextEncoder().encode(value), (byte) => String.fromCharCode(byte)).join(''));
}
