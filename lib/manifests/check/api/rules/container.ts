import { at, entries, fields, text, type Fields } from '../../../fields';
import { repeated } from '../repeated';
import type { Place, TypeRules } from '../place';
import { shown, type Refusal } from '../refusal';

/** What a container says as a whole. @see k8s.io/kubernetes pkg/apis/core/validation `validateContainerCommon` */
export const CONTAINER_RULES: TypeRules = {
  'core.v1.Container': function* (container, place) {
    const { image } = container;
    if (image === undefined || image === null || image === '') yield place.refuse('image', 'is missing', 'Write one');
    else if (typeof image === 'string' && image !== image.trim() && place.object.kind === 'Pod') {
      yield place.refuse('image', `is ${shown(image)}`, 'Remove the blanks around it');
    }
    if (place.key === 'initContainers' && container.restartPolicy !== 'Always') yield* runsOnce(container, place);
    yield* repeated(place, 'ports', ({ name }) => text(name), 'name');
    yield* mounts(container, place);
    yield* resizePolicy(container, place);
  },
};

function* runsOnce(container: Fields, place: Place): Generator<Refusal> {
  for (const key of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (container[key] == null) continue;
    yield place.refuse(key, 'is for containers that go on running', "Remove it, or set restartPolicy: 'Always'");
  }
}

function* resizePolicy(container: Fields, place: Place): Generator<Refusal> {
  const never = place.within('core.v1.PodSpec')?.value.restartPolicy === 'Never';
  for (const [policy, index] of entries(container.resizePolicy)) {
    if (never && policy.restartPolicy !== 'NotRequired') {
      const field = `resizePolicy[${index}].restartPolicy`;
      yield place.refuse(
        field,
        `is ${shown(policy.restartPolicy)}`,
        'Allowed in a pod that never restarts: NotRequired',
      );
    }
  }
}

/** What there is to mount: volumes of the pod, and of a StatefulSet, its claims. */
function volumesOf(place: Place): Map<string, Fields> {
  const found = new Map<string, Fields>();
  const pod = place.within('core.v1.PodSpec');
  for (const [volume] of entries(pod?.value.volumes)) found.set(text(volume.name) ?? '', volume);
  const claims = pod?.within('apps.v1.StatefulSetSpec')?.value.volumeClaimTemplates;
  for (const [claim] of entries(claims))
    found.set(text(at(claim, 'metadata', 'name')) ?? '', { persistentVolumeClaim: {} });
  return found;
}

function* mounts(container: Fields, place: Place): Generator<Refusal> {
  const volumes = volumesOf(place);
  const there = [...volumes.keys()].map((name) => `'${name}'`).join(', ') || 'none';
  const devices = new Map([...entries(container.volumeDevices)].map(([one]) => [text(one.name), one.devicePath]));
  yield* repeated(place, 'volumeMounts', ({ mountPath }) => text(mountPath), 'mountPath', { merged: true });
  yield* repeated(place, 'volumeDevices', ({ devicePath }) => text(devicePath), 'devicePath', { merged: true });
  yield* repeated(place, 'volumeDevices', ({ name }) => text(name), 'name');
  for (const key of ['volumeMounts', 'volumeDevices']) {
    for (const [{ name }, index] of entries(container[key])) {
      if (typeof name !== 'string' || name === '') continue;
      const volume = volumes.get(name);
      const field = `${key}[${index}].name`;
      if (!volume)
        yield place.refuse(field, `no volume is called '${name}'`, `Add it to the pod's volumes; there: ${there}`);
      else if (key === 'volumeDevices' && volume.persistentVolumeClaim == null && volume.ephemeral == null) {
        yield place.refuse(field, `'${name}' is no claim`, 'Devices are made of claims');
      }
      if (key === 'volumeMounts' && devices.has(name))
        yield place.refuse(field, 'is a device, too', 'Keep one of them');
    }
  }
  const paths = new Set(devices.values());
  for (const [mount, index] of entries(container.volumeMounts))
    yield* mountProblems(mount, index, container, paths, place);
}

function* mountProblems(
  mount: Fields,
  index: number,
  container: Fields,
  devicePaths: ReadonlySet<unknown>,
  place: Place,
): Generator<Refusal> {
  const field = (key: string): string => `volumeMounts[${index}].${key}`;
  if (mount.subPath && mount.subPathExpr)
    yield place.refuse(field('subPathExpr'), 'is beside subPath', 'Keep one of them');
  if (devicePaths.has(mount.mountPath)) yield place.refuse(field('mountPath'), 'is a device, too', 'Take another path');
  const privileged = fields(container.securityContext).privileged === true;
  if (mount.mountPropagation === 'Bidirectional' && !privileged) {
    yield place.refuse(field('mountPropagation'), "is 'Bidirectional'", 'That needs a privileged container');
  }
  if (mount.recursiveReadOnly === 'Enabled' || mount.recursiveReadOnly === 'IfPossible') {
    if (mount.readOnly !== true) yield place.refuse(field('recursiveReadOnly'), 'is set', 'Set readOnly: true as well');
    if (mount.mountPropagation != null && mount.mountPropagation !== 'None')
      yield place.refuse(field('recursiveReadOnly'), 'is beside mountPropagation', 'Keep one of them');
  }
}
