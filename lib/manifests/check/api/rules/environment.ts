import { isLabelKey } from '../../../../kubernetes/names';
import { text } from '../../../fields';
import type { TypeRules } from '../place';
import { isDropped } from '../required';
import { shown } from '../refusal';

const OF_POD = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
const IN_FILES = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations'];
const AMOUNT = /^(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-.*)$/;
const SOURCES = ['configMapKeyRef', 'secretKeyRef', 'fieldRef', 'resourceFieldRef', 'fileKeyRef'];
const SIZES = ['1', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((u) =>
  u === '1' ? u : `1${u}`,
);

/** Variables of containers, and what they are read from. @see pkg/apis/core/validation `ValidateEnv` */
export const ENVIRONMENT_RULES: TypeRules = {
  'core.v1.EnvVar': function* ({ value, valueFrom }, place) {
    if (value && valueFrom != null) yield place.refuse('', 'has value and valueFrom', 'Keep one of them');
  },
  'core.v1.EnvVarSource': function* (source, place) {
    const given = SOURCES.filter((key) => source[key] != null && !isDropped(place.type, key));
    if (given.length === 1) return;
    const problem = given.length === 0 ? 'has no source' : `has ${given.join(' and ')}`;
    yield place.refuse('', problem, `Allowed: one of ${SOURCES.slice(0, -1).join(', ')}`);
  },
  'core.v1.EnvFromSource': function* ({ configMapRef, secretRef }, place) {
    if ((configMapRef == null) !== (secretRef == null)) return;
    const problem = configMapRef == null ? 'has no source' : 'has configMapRef and secretRef';
    yield place.refuse('', problem, 'Allowed: one of configMapRef, secretRef');
  },
  'core.v1.ConfigMapEnvSource': function* ({ name }, place) {
    if (!name) yield place.refuse('name', 'is missing', 'Write it');
  },
  'core.v1.SecretEnvSource': function* ({ name }, place) {
    if (!name) yield place.refuse('name', 'is missing', 'Write it');
  },
  'core.v1.ConfigMapKeySelector': function* ({ name }, place) {
    if (!name) yield place.refuse('name', 'is missing', 'Write it');
  },
  'core.v1.SecretKeySelector': function* ({ name }, place) {
    if (!name) yield place.refuse('name', 'is missing', 'Write it');
  },
  'core.v1.ObjectFieldSelector': function* ({ fieldPath, apiVersion }, place) {
    const path = text(fieldPath);
    if (apiVersion != null && apiVersion !== '' && apiVersion !== 'v1')
      yield place.refuse('apiVersion', `is ${shown(apiVersion)}`, 'Allowed: v1');
    if (!path) return;
    const inFiles = place.parent?.type === 'core.v1.DownwardAPIVolumeFile';
    const [, map, key] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
    const allowed = inFiles ? IN_FILES : OF_POD;
    if (
      map === undefined
        ? allowed.includes(path)
        : isLabelKey(map === 'annotations' ? (key ?? '').toLowerCase() : (key ?? ''))
    )
      return;
    yield place.refuse(
      'fieldPath',
      `is ${shown(path)}`,
      `Allowed: ${allowed.join(', ')}, metadata.labels['KEY'], metadata.annotations['KEY']`,
    );
  },
  'core.v1.ResourceFieldSelector': function* ({ containerName, resource, divisor }, place) {
    if (place.parent?.type === 'core.v1.DownwardAPIVolumeFile' && !containerName)
      yield place.refuse('containerName', 'is missing', 'Write it');
    if (typeof resource !== 'string' || resource === '') return;
    if (!AMOUNT.test(resource)) {
      yield place.refuse(
        'resource',
        `is ${shown(resource)}`,
        'Allowed: limits or requests, and .cpu, .memory, .ephemeral-storage',
      );
    }
    const divisors = resource.endsWith('.cpu') ? ['1', '1m'] : SIZES;
    if ((typeof divisor === 'string' || typeof divisor === 'number') && ![...divisors, '0'].includes(String(divisor)))
      yield place.refuse('divisor', `is ${shown(divisor)}`, `Allowed: ${divisors.join(', ')}`);
  },
};
