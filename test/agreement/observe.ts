import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inParts } from '../../lib/cli/cluster/in-parts';
import type { Kubectl, Ran } from '../../lib/cli/cluster/kubectl';
import { listed, liveObjects } from '../../lib/cli/cluster/live';
import { asDocuments } from '../../lib/cli/cluster/objects';
import { at, entries, fields, list } from '../../lib/manifests/fields';
import { groupKind, objectKey, type KubeObject } from '../../lib/manifests/manifest';
import { run } from '../cluster/kubectl';
import type { Case, Truth, Via } from './case';

/** A case in its namespace. */
export interface Placed extends Case {
  readonly namespace: string;
}

const PODS_AND_OWNERS = [
  'pods',
  'replicasets.apps',
  'deployments.apps',
  'statefulsets.apps',
  'daemonsets.apps',
  'persistentvolumeclaims',
  'jobs.batch',
];

/** Applies objects by one way; answers what was refused, with the words. */
export async function applyAll(
  kubectl: Kubectl,
  via: Via,
  { namespace, kind }: Pick<Placed, 'namespace' | 'kind'>,
  objects: readonly KubeObject[],
): Promise<Map<string, string>> {
  if (via === 'helm') return helmApply(namespace, objects, kind);
  return kubectlApply(kubectl, via, objects);
}

/** Objects of many cases at once: one that is refused is asked for alone, to know which it is. */
export async function kubectlApply(
  kubectl: Kubectl,
  via: Exclude<Via, 'helm'>,
  objects: readonly KubeObject[],
): Promise<Map<string, string>> {
  const args = ['apply', ...(via === 'server-side' ? ['--server-side'] : []), '--filename=-'];
  const answers = await inParts(objects, async (some): Promise<Ran[] | undefined> => {
    const ran = await kubectl(args, asDocuments(some));
    if (ran.code === 0) return some.map(() => ran);
    return some.length > 1 ? undefined : [ran];
  });
  return new Map(
    answers.flatMap(({ code, stderr }, i) =>
      code === 0 ? [] : [[objectKey(objects[i] as KubeObject), stderr.trim()] as const],
    ),
  );
}

async function helmApply(
  namespace: string,
  objects: readonly KubeObject[],
  kind: string,
): Promise<Map<string, string>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'agreement-'));
  try {
    fs.mkdirSync(path.join(folder, 'templates'));
    fs.writeFileSync(path.join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: it\nversion: 1.0.0\n');
    objects.forEach((object, i) =>
      fs.writeFileSync(path.join(folder, 'templates', `${i}.yaml`), JSON.stringify(object)),
    );
    const ran = await run('helm', ['upgrade', '--install', 'it', folder, '--namespace', namespace]);
    if (ran.code === 0) return new Map();
    // Helm stops at the first; where its words name none, it is the one that the case is about.
    const isNamed = ({ kind: own, metadata: { name } }: KubeObject): boolean =>
      new RegExp(`${own}(\\.\\w+)? "${name}"|"${name}" with kind ${own}\\b|${name} [^ ]*, Kind=${own}\\b`).test(
        ran.stderr,
      );
    const named = objects.filter(isNamed);
    const about = named.length > 0 ? named : objects.filter((object) => groupKind(object) === kind);
    return new Map(about.map((object) => [objectKey(object), ran.stderr.trim()]));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Everything of some namespaces that tells what happened. */
export interface Snapshot {
  readonly objects: ReadonlyMap<string, KubeObject>;
  readonly running: readonly KubeObject[];
}

export async function snapshot(kubectl: Kubectl, cases: readonly Placed[]): Promise<Snapshot> {
  const own = new Set(cases.map(({ namespace }) => namespace));
  const asked = new Map(cases.flatMap(({ before, after }) => [...before, ...after]).map((o) => [objectKey(o), o]));
  const live = await liveObjects(kubectl, [...asked.values()]);
  const running = await listed(kubectl, PODS_AND_OWNERS, {});
  const found = [...asked.keys()].flatMap((key, i) => {
    const one = live[i];
    return one && 'object' in one && one.object ? [[key, one.object] as const] : [];
  });
  return {
    objects: new Map(found),
    running: running.filter(({ metadata }) => own.has(metadata.namespace ?? '')),
  };
}

/** Waits until controllers have done what they can do, some seconds at most. */
export async function settled(kubectl: Kubectl, cases: readonly Placed[], mostMs: number): Promise<Snapshot> {
  const began = Date.now();
  for (;;) {
    const now = await snapshot(kubectl, cases);
    const waits = now.running.filter((object) => !isSettled(object));
    if (waits.length === 0 || Date.now() - began > mostMs) return now;
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
}

function isSettled(object: KubeObject): boolean {
  const status = fields(object.status);
  const spec = fields(object.spec);
  if (object.kind === 'PersistentVolumeClaim') return status.phase === 'Bound';
  if (!/^(Deployment|StatefulSet|DaemonSet)$/.test(object.kind)) return object.metadata.deletionTimestamp === undefined;
  if (status.observedGeneration !== object.metadata.generation) return false;
  if (object.kind === 'DaemonSet') return status.updatedNumberScheduled === status.desiredNumberScheduled;
  return Number(status.updatedReplicas ?? 0) >= Number(spec.replicas ?? 1) || spec.paused === true;
}

/** What became of each object of a case. */
export async function truths(
  kubectl: Kubectl,
  { before, after, namespace }: Placed,
  snapshots: { readonly was: Snapshot; readonly is: Snapshot },
  refused: ReadonlyMap<string, string>,
): Promise<Map<string, Truth>> {
  const { was, is } = snapshots;
  const events = await listed(kubectl, ['events'], { namespace });
  const named = new Set(after.map(objectKey));
  const found = new Map<string, Truth>();
  for (const object of after) {
    const key = objectKey(object);
    const [old, now] = [was.objects.get(key), is.objects.get(key)];
    const words = refused.get(key);
    const outcome =
      words !== undefined
        ? /Apply failed with|conflict occurred|Conflict/.test(words)
          ? 'conflict'
          : 'refused'
        : !old
          ? 'created'
          : bare(old) === bare(now)
            ? 'unchanged'
            : 'changed';
    found.set(key, {
      outcome,
      restarts: restarted(object, was, is),
      podsFail: words === undefined && podsFailed(object, events) && !hasNewPods(object, was, is),
      words,
    });
  }
  for (const object of before) {
    const key = objectKey(object);
    if (!named.has(key) && was.objects.has(key))
      found.set(key, { outcome: 'removed', restarts: false, podsFail: false });
  }
  return found;
}

/** An object without what changes by itself. */
function bare(object: KubeObject | undefined): string {
  if (!object) return '';
  const { status: _status, metadata, ...rest } = structuredClone(object);
  const { labels, annotations = {}, finalizers, ownerReferences } = metadata;
  const own = Object.entries(annotations).filter(
    ([key]) => !/^(kubectl|deployment|deprecated)\.|^pv\.kubernetes|^volume\./.test(key),
  );
  return sorted({ ...rest, labels, finalizers, ownerReferences, annotations: Object.fromEntries(own) });
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** Pods of a workload, by their owner or its owner. */
function podsOf({ kind, metadata }: KubeObject, { running }: Snapshot): KubeObject[] {
  const owner = (object: KubeObject): string =>
    [...entries(object.metadata.ownerReferences)].map(([one]) => `${String(one.kind)}/${String(one.name)}`)[0] ?? '';
  const here = running.filter((object) => object.metadata.namespace === metadata.namespace);
  const sets = here.filter((o) => o.kind === 'ReplicaSet' && owner(o) === `${kind}/${metadata.name}`);
  const owners = new Set([`${kind}/${metadata.name}`, ...sets.map((set) => `ReplicaSet/${set.metadata.name}`)]);
  return here.filter((object) => object.kind === 'Pod' && owners.has(owner(object)));
}

const hashOf = ({ metadata: { labels } }: KubeObject): string =>
  labels?.['pod-template-hash'] ?? labels?.['controller-revision-hash'] ?? '';

/** Pods of a template that none was of before: of what failed at first, somebody tried again. */
function hasNewPods(object: KubeObject, was: Snapshot, is: Snapshot): boolean {
  const old = podsOf(object, was).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const hashes = new Set(old.map(hashOf));
  return podsOf(object, is).some((pod) => !hashes.has(hashOf(pod)));
}

/** Whether pods of another template stand in the place of those that were. */
function restarted(object: KubeObject, was: Snapshot, is: Snapshot): boolean {
  if (object.kind === 'Pod') {
    const started = ({ running }: Snapshot): string[] =>
      running
        .filter(
          (o) =>
            o.kind === 'Pod' &&
            o.metadata.name === object.metadata.name &&
            o.metadata.namespace === object.metadata.namespace,
        )
        .flatMap((pod) => list(at(pod, 'status', 'containerStatuses')).map((one) => String(at(one, 'containerID'))));
    const [before, after] = [started(was), started(is)];
    return before.length > 0 && before.join() !== after.join();
  }
  const [old, now] = [podsOf(object, was), podsOf(object, is)];
  if (old.length === 0 || hasNewPods(object, was, is)) return old.length > 0;
  // Taken, and none may be made in their place.
  const wanted = Number(at(is.objects.get(objectKey(object)), 'spec', 'replicas') ?? 0);
  return now.length === 0 && wanted > 0;
}

function podsFailed({ kind, metadata }: KubeObject, events: readonly KubeObject[]): boolean {
  return events.some(({ reason, involvedObject, message }) => {
    if (reason !== 'FailedCreate' || /object has been modified|not found, retrying/.test(String(message))) return false;
    const { kind: of, name } = fields(involvedObject);
    if (of === kind && name === metadata.name) return true;
    return kind === 'Deployment' && of === 'ReplicaSet' && String(name).startsWith(`${metadata.name}-`);
  });
}
