import { entries, list, text, type Fields } from '../../../fields';
import type { TypeRules } from '../place';
import { isDropped } from '../required';

const PROJECTED = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken', 'clusterTrustBundle', 'podCertificate'];

/** Volumes of pods. @see k8s.io/kubernetes pkg/apis/core/validation `validateVolumeSource` */
export const VOLUME_RULES: TypeRules = {
  'core.v1.Volume': function* (volume, place) {
    const sources = Object.keys(volume).filter(
      (key) => key !== 'name' && volume[key] != null && !isDropped(place.type, key),
    );
    // Nothing at all is an emptyDir.
    if (sources.length > 1) yield place.refuse('', `has ${sources.join(' and ')}`, 'Allowed: one source');
  },
  'core.v1.ConfigMapVolumeSource': function* ({ name }, place) {
    if (!name) yield place.refuse('name', 'is missing', 'Write it');
  },
  'core.v1.SecretVolumeSource': function* ({ secretName }, place) {
    if (!secretName) yield place.refuse('secretName', 'is missing', 'Write it');
  },
  'core.v1.SecretProjection': function* ({ name }, place) {
    if (!name) yield place.refuse('name', 'is missing', 'Write it');
  },
  'core.v1.ConfigMapProjection': function* ({ name }, place) {
    if (!name) yield place.refuse('name', 'is missing', 'Write it');
  },
  'core.v1.NFSVolumeSource': function* ({ path }, place) {
    if (typeof path === 'string' && path !== '' && !path.startsWith('/'))
      yield place.refuse('path', 'is no absolute path', "Begin it with '/'");
  },
  'core.v1.DownwardAPIVolumeFile': function* ({ fieldRef, resourceFieldRef }, place) {
    if ((fieldRef == null) !== (resourceFieldRef == null)) return;
    const problem = fieldRef == null ? 'has no source' : 'has fieldRef and resourceFieldRef';
    yield place.refuse('', problem, 'Allowed: one of fieldRef, resourceFieldRef');
  },
  'core.v1.VolumeProjection': function* (source, place) {
    const given = PROJECTED.filter((key) => source[key] != null && !isDropped(place.type, key));
    if (given.length > 1) yield place.refuse('', `has ${given.join(' and ')}`, 'Allowed: one source');
  },
  'core.v1.ProjectedVolumeSource': function* ({ sources }, place) {
    const seen = new Set<string>();
    for (const [source, index] of entries(sources)) {
      for (const path of pathsIn(source)) {
        if (seen.has(path))
          yield place.refuse(`sources[${index}]`, `has the path '${path}' of another`, 'Take another');
        seen.add(path);
      }
    }
  },
  'core.v1.CSIVolumeSource': function* ({ nodePublishSecretRef }, place) {
    if (nodePublishSecretRef != null && !(nodePublishSecretRef as Fields).name)
      yield place.refuse('nodePublishSecretRef.name', 'is missing', 'Write it');
  },
  'core.v1.EphemeralVolumeSource': function* ({ volumeClaimTemplate }, place) {
    if (volumeClaimTemplate == null) yield place.refuse('volumeClaimTemplate', 'is missing', 'Write it');
  },
};

function pathsIn(source: Fields): string[] {
  const files = ['secret', 'configMap', 'downwardAPI'].flatMap((key) =>
    list((source[key] as Fields | undefined)?.items),
  );
  return files.map((file) => text((file as Fields | null)?.path) ?? '').filter((path) => path !== '');
}
