import { at, entries, fields, list, type Fields } from '../../fields';
import type { ObjectSet } from '../../object-set';
import { podField, type Container, type Workload } from '../../workload';
import type { Problem } from '../problem';
import { problemOf } from '../rule';

/** What "baseline" of Pod Security takes. @see https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
const HARMLESS = new Set(
  'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID SYS_CHROOT'.split(
    ' ',
  ),
);

/** Pods have no more of their node than they need, and are not root. */
export function* podSecurity(set: ObjectSet): Generator<Problem> {
  for (const workload of set.workloads.all) {
    if (workload.partial) continue;
    yield* ofNode(workload);
    for (const container of workload.containers) yield* ofContainer(workload, container);
  }
}

function* ofNode(workload: Workload): Generator<Problem> {
  const { manifest, pod } = workload;
  for (const key of ['hostNetwork', 'hostPID', 'hostIPC']) {
    if (pod[key] === true)
      yield problemOf(manifest, podField(workload, key), 'is true: the pod shares it with its node', 'Remove it');
  }
  for (const [volume, index] of entries(pod.volumes)) {
    if (volume.hostPath == null) continue;
    const problem = `mounts ${String(at(volume, 'hostPath', 'path'))} of the node`;
    yield problemOf(manifest, podField(workload, `volumes[${index}].hostPath`), problem, 'Use a claim or an emptyDir');
  }
}

function* ofContainer(workload: Workload, { field, spec }: Container): Generator<Problem> {
  const own = fields(spec.securityContext);
  const place = `${field}.securityContext`;
  if (own.privileged === true)
    yield problemOf(
      workload.manifest,
      `${place}.privileged`,
      'is true: the container can do all that its node can',
      'Remove it',
    );
  const added = list(at(own, 'capabilities', 'add')).filter((name) => typeof name === 'string' && !HARMLESS.has(name));
  if (added.length > 0)
    yield problemOf(
      workload.manifest,
      `${place}.capabilities.add`,
      `adds ${added.join(', ')}`,
      'Remove what it can do without',
    );
  if (mayBeRoot(own, fields(workload.pod.securityContext)) && own.privileged !== true)
    yield problemOf(workload.manifest, place, 'lets it run as root', 'Set runAsNonRoot: true');
}

/** Whether neither the container nor its pod says that it is not root. */
function mayBeRoot(own: Fields, ofPod: Fields): boolean {
  const user = own.runAsUser ?? ofPod.runAsUser;
  return (own.runAsNonRoot ?? ofPod.runAsNonRoot) !== true && (typeof user !== 'number' || user === 0);
}
