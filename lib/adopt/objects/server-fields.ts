import type { KubeObject } from '../../manifests/manifest';

/** What the API server and its controllers write into metadata. */
const METADATA = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
];

/** Annotations that are no one's wish: what kubectl and controllers note for themselves. */
const ANNOTATIONS =
  /^(kubectl\.kubernetes\.io\/last-applied-configuration|deployment\.kubernetes\.io\/revision|deprecated\.daemonset\.template\.generation|pv\.kubernetes\.io\/.*|volume\.(beta\.)?kubernetes\.io\/(storage-provisioner|selected-node)|autoscaling\.alpha\.kubernetes\.io\/(conditions|current-metrics)|endpoints\.kubernetes\.io\/last-change-trigger-time)$/;

/** Whether an object came out of a cluster, which has filled in its defaults. */
export function isLive({ metadata }: KubeObject): boolean {
  return metadata.uid !== undefined || metadata.resourceVersion !== undefined;
}

/** An object without what only a server can write: status, times, versions, notes of controllers. */
export function withoutServerFields(object: KubeObject): KubeObject {
  const { status: _status, ...kept } = object;
  const plain = { ...kept, metadata: metadataOf(object.metadata) } as KubeObject;
  return withTemplates(plain) as KubeObject;
}

function metadataOf(metadata: KubeObject['metadata']): KubeObject['metadata'] {
  const kept = Object.entries(metadata).filter(([key]) => !METADATA.includes(key));
  const plain = Object.fromEntries(kept) as KubeObject['metadata'];
  const { annotations } = metadata;
  if (typeof annotations !== 'object' || annotations === null) return plain;
  const own = Object.entries(annotations).filter(([key]) => !ANNOTATIONS.test(key));
  if (own.length === Object.keys(annotations).length) return plain;
  const { annotations: _all, ...rest } = plain;
  return own.length === 0 ? rest : { ...plain, annotations: Object.fromEntries(own) };
}

/** Templates have a `creationTimestamp: null` where a Go program wrote them; claims in a StatefulSet have a status. */
function withTemplates(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTemplates);
  if (typeof value !== 'object' || value === null) return value;
  const map = value as Record<string, unknown>;
  const entries = Object.entries(map).map(([key, item]): [string, unknown] => {
    if (key === 'metadata' && isMap(item) && item.creationTimestamp === null) {
      const { creationTimestamp: _none, ...rest } = item;
      return [key, rest];
    }
    if (key === 'volumeClaimTemplates' && Array.isArray(item)) {
      return [key, item.map((claim) => withTemplates(isMap(claim) ? withoutKey(claim, 'status') : claim))];
    }
    return [key, key === 'data' || key === 'stringData' ? item : withTemplates(item)];
  });
  return Object.fromEntries(entries);
}

function withoutKey(map: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== name));
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
