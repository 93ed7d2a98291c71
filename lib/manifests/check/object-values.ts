import { bytesOf } from '../../kubernetes/quantity';
import { at, entries, fields, list, text } from '../fields';
import { groupKind, type KubeObject } from '../manifest';
import { whyNoSchedule } from './schedule';
import type { ValueProblem } from './value-problem';

/** Values of an object beside its pods that the API server refuses. Sources: pkg/apis/…/validation of 1.34, and a cluster's answers. */
export function* objectProblems(object: KubeObject): Generator<ValueProblem> {
  yield* BY_KIND[groupKind(object)]?.(object) ?? [];
}

function* texts(map: unknown, field: string): Generator<ValueProblem> {
  for (const [key, value] of Object.entries(fields(map))) {
    if (typeof value === 'string' || value === null) continue;
    yield { field: `${field}['${key}']`, problem: `is ${JSON.stringify(value)}, a ${typeof value}. Put it in quotes` };
  }
}

const KEY = /^[-._a-zA-Z0-9]{1,253}$/;
const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;

const BY_KIND: Readonly<Record<string, (object: KubeObject) => Generator<ValueProblem>>> = {
  ConfigMap: function* ({ data, binaryData }) {
    yield* texts(data, 'data');
    yield* keys(data, 'data');
    const both = Object.keys(fields(data)).filter((key) => key in fields(binaryData));
    for (const key of both) yield { field: `binaryData['${key}']`, problem: 'is in data, too. Allowed: one of them' };
  },
  Secret: function* ({ data, stringData, type }) {
    yield* texts(stringData, 'stringData');
    yield* keys(data, 'data');
    for (const [key, value] of Object.entries(fields(data))) {
      if (value === null || (typeof value === 'string' && BASE64.test(value.replace(/[\r\n]/g, '')))) continue;
      yield { field: `data['${key}']`, problem: 'is no base64. Write the text itself under stringData' };
    }
    const all = { ...fields(data), ...fields(stringData) };
    const missing = type === 'kubernetes.io/tls' ? ['tls.crt', 'tls.key'].filter((key) => !(key in all)) : [];
    for (const key of missing)
      yield { field: `data['${key}']`, problem: 'is missing in a Secret of type kubernetes.io/tls' };
  },
  'batch/CronJob': function* (job) {
    const { schedule, timeZone } = fields(job.spec);
    const why = whyNoSchedule(text(schedule) ?? '');
    if (why !== undefined) yield { field: 'spec.schedule', problem: `${JSON.stringify(schedule)} ${why}` };
    if (typeof timeZone === 'string' && !isTimeZone(timeZone)) {
      yield { field: 'spec.timeZone', problem: `${timeZone} is no time zone. Allowed: names such as Europe/Berlin` };
    }
  },
  'apps/Deployment': function* (deployment) {
    const spec = fields(deployment.spec);
    yield* count(spec.replicas, 'spec.replicas');
    const { type, rollingUpdate } = fields(spec.strategy);
    if (type === 'Recreate' && rollingUpdate)
      yield { field: 'spec.strategy.rollingUpdate', problem: 'is refused with type Recreate' };
    yield* bothZero(rollingUpdate, 'spec.strategy.rollingUpdate');
    const { progressDeadlineSeconds: deadline = 600, minReadySeconds: ready = 0 } = spec;
    if (Number(deadline) <= Number(ready)) {
      yield {
        field: 'spec.progressDeadlineSeconds',
        problem: `${String(deadline)} has to be more than minReadySeconds ${String(ready)}`,
      };
    }
  },
  'apps/StatefulSet': function* (set) {
    yield* count(fields(set.spec).replicas, 'spec.replicas');
  },
  'apps/DaemonSet': function* (set) {
    const { rollingUpdate } = fields(at(set, 'spec', 'updateStrategy'));
    if (rollingUpdate)
      yield* bothZero(
        { maxUnavailable: 1, maxSurge: 0, ...fields(rollingUpdate) },
        'spec.updateStrategy.rollingUpdate',
      );
  },
  Service: function* (service) {
    const spec = fields(service.spec);
    const headless = spec.clusterIP === 'None' || spec.type === 'ExternalName';
    if (!headless && list(spec.ports).length === 0) yield { field: 'spec.ports', problem: 'is empty. Write one' };
    const outside = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
    if (spec.externalTrafficPolicy && !outside && list(spec.externalIPs).length === 0) {
      yield { field: 'spec.externalTrafficPolicy', problem: 'is for types NodePort and LoadBalancer only' };
    }
  },
  'networking.k8s.io/Ingress': function* (ingress) {
    for (const [rule, i] of entries(at(ingress, 'spec', 'rules'))) {
      const host = text(rule.host) ?? '';
      if (
        host !== '' &&
        (!/^(?:\*\.)?[a-z\d](?:[-a-z\d]*[a-z\d])?(?:\.[a-z\d](?:[-a-z\d]*[a-z\d])?)*$/.test(host) ||
          /^[\d.]+$/.test(host))
      ) {
        yield {
          field: `spec.rules[${i}].host`,
          problem: `${host} is no host. Allowed: a DNS name, in lower case, no address`,
        };
      }
      for (const [path, j] of entries(at(rule, 'http', 'paths')))
        yield* pathProblems(path, `spec.rules[${i}].http.paths[${j}]`);
    }
  },
  'autoscaling/HorizontalPodAutoscaler': function* (autoscaler) {
    const { minReplicas = 1, maxReplicas } = fields(autoscaler.spec);
    if (Number(maxReplicas) < Number(minReplicas)) {
      yield {
        field: 'spec.maxReplicas',
        problem: `is ${String(maxReplicas)}, below minReplicas ${String(minReplicas)}`,
      };
    }
    for (const [metric, i] of entries(at(autoscaler, 'spec', 'metrics'))) {
      const target = fields(at(metric, 'resource', 'target'));
      if (target.averageUtilization === undefined || target.averageValue === undefined) continue;
      yield {
        field: `spec.metrics[${i}].resource.target`,
        problem: 'has averageUtilization and averageValue. Allowed: one of them',
      };
    }
  },
  'policy/PodDisruptionBudget': function* (budget) {
    const { minAvailable, maxUnavailable } = fields(budget.spec);
    if (minAvailable !== undefined && maxUnavailable !== undefined) {
      yield { field: 'spec', problem: 'has minAvailable and maxUnavailable. Allowed: one of them' };
    }
    for (const [name, value] of Object.entries({ minAvailable, maxUnavailable })) {
      if (typeof value === 'string' && !/^(?:100|\d{1,2})%$/.test(value)) {
        yield { field: `spec.${name}`, problem: `is ${value}. Allowed: a number, or 0% to 100%` };
      }
    }
  },
  'networking.k8s.io/NetworkPolicy': function* (policy) {
    for (const [rules, who] of [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const) {
      for (const [rule, i] of entries(at(policy, 'spec', rules))) {
        for (const [peer, j] of entries(rule[who])) yield* peerProblems(peer, `spec.${rules}[${i}].${who}[${j}]`);
        for (const [{ port, endPort }, j] of entries(rule.ports)) {
          if (endPort === undefined || (typeof port === 'number' && Number(endPort) >= port)) continue;
          yield {
            field: `spec.${rules}[${i}].ports[${j}].endPort`,
            problem: `is ${JSON.stringify(endPort)}. Allowed: from the port on, which has to be a number`,
          };
        }
      }
    }
  },
  'rbac.authorization.k8s.io/Role': function* ({ rules }) {
    for (const [rule, i] of entries(rules)) {
      if (list(rule.verbs).length === 0) yield { field: `rules[${i}].verbs`, problem: 'is empty. Write at least one' };
    }
  },
  PersistentVolumeClaim: function* (claim) {
    const storage = at(claim, 'spec', 'resources', 'requests', 'storage');
    if (storage !== undefined && bytesOf(storage) === undefined) {
      yield {
        field: 'spec.resources.requests.storage',
        problem: `${JSON.stringify(storage)} is no quantity. Allowed: e.g. 10Gi`,
      };
    }
  },
  'apiextensions.k8s.io/CustomResourceDefinition': function* (definition) {
    const stored = [...entries(at(definition, 'spec', 'versions'))].filter(([version]) => version.storage === true);
    if (stored.length !== 1)
      yield { field: 'spec.versions', problem: `has ${stored.length} versions with storage: true. Allowed: one` };
    const { group, names } = fields(definition.spec);
    const name = `${String(at(names, 'plural'))}.${String(group)}`;
    if (name !== definition.metadata.name)
      yield { field: 'metadata.name', problem: `is ${definition.metadata.name}. Allowed: ${name}` };
  },
};

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

function* keys(map: unknown, field: string): Generator<ValueProblem> {
  for (const key of Object.keys(fields(map))) {
    if (!KEY.test(key)) yield { field: `${field}['${key}']`, problem: 'is no key. Allowed: letters, digits, - _ .' };
  }
}

function* count(value: unknown, field: string): Generator<ValueProblem> {
  if (value === undefined || value === null || (Number.isInteger(value) && Number(value) >= 0)) return;
  yield { field, problem: `is ${JSON.stringify(value)}. Allowed: a whole number from 0` };
}

function* bothZero(rolling: unknown, field: string): Generator<ValueProblem> {
  const { maxUnavailable, maxSurge } = fields(rolling);
  const isZero = (value: unknown): boolean => value === 0 || value === '0%';
  if (isZero(maxUnavailable) && isZero(maxSurge))
    yield { field, problem: 'has 0 as maxUnavailable and as maxSurge. One has to be more' };
}

function* pathProblems(path: ReturnType<typeof fields>, field: string): Generator<ValueProblem> {
  const { pathType, path: where } = path;
  if (!['Exact', 'Prefix', 'ImplementationSpecific'].includes(String(pathType))) {
    yield {
      field: `${field}.pathType`,
      problem: `is ${JSON.stringify(pathType) ?? 'missing'}. Allowed: Exact, Prefix, ImplementationSpecific`,
    };
  } else if (pathType !== 'ImplementationSpecific' && !(text(where) ?? '').startsWith('/')) {
    yield { field: `${field}.path`, problem: `is ${JSON.stringify(where)}. Allowed: what begins with /` };
  }
  const { number, name } = fields(at(path, 'backend', 'service', 'port'));
  if (number !== undefined && name !== undefined)
    yield { field: `${field}.backend.service.port`, problem: 'has number and name. Allowed: one of them' };
}

function* peerProblems(peer: ReturnType<typeof fields>, field: string): Generator<ValueProblem> {
  const { ipBlock, podSelector, namespaceSelector } = peer;
  if (ipBlock === undefined) return;
  if (podSelector ?? namespaceSelector) yield { field, problem: 'has ipBlock and a selector. Allowed: one of them' };
  const cidr = text(at(ipBlock, 'cidr')) ?? '';
  const bounds = range(cidr);
  if (!bounds && !/^[\da-fA-F:]+\/\d{1,3}$/.test(cidr))
    yield { field: `${field}.ipBlock.cidr`, problem: `${cidr} is no range of addresses, such as 10.0.0.0/8` };
  for (const except of list(at(ipBlock, 'except'))) {
    const inner = range(String(except));
    if (!bounds || !inner || (inner[0] >= bounds[0] && inner[1] <= bounds[1])) continue;
    yield { field: `${field}.ipBlock.except`, problem: `${String(except)} is not in ${cidr}` };
  }
}

/** First and last address of a range of IPv4. */
function range(cidr: string): [number, number] | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  if (!match) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, bits = 0] = match.slice(1).map(Number);
  const size = 2 ** (32 - bits);
  const first = Math.floor((((a * 256 + b) * 256 + c) * 256 + d) / size) * size;
  return [first, first + size - 1];
}
