import { milliOf } from '../../../../kubernetes/milli';
import { isLabelKey } from '../../../../kubernetes/names';
import { at, entries, fields, list, text, type Fields } from '../../../fields';
import type { Place, TypeRules } from '../place';
import { shown, type Refusal } from '../refusal';
import { repeated } from '../repeated';

const NOT_SOURCES = new Set([
  'accessModes',
  'capacity',
  'claimRef',
  'mountOptions',
  'nodeAffinity',
  'persistentVolumeReclaimPolicy',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
]);

/** Claims, and the volumes that they are bound to. @see pkg/apis/core/validation `ValidatePersistentVolumeSpec` */
export const STORAGE_RULES: TypeRules = {
  'core.v1.PersistentVolumeClaimSpec': function* (claim, place) {
    yield* accessModes(claim, place);
    const storage = at(claim, 'resources', 'requests', 'storage');
    if (storage === undefined) yield place.refuse('resources.requests.storage', 'is missing', 'Write it, e.g. 10Gi');
    else if (milliOf(storage) !== undefined && Number(milliOf(storage)) <= 0)
      yield place.refuse('resources.requests.storage', `is ${shown(storage)}`, 'Allowed: more than 0');
    for (const key of ['dataSource', 'dataSourceRef']) {
      const { apiGroup, kind, name } = fields(claim[key]);
      // The old field of a claim itself is left out where it says nothing.
      if (
        claim[key] != null &&
        !(key === 'dataSource' && place.object.kind === 'PersistentVolumeClaim' && !kind && !name)
      ) {
        if (!kind) yield place.refuse(`${key}.kind`, 'is missing', 'Write it');
        if (!name) yield place.refuse(`${key}.name`, 'is missing', 'Write it');
      }
      if (claim[key] != null && !apiGroup && kind && kind !== 'PersistentVolumeClaim')
        yield place.refuse(`${key}.kind`, `is ${shown(kind)} without apiGroup`, 'Write apiGroup as well');
    }
  },
  'core.v1.PersistentVolumeSpec': function* (volume, place) {
    yield* accessModes(volume, place);
    const capacity = fields(volume.capacity);
    if (Object.keys(capacity).length === 0) yield place.refuse('capacity', 'is missing', 'Write storage, e.g. 10Gi');
    else if (!('storage' in capacity) || Object.keys(capacity).length > 1)
      yield place.refuse('capacity', `has ${Object.keys(capacity).join(', ')}`, 'Allowed: storage');
    if (milliOf(capacity.storage) !== undefined && Number(milliOf(capacity.storage)) <= 0)
      yield place.refuse('capacity.storage', `is ${shown(capacity.storage)}`, 'Allowed: more than 0');
    const sources = Object.keys(volume).filter((key) => !NOT_SOURCES.has(key) && volume[key] != null);
    if (sources.length !== 1)
      yield place.refuse(
        '',
        sources.length === 0 ? 'has no source' : `has ${sources.join(' and ')}`,
        'Allowed: one source, e.g. csi',
      );
    if (volume.volumeAttributesClassName != null && volume.csi == null)
      yield place.refuse('volumeAttributesClassName', 'is for volumes of csi', 'Remove it');
    if (volume.local != null && at(volume.nodeAffinity, 'required') == null)
      yield place.refuse('nodeAffinity', 'is missing', 'Say on which node the local volume is');
  },
  'storage.v1.StorageClass': function* ({ provisioner, allowedTopologies }, place) {
    const name = text(provisioner) ?? '';
    if (name !== '' && !isLabelKey(name.toLowerCase()))
      yield place.refuse('provisioner', `is ${shown(provisioner)}`, 'Allowed: a name such as csi.example.com');
    for (const [term, index] of entries(allowedTopologies)) {
      if (list(term.matchLabelExpressions).length === 0)
        yield place.refuse(`allowedTopologies[${index}].matchLabelExpressions`, 'is empty', 'Write at least one');
    }
  },
  'core.v1.TopologySelectorTerm': function* (_, place) {
    yield* repeated(place, 'matchLabelExpressions', ({ key }) => text(key), 'key');
  },
  'core.v1.TopologySelectorLabelRequirement': function* ({ key, values }, place) {
    if (typeof key === 'string' && key !== '' && !isLabelKey(key))
      yield place.refuse('key', `is ${shown(key)}`, 'Allowed: the key of a label');
    if (new Set(list(values)).size < list(values).length)
      yield place.refuse('values', 'has one twice', 'Write each once');
  },
  'core.v1.LocalVolumeSource': function* ({ path }, place) {
    if (typeof path === 'string' && path.split('/').includes('..'))
      yield place.refuse('path', `is ${shown(path)}`, "Write it without '..'");
  },
};

function* accessModes(spec: Fields, place: Place): Generator<Refusal> {
  const modes = list(spec.accessModes);
  if (modes.length === 0) yield place.refuse('accessModes', 'is empty', 'Write at least one, e.g. ReadWriteOnce');
  if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod'))
    yield place.refuse('accessModes', 'has others beside ReadWriteOncePod', 'Keep ReadWriteOncePod alone');
}
