import { at, entries, fields, list, text, type Fields } from '../../../fields';
import { groupKind } from '../../../manifest';
import { repeated } from '../repeated';
import type { Place, TypeRules } from '../place';
import { shown, type Refusal } from '../refusal';
import { isContainerResource } from '../resource-names';
import { dnsLabel } from '../texts';

/** What a pod says as a whole. @see k8s.io/kubernetes pkg/apis/core/validation `ValidatePodSpec` */
export const POD_SPEC_RULES: TypeRules = {
  'core.v1.PodSpec': function* (pod, place) {
    yield* restartPolicy(pod, place);
    if (pod.activeDeadlineSeconds != null && place.within('batch.v1.JobSpec') === undefined && !isFree(place)) {
      yield place.refuse('activeDeadlineSeconds', 'is for pods of Jobs', 'Remove it');
    }
    if (pod.ephemeralContainers != null && list(pod.ephemeralContainers).length > 0) {
      yield place.refuse('ephemeralContainers', 'are added to a running pod only', 'Remove it, or use kubectl debug');
    }
    yield* dns(pod, place);
    yield* hostPorts(pod, place);
    yield* repeated(place, 'volumes', ({ name }) => text(name), 'name', { merged: true });
    yield* repeated(
      place,
      'topologySpreadConstraints',
      ({ topologyKey, whenUnsatisfiable }) => `${String(topologyKey)} and ${String(whenUnsatisfiable)}`,
      '',
      { merged: true },
    );
    yield* repeated(place, 'schedulingGates', ({ name }) => text(name), 'name');
    yield* sameContainer(pod, place);
    yield* host(pod, place);
    yield* hostNames(pod, place);
    yield* overhead(pod, place);
    if (at(pod.os, 'name') === 'windows') yield* windows(pod, place);
  },
};

const isFree = (place: Place): boolean => ['Pod', 'PodTemplate'].includes(groupKind(place.object));

function* restartPolicy(pod: Fields, place: Place): Generator<Refusal> {
  const policy = pod.restartPolicy || 'Always';
  const job = place.within('batch.v1.JobSpec');
  const allowed = job
    ? job.value.podFailurePolicy != null
      ? ['Never']
      : ['Never', 'OnFailure']
    : isFree(place)
      ? ['Always', 'Never', 'OnFailure']
      : ['Always'];
  if (typeof policy !== 'string' || allowed.includes(policy)) return;
  // The schema refuses what no pod may have.
  if (!['Always', 'Never', 'OnFailure'].includes(policy)) return;
  const problem = pod.restartPolicy ? `is ${shown(policy)}` : "is missing, which is 'Always'";
  yield place.refuse('restartPolicy', problem, `Allowed in a ${place.object.kind}: ${allowed.join(', ')}`);
}

function* dns(pod: Fields, place: Place): Generator<Refusal> {
  const { nameservers, options, searches } = (pod.dnsConfig ?? {}) as Fields;
  if (pod.dnsPolicy === 'None' && list(nameservers).length === 0) {
    yield place.refuse('dnsConfig.nameservers', 'is missing, though dnsPolicy is None', 'Write one to three addresses');
  }
  if (list(nameservers).length > 3) yield place.refuse('dnsConfig.nameservers', 'has more than 3', 'Keep three');
  if (list(searches).length > 32) yield place.refuse('dnsConfig.searches', 'has more than 32', 'Keep 32');
  for (const [option, index] of entries(options)) {
    if (!option.name) yield place.refuse(`dnsConfig.options[${index}].name`, 'is missing', 'Write it, e.g. ndots');
  }
}

function* hostPorts(pod: Fields, place: Place): Generator<Refusal> {
  const seen = new Map<string, string>();
  for (const [container, c] of entries(pod.containers)) {
    for (const [port, p] of entries(container.ports)) {
      const field = `containers[${c}].ports[${p}].hostPort`;
      const given = port.hostPort === 0 ? undefined : (port.hostPort ?? undefined);
      if (pod.hostNetwork === true && given !== undefined && given !== port.containerPort) {
        yield place.refuse(field, `is ${shown(given)}`, 'With hostNetwork, write the containerPort, or nothing');
      }
      const host = given ?? (pod.hostNetwork === true ? port.containerPort : undefined);
      if (typeof host !== 'number') continue;
      const key = `${text(port.protocol) ?? 'TCP'} ${text(port.hostIP) ?? ''} ${host}`;
      const first = seen.get(key);
      if (first) yield place.refuse(field, `${host} is taken by ${place.at(first)}`, 'Take another');
      else seen.set(key, field);
    }
  }
}

function* sameContainer(pod: Fields, place: Place): Generator<Refusal> {
  const seen = new Map<string, string>();
  for (const kind of ['containers', 'initContainers']) {
    for (const [{ name }, index] of entries(pod[kind])) {
      if (typeof name !== 'string' || name === '') continue;
      const first = seen.get(name);
      const field = `${kind}[${index}]`;
      if (!first) {
        seen.set(name, field);
        continue;
      }
      const problem = `'${name}' is in ${place.at(first)} already`;
      // kubectl merges each of the two lists by the name.
      if (first.startsWith(`${kind}[`)) yield place.refuseNew(`${field}.name`, problem, 'Rename one');
      else yield place.refuse(`${field}.name`, problem, 'Rename one');
    }
  }
}

function* host(pod: Fields, place: Place): Generator<Refusal> {
  if (pod.hostPID === true && pod.shareProcessNamespace === true) {
    yield place.refuse('shareProcessNamespace', 'is true beside hostPID', 'Keep one of them');
  }
  if (pod.hostUsers !== false) return;
  for (const key of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (pod[key] === true) yield place.refuse(key, 'is true, though hostUsers is false', 'Remove one of them');
  }
}

function* hostNames(pod: Fields, place: Place): Generator<Refusal> {
  // A StatefulSet gives its pods names of their own.
  if (place.within('apps.v1.StatefulSetSpec')) return;
  for (const key of ['hostname', 'subdomain']) {
    const value = pod[key];
    if (typeof value !== 'string' || value === '' || dnsLabel.takes(value)) continue;
    yield place.refuse(key, `is ${shown(value)}`, `Allowed: ${dnsLabel.allowed}`);
  }
}

function* overhead(pod: Fields, place: Place): Generator<Refusal> {
  for (const name of Object.keys(fields(pod.overhead)))
    if (!isContainerResource(name)) yield place.refuse(`overhead['${name}']`, 'is no resource', 'Allowed: cpu, memory');
}

/** What means something on Linux alone. @see k8s.io/kubernetes pkg/apis/core/validation `validateWindows` */
const OF_LINUX = {
  pod: ['hostPID', 'hostIPC', 'hostUsers', 'shareProcessNamespace'],
  context: [
    ...['seLinuxOptions', 'seccompProfile', 'appArmorProfile', 'runAsUser', 'runAsGroup'],
    ...['fsGroup', 'fsGroupChangePolicy', 'sysctls', 'supplementalGroups', 'supplementalGroupsPolicy'],
    ...['capabilities', 'readOnlyRootFilesystem', 'privileged', 'allowPrivilegeEscalation', 'procMount'],
  ],
};

function* windows(pod: Fields, place: Place): Generator<Refusal> {
  const refused = (field: string): Refusal => place.refuse(field, 'is for Linux, and os.name is windows', 'Remove it');
  for (const key of OF_LINUX.pod) if (pod[key] != null && pod[key] !== false) yield refused(key);
  for (const key of OF_LINUX.context) if (at(pod.securityContext, key) != null) yield refused(`securityContext.${key}`);
  for (const kind of ['containers', 'initContainers'])
    for (const [{ securityContext }, index] of entries(pod[kind]))
      for (const key of OF_LINUX.context)
        if (at(securityContext, key) != null) yield refused(`${kind}[${index}].securityContext.${key}`);
}
