import { asDraft, mapAt, mapsAt } from '../defaults/draft';
import { at, fields, list } from '../fields';

type Copy = Record<string, unknown>;

/** Ways to say the same by other fields, by kind; they may change the copy that they get. */
const RESTATED: ReadonlyMap<string, (object: Copy) => Copy> = new Map([
  ['Secret', secret],
  ['Service', service],
  ['networking.k8s.io/NetworkPolicy', networkPolicy],
  ['autoscaling/HorizontalPodAutoscaler', autoscaler],
  ['rbac.authorization.k8s.io/RoleBinding', binding],
  ['rbac.authorization.k8s.io/ClusterRoleBinding', binding],
]);

/** The object said in the one way that is compared. */
export function restated(kind: string, object: Copy): Copy {
  const said = RESTATED.get(kind)?.(object) ?? object;
  for (const container of containers(said)) {
    if (container.imagePullPolicy === pullPolicy(container.image)) delete container.imagePullPolicy;
    if (kind === 'Pod') limitsAsRequests(container);
  }
  const pod = podOf(said);
  // The two names of one field.
  if (pod.serviceAccount !== undefined && pod.serviceAccountName === undefined)
    pod.serviceAccountName = pod.serviceAccount;
  delete pod.serviceAccount;
  return said;
}

function podOf(object: Copy): Copy {
  const found = [['spec', 'template', 'spec'], ['spec', 'jobTemplate', 'spec', 'template', 'spec'], ['spec']]
    .map((path) => at(object, ...path))
    .find((pod) => Array.isArray(at(pod, 'containers')));
  return asDraft(found) ?? {};
}

function containers(object: Copy): Copy[] {
  const pod = podOf(object);
  return [...mapsAt(pod, 'containers'), ...mapsAt(pod, 'initContainers')];
}

/** What the kubelet is told when nothing is said. */
function pullPolicy(image: unknown): string {
  const name = typeof image === 'string' ? image.slice(image.lastIndexOf('/') + 1) : '';
  return name.includes('@') || (name.includes(':') && !name.endsWith(':latest')) ? 'IfNotPresent' : 'Always';
}

/** A limit without a request is the request too: of a pod, not of a template. */
function limitsAsRequests(container: Copy): void {
  const [requests, limits] = [
    fields(at(container, 'resources', 'requests')),
    fields(at(container, 'resources', 'limits')),
  ];
  if (Object.keys(limits).length === 0) return;
  (container.resources as Copy).requests = { ...limits, ...requests };
}

function secret({ stringData, ...object }: Copy): Copy {
  if (stringData === undefined) return object;
  const encoded = Object.entries(fields(stringData)).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ]);
  return { ...object, data: { ...fields(object.data), ...(Object.fromEntries(encoded) as Copy) } };
}

/** A port without a target has its own number as one. */
function service(object: Copy): Copy {
  for (const port of mapsAt(mapAt(object, 'spec'), 'ports')) port.targetPort ??= port.port;
  return object;
}

function networkPolicy(object: Copy): Copy {
  const spec = asDraft(object.spec);
  if (!spec) return object;
  spec.policyTypes ??= ['Ingress', ...(spec.egress === undefined ? [] : ['Egress'])];
  spec.policyTypes = [...list(spec.policyTypes)].sort();
  return object;
}

function autoscaler(object: Copy): Copy {
  const { targetCPUUtilizationPercentage: percent, ...spec } = fields(object.spec);
  if (object.apiVersion !== 'autoscaling/v1') return { ...object, apiVersion: 'autoscaling/v2' };
  const resource = { name: 'cpu', target: { type: 'Utilization', averageUtilization: percent ?? 80 } };
  return { ...object, apiVersion: 'autoscaling/v2', spec: { ...spec, metrics: [{ type: 'Resource', resource }] } };
}

function binding(object: Copy): Copy {
  const role = asDraft(object.roleRef);
  if (role) role.apiGroup ??= 'rbac.authorization.k8s.io';
  for (const subject of mapsAt(object, 'subjects')) {
    if (subject.kind === 'ServiceAccount' && subject.apiGroup === '') delete subject.apiGroup;
    if (subject.kind !== 'ServiceAccount') subject.apiGroup ??= 'rbac.authorization.k8s.io';
  }
  return object;
}
