import { at, entries, fields, list } from '../../fields';
import { workloadOf, type Workload } from '../../workload';
import type { Consequence, Pair } from '../change';

/** What pods may do that they could not before: the demands of Pod Security `restricted`, and what goes beyond it. */
export function* podSecurity({ before, after }: Pair): Generator<Consequence> {
  const now = after && workloadOf({ object: after, path: '' });
  if (!now) return;
  const was = before && workloadOf({ object: before, path: '' });
  const known = new Set(was ? [...powers(was), ...laxities(was)] : []);
  // What a new workload leaves out is for the checks of security; what it asks for is for the reviewer.
  const asked = was ? [...powers(now), ...laxities(now)] : powers(now);
  for (const power of asked) if (!known.has(power)) yield { sort: 'widens-access', message: power };
}

/** What it asks for. */
function powers({ pod, containers }: Workload): string[] {
  const host = ['hostNetwork', 'hostPID', 'hostIPC'].filter((key) => pod[key] === true).map((key) => `${key}: true`);
  const paths = [...entries(pod.volumes)]
    .filter(([volume]) => volume.hostPath !== undefined)
    .map(([volume]) => `mounts ${String(at(volume, 'hostPath', 'path'))} of the node`);
  const token = pod.automountServiceAccountToken === true ? ['pods hold a service account token'] : [];
  const each = containers.flatMap(({ name, spec }) => {
    const context = { ...fields(pod.securityContext), ...fields(spec.securityContext) };
    const added = list(at(context, 'capabilities', 'add')).map((capability) => `capability ${String(capability)}`);
    const ports = [...entries(spec.ports)].filter(([port]) => port.hostPort !== undefined && pod.hostNetwork !== true);
    return [
      ...(context.privileged === true ? ['privileged'] : []),
      ...(context.runAsUser === 0 ? ['runs as root'] : []),
      ...added,
      ...ports.map(([port]) => `port ${String(port.hostPort)} of the node`),
    ].map((power) => `container ${name}: ${power}`);
  });
  return [...host, ...paths, ...token, ...each];
}

/** What it does not forbid itself. */
function laxities({ pod, containers }: Workload): string[] {
  const token = pod.automountServiceAccountToken === undefined ? ['pods may hold a service account token'] : [];
  const each = containers.flatMap(({ name, spec }) => {
    const context = { ...fields(pod.securityContext), ...fields(spec.securityContext) };
    return [
      ...(context.allowPrivilegeEscalation === false ? [] : ['privilege escalation is not forbidden']),
      ...(context.runAsNonRoot === true ? [] : ['root is not forbidden']),
      ...(context.readOnlyRootFilesystem === true ? [] : ['its root file system is writable']),
      ...(list(at(context, 'capabilities', 'drop')).includes('ALL') ? [] : ['capabilities are not dropped']),
      ...(/^(RuntimeDefault|Localhost)$/.test(String(at(context, 'seccompProfile', 'type')))
        ? []
        : ['no seccomp profile']),
    ].map((laxity) => `container ${name}: ${laxity}`);
  });
  return [...token, ...each];
}
