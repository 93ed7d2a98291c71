import { DNS_LABEL } from '../../kubernetes/names';
import { bytesOf } from '../../kubernetes/quantity';
import { at, entries, fields, text } from '../fields';
import { groupKind } from '../manifest';
import { podField, type Container, type Workload } from '../workload';
import type { ValueProblem } from './value-problem';

export { formatValue } from './value-problem';

/**
 * Values of a pod template that the API server refuses. Sources: pkg/apis/core/validation of 1.34, and a cluster's answers.
 *
 * @param stored with defaults
 * @param written as it stands in the file
 */
export function* podProblems(stored: Workload, written: Workload): Generator<ValueProblem> {
  const { pod } = stored;
  const kind = groupKind(stored.manifest.object);
  const restart = String(pod.restartPolicy);
  const allowed = /^batch\//.test(kind)
    ? ['Never', 'OnFailure']
    : kind === 'Pod'
      ? ['Always', 'Never', 'OnFailure']
      : ['Always'];
  if (!allowed.includes(restart)) {
    yield {
      field: podField(stored, 'restartPolicy'),
      problem: `${restart} is refused in a ${stored.manifest.object.kind}. Allowed: ${allowed.join(', ')}`,
    };
  }
  if (!stored.containers.some(({ init }) => !init))
    yield { field: podField(stored, 'containers'), problem: 'is empty. Write one' };
  for (const container of written.containers) yield* containerProblems(container);
  for (const [volume, index] of entries(pod.volumes)) {
    const sources = Object.keys(volume).filter((key) => key !== 'name');
    if (sources.length > 1) {
      yield {
        field: podField(stored, `volumes[${index}]`),
        problem: `has ${sources.join(' and ')}. Allowed: one source`,
      };
    }
  }
  for (const [toleration, index] of entries(pod.tolerations)) {
    if (toleration.operator === 'Exists' && toleration.value) {
      yield { field: podField(stored, `tolerations[${index}].value`), problem: 'must be empty with operator Exists' };
    }
  }
  if (pod.hostNetwork !== true) return;
  for (const { field, spec } of stored.containers) {
    for (const [port, index] of entries(spec.ports)) {
      if (port.hostPort === port.containerPort) continue;
      yield {
        field: `${field}.ports[${index}].hostPort`,
        problem: 'has to be the containerPort, since hostNetwork is true',
      };
    }
  }
}

const POLICIES = ['Always', 'IfNotPresent', 'Never'];
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];

function* containerProblems({ field, spec, name: own }: Container): Generator<ValueProblem> {
  if (!DNS_LABEL.pattern.test(own) || own.length > DNS_LABEL.longest) {
    yield { field: `${field}.name`, problem: `'${own}' is no name of a container. Allowed: ${DNS_LABEL.allowed}` };
  }
  if (typeof spec.image !== 'string' || spec.image === '') yield { field: `${field}.image`, problem: 'is missing' };
  if (spec.imagePullPolicy !== undefined && !POLICIES.includes(text(spec.imagePullPolicy) ?? '')) {
    yield {
      field: `${field}.imagePullPolicy`,
      problem: `is ${JSON.stringify(spec.imagePullPolicy)}. Allowed: ${POLICIES.join(', ')}`,
    };
  }
  for (const [variable, index] of entries(spec.env)) yield* variableProblems(variable, `${field}.env[${index}]`);
  yield* resourceProblems(fields(spec.resources), `${field}.resources`);
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (spec[name] !== undefined)
      yield* probeProblems(fields(spec[name]), `${field}.${name}`, name !== 'readinessProbe');
  }
  const { runAsUser } = fields(spec.securityContext);
  if (typeof runAsUser === 'number' && runAsUser < 0) {
    yield { field: `${field}.securityContext.runAsUser`, problem: `is ${runAsUser}. Allowed: from 0` };
  }
}

function* variableProblems(variable: ReturnType<typeof fields>, field: string): Generator<ValueProblem> {
  const { value, valueFrom } = variable;
  if (value !== undefined && value !== null && typeof value !== 'string') {
    yield { field: `${field}.value`, problem: `is ${JSON.stringify(value)}, a ${typeof value}. Put it in quotes` };
  }
  if (value && valueFrom) yield { field, problem: 'has value and valueFrom. Allowed: one of them' };
}

function* resourceProblems(resources: ReturnType<typeof fields>, field: string): Generator<ValueProblem> {
  for (const [part, amounts] of Object.entries(resources)) {
    if (part === 'claims') continue;
    for (const [name, amount] of Object.entries(fields(amounts))) {
      const number = bytesOf(amount);
      const advice = 'Allowed: numbers such as 0.5, 500m, 64Mi, 1Gi';
      if (number === undefined)
        yield { field: `${field}.${part}.${name}`, problem: `${JSON.stringify(amount)} is no quantity. ${advice}` };
      const limit = bytesOf(at(resources, 'limits', name));
      if (part !== 'requests' || number === undefined || limit === undefined || number <= limit) continue;
      yield {
        field: `${field}.requests.${name}`,
        problem: `${String(amount)} is more than its limit ${String(at(resources, 'limits', name))}`,
      };
    }
  }
}

function* probeProblems(probe: ReturnType<typeof fields>, field: string, oneSuccess: boolean): Generator<ValueProblem> {
  const handlers = HANDLERS.filter((handler) => probe[handler] !== undefined && probe[handler] !== null);
  if (handlers.length !== 1) {
    yield { field, problem: `has ${handlers.join(' and ') || 'no handler'}. Allowed: one of ${HANDLERS.join(', ')}` };
  }
  if (oneSuccess && probe.successThreshold !== undefined && probe.successThreshold !== 1) {
    yield { field: `${field}.successThreshold`, problem: `is ${JSON.stringify(probe.successThreshold)}. Allowed: 1` };
  }
}
