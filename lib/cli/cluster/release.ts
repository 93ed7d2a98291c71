import { gunzipSync } from 'node:zlib';
import { fields, text } from '../../manifests/fields';
import { isHook, type Release } from '../../manifests/plan';
import { readManifests } from '../../manifests/read';
import type { Kubectl } from './kubectl';
import { listed } from './live';

/**
 * Reads the release that an upgrade builds on: the last that was deployed, else the last one. A release that is not there
 * has no objects. @see https://helm.sh/docs/topics/advanced/#storage-backends
 */
export async function readRelease(kubectl: Kubectl, name: string, namespace: string): Promise<Release> {
  const secrets = await listed(kubectl, ['secrets'], { namespace, selector: `owner=helm,name=${name}` });
  const revision = ({ metadata }: (typeof secrets)[number]): number => Number(metadata.labels?.version);
  const sorted = [...secrets].sort((a, b) => revision(b) - revision(a));
  const last = sorted.find(({ metadata }) => metadata.labels?.status === 'deployed') ?? sorted[0];
  if (!last) return { name, namespace, objects: [], serverSide: true };
  const { manifest, apply_method: method } = decoded(text(fields(last.data).release) ?? '');
  const { objects } = readManifests([{ file: `release ${name}`, text: text(manifest) ?? '' }]);
  return {
    name,
    namespace,
    objects: objects.map(({ object }) => object).filter((object) => !isHook(object)),
    serverSide: method === 'ssa',
  };
}

/** The Secret's base64, around Helm's base64, around gzip, around JSON. */
function decoded(release: string): Readonly<Record<string, unknown>> {
  const inner = Buffer.from(Buffer.from(release, 'base64').toString('utf8'), 'base64');
  return fields(JSON.parse(gunzipSync(inner).toString('utf8')));
}
