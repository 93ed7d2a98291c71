import { entries, fields, list, text } from '../../../fields';
import type { TypeRules } from '../place';
import { shown } from '../refusal';
import { isOwnGroup } from '../schema';
import { labelKey } from '../texts';

/** Of keys and values together. @see k8s.io/apimachinery pkg/api/validation/objectmeta.go `TotalAnnotationSizeLimitB` */
const MOST_ANNOTATION_BYTES = 256 * 1024;

/** Metadata of objects and of templates. @see k8s.io/apimachinery pkg/api/validation/objectmeta.go */
export const METADATA_RULES: TypeRules = {
  'meta.v1.ObjectMeta': function* ({ annotations, ownerReferences, finalizers }, place) {
    let bytes = 0;
    for (const [key, value] of Object.entries(fields(annotations)))
      bytes += Buffer.byteLength(key) + Buffer.byteLength(text(value) ?? '');
    if (bytes > MOST_ANNOTATION_BYTES)
      yield place.refuse('annotations', `has ${bytes} bytes`, `Allowed: ${MOST_ANNOTATION_BYTES}`);
    if (place.parent?.parent === undefined) {
      for (const [index, finalizer] of list(finalizers).entries())
        if (!labelKey.takes(finalizer) || (isOwnGroup(place.object.apiVersion) && !isFinalizer(finalizer)))
          yield place.refuse(`finalizers[${index}]`, `is ${shown(finalizer)}`, 'Allowed: DOMAIN/NAME');
      for (const [owner, index] of entries(ownerReferences))
        for (const key of ['apiVersion', 'kind', 'name', 'uid'])
          if (!owner[key]) yield place.refuse(`ownerReferences[${index}].${key}`, 'is missing', 'Write it');
    }
    const controllers = [...entries(ownerReferences)].filter(([owner]) => owner.controller === true);
    if (controllers.length > 1) yield place.refuse('ownerReferences', 'has two controllers', 'Keep one');
    if (Array.isArray(finalizers) && finalizers.includes('orphan') && finalizers.includes('foregroundDeletion'))
      yield place.refuse('finalizers', 'has orphan and foregroundDeletion', 'Keep one of them');
  },
};

/** Names without a domain are those of Kubernetes alone. @see k8s.io/kubernetes pkg/apis/core/helper `IsStandardFinalizerName` */
const isFinalizer = (name: unknown): boolean =>
  typeof name !== 'string' || name.includes('/') || ['kubernetes', 'orphan', 'foregroundDeletion'].includes(name);
