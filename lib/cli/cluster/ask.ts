import { groupKind, objectKey, type KubeObject } from '../../manifests/manifest';
import {
  comesWithTheRun,
  isKept,
  orphans,
  podOf,
  together,
  type Answer,
  type Asked,
  type Observation,
  type Orphans,
  type Release,
  type Situation,
} from '../../manifests/plan';
import { isSame } from '../../manifests/diff/field-changes';
import { at } from '../../manifests/fields';
import type { Application } from './application';
import { applyAnswers } from './apply-answers';
import { dryRun } from './dry-run';
import { helmAnswers } from './helm-answers';
import { servedKinds, type ServedKinds } from './kinds';
import type { Kubectl } from './kubectl';
import { listed, liveObjects, type Live } from './live';
import { readRelease } from './release';

/** Asks a cluster everything that a plan needs; nothing is changed in it. */
export async function askCluster(
  kubectl: Kubectl,
  manifests: readonly KubeObject[],
  application: Application,
): Promise<Situation> {
  const kinds = await servedKinds(kubectl);
  const own = application.namespace ?? (await contextNamespace(kubectl));
  const placed = manifests.map((object) => inNamespace(object, kinds, own));
  const live = await liveOf(kubectl, placed, kinds);
  const release =
    application.release === undefined
      ? undefined
      : placedRelease(await readRelease(kubectl, application.release, own), kinds);
  const answers = release
    ? await helmAnswers(kubectl, placed, live, release, application)
    : await applyAnswers(kubectl, placed, live, application);
  const asked = placed.map((manifest, i): Asked => {
    const found = live[i] as Live;
    const answer = answers[i] as Answer;
    return {
      manifest,
      namespace: manifest.metadata.namespace,
      live: 'object' in found ? found.object : undefined,
      answer: 'unknown' in found && answer.sort === 'accepted' ? { sort: 'unknown', why: found.unknown } : answer,
      resource: kinds.tryFind(manifest)?.resource,
    };
  });
  const namespaces = [...new Set(asked.flatMap(({ namespace }) => namespace ?? []))];
  const surroundings = (
    await Promise.all(namespaces.map((namespace) => listed(kubectl, SURROUNDINGS, { namespace })))
  ).flat();
  const quotas = surroundings.filter((object) => groupKind(object) === 'ResourceQuota');
  const services = asked.some(({ manifest }) => groupKind(manifest) === 'Service')
    ? await listed(kubectl, ['services'], {})
    : [];
  const settled = together(asked, { quotas, services });
  return {
    observations: await withPods(kubectl, settled),
    surroundings,
    orphans: release
      ? await goneFrom(kubectl, release, settled, kinds)
      : await orphansOf(kubectl, settled, namespaces, application),
    means: application.means,
  };
}

/** What the consequences of a change are judged with. */
const SURROUNDINGS = [
  ...['deployments.apps', 'statefulsets.apps', 'daemonsets.apps', 'pods', 'services'],
  ...['networkpolicies.networking.k8s.io', 'horizontalpodautoscalers.autoscaling', 'poddisruptionbudgets.policy'],
  'resourcequotas',
];

async function contextNamespace(kubectl: Kubectl): Promise<string> {
  const { stdout } = await kubectl(['config', 'view', '--minify', '--output', 'jsonpath={..namespace}']);
  return stdout.trim() === '' ? 'default' : stdout.trim();
}

/** The object with the namespace that kubectl gives it. */
function inNamespace(object: KubeObject, kinds: ServedKinds, namespace: string): KubeObject {
  if (object.metadata.namespace || kinds.tryFind(object)?.namespaced !== true) return object;
  return { ...object, metadata: { ...object.metadata, namespace } };
}

const placedRelease = (release: Release, kinds: ServedKinds): Release => ({
  ...release,
  objects: release.objects.map((object) => inNamespace(object, kinds, release.namespace)),
});

/** Kinds that the cluster does not have can't be asked for. */
async function liveOf(kubectl: Kubectl, objects: readonly KubeObject[], kinds: ServedKinds): Promise<Live[]> {
  const known = objects.filter((object) => kinds.tryFind(object) !== undefined);
  const found = new Map((await liveObjects(kubectl, known)).map((live, i) => [known[i], live]));
  return objects.map((object) => found.get(object) ?? { object: undefined });
}

/** Whether pods of new templates would be taken. */
async function withPods(kubectl: Kubectl, asked: readonly Asked[]): Promise<Observation[]> {
  const makers = asked.flatMap((one, i) => {
    if (one.answer.sort !== 'accepted') return [];
    const { result } = one.answer;
    const isNew = !one.live || !isSame(podOf(one.live), podOf(result));
    const isMore = Number(at(result, 'spec', 'replicas') ?? 0) > Number(at(one.live, 'spec', 'replicas') ?? 0);
    const pod = isNew || isMore ? podOf(result) : undefined;
    return pod ? [{ i, pod }] : [];
  });
  const answers = await dryRun(
    kubectl,
    ['create'],
    makers.map(({ pod }) => pod),
  );
  const all: Observation[] = [...asked];
  makers.forEach(({ i }, index) => {
    const answer = answers[index] as Answer;
    if (answer.sort !== 'refused' || comesWithTheRun(answer.words, asked)) return;
    all[i] = { ...(all[i] as Observation), podsRefused: answer.words };
  });
  return all;
}

async function orphansOf(
  kubectl: Kubectl,
  asked: readonly Asked[],
  namespaces: readonly string[],
  { selector }: Application,
): Promise<Orphans> {
  const deletable = await servedKinds(kubectl, 'list,delete');
  const resources = deletable.all.filter(({ namespaced }) => namespaced).map(({ resource }) => resource);
  const present = await Promise.all(namespaces.map((namespace) => listed(kubectl, resources, { namespace, selector })));
  return orphans(present.flat(), asked, { selected: selector !== undefined });
}

/** What Helm deletes: objects of the last release that are there and that the manifests lack. */
async function goneFrom(
  kubectl: Kubectl,
  release: Release,
  asked: readonly Asked[],
  kinds: ServedKinds,
): Promise<Orphans> {
  const named = new Set(asked.map(({ manifest }) => objectKey(manifest)));
  const gone = release.objects.filter((object) => !named.has(objectKey(object)) && !isKept(object));
  const live = await liveOf(kubectl, gone, kinds);
  return { ours: live.flatMap((one) => ('object' in one && one.object ? [one.object] : [])), perhaps: [] };
}
