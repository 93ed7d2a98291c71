import { isLive } from '../defaults';
import { asDraft, mapAt, mapsAt, type Draft } from '../defaults/draft';
import { groupKind, type KubeObject } from '../manifest';

/**
 * Fills in what a cluster allocated: where the old side was read from one, what the new side does not say stays as it is
 * there. Without a dump the families of addresses are those of most clusters.
 *
 * @param written the old object, as it was read
 * @param before the same with defaults
 * @param after the new one with defaults, which is changed
 */
export function likeLive(written: KubeObject, before: KubeObject, after: KubeObject): void {
  if (groupKind(after) === 'Secret') keepWritten(written, before, after);
  const [was, is] = [before, after].map((object) => asDraft(object.spec)) as [Draft | undefined, Draft | undefined];
  if (!was || !is) return;
  const kind = groupKind(after);
  if (kind === 'Service' && is.type !== 'ExternalName') {
    for (const spec of [was, is]) {
      spec.ipFamilies ??= ['IPv4'];
      spec.ipFamilyPolicy ??= 'SingleStack';
    }
    // A headless Service stays one.
    if (was.clusterIP === 'None') is.clusterIP ??= 'None';
  }
  // What was defaulted and is not written now stays.
  if (kind === 'batch/Job' && is.completionMode !== 'Indexed') is.completions ??= was.completions;
  if (!isLive(written)) return;
  const namespaced = before.metadata.namespace !== undefined && after.metadata.namespace === undefined;
  if (namespaced) after.metadata.namespace = before.metadata.namespace;
  if (kind === 'Service') likeService(was, is);
  if (kind === 'PersistentVolumeClaim') keep(was, is, ['volumeName', 'storageClassName', 'accessModes']);
  if (kind === 'batch/Job') likeJob(was, is);
  if (kind === 'ServiceAccount') keep(before, after, ['secrets']);
}

/** What `stringData` wrote is in `data`, where nobody takes it away again. */
function keepWritten(written: KubeObject, before: KubeObject, after: KubeObject): void {
  const data = asDraft(after.data) ?? {};
  for (const key of Object.keys(asDraft(written.stringData) ?? {})) data[key] ??= mapAt(before, 'data')[key];
  if (Object.keys(data).length > 0) after.data = data;
}

function keep(was: Draft, is: Draft, keys: readonly string[]): void {
  for (const key of keys) is[key] ??= was[key];
}

function likeService(was: Draft, is: Draft): void {
  if (is.type === 'ExternalName') return;
  keep(was, is, ['clusterIP', 'clusterIPs', 'healthCheckNodePort']);
  if (is.type === 'ClusterIP') return;
  const allocated = new Map(
    mapsAt(was, 'ports').map((port) => [`${String(port.port)}/${String(port.protocol)}`, port]),
  );
  for (const port of mapsAt(is, 'ports')) {
    port.nodePort ??= allocated.get(`${String(port.port)}/${String(port.protocol)}`)?.nodePort;
  }
}

/** The Job controller selects the pods by an identity of its own. */
function likeJob(was: Draft, is: Draft): void {
  keep(was, is, ['selector']);
  const labels = mapAt(mapAt(mapAt(was, 'template'), 'metadata'), 'labels');
  const own = Object.entries(labels).filter(([key]) => /(?:^|\/)(?:controller-uid|job-name)$/.test(key));
  if (own.length === 0) return;
  const template = mapAt(is, 'template');
  const metadata = asDraft(template.metadata) ?? {};
  template.metadata = { ...metadata, labels: { ...mapAt(metadata, 'labels'), ...Object.fromEntries(own) } };
}
