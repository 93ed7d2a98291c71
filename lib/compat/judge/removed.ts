import { at, entries } from '../../manifests/fields';
import { groupKind, objectName, type KubeObject } from '../../manifests/manifest';
import type { Finding, Level } from './finding';
import type { Comparison } from './pairs';

/** Kinds whose loss costs protection or comfort, but nothing that others rely on. */
const LESSER =
  /^(policy\/PodDisruptionBudget|autoscaling\/HorizontalPodAutoscaler|monitoring\.coreos\.com\/.*|networking\.k8s\.io\/NetworkPolicy)$/;

/** Kinds that work by what they hold, not by their names: nobody looks for one by its name. */
const NAMELESS =
  /^(rbac\.authorization\.k8s\.io\/(Cluster)?Role(Binding)?|batch\/Job|batch\/CronJob|admissionregistration\.k8s\.io\/.*WebhookConfiguration)$/;

const DATA =
  /^(PersistentVolumeClaim|PersistentVolume|Secret|Namespace|apiextensions\.k8s\.io\/CustomResourceDefinition)$/;

/** Objects that an upgrade deletes, and those that get another name, which is the same to whoever referred to them. */
export function* removed({ removed: gone, renamed, added }: Comparison): Generator<Finding> {
  for (const [before, after] of renamed) yield* lost(before, after);
  for (const object of gone) {
    const other = added.find(({ metadata, kind }) => metadata.name === object.metadata.name && isWorkload(kind));
    if (other && isWorkload(object.kind)) {
      yield {
        rule: 'kind-changed',
        level: 'major',
        object: objectName(object),
        message: `becomes a ${other.kind}: helm makes it beside the old pods, then deletes the ${object.kind}${hasClaims(object) ? '; its volumes stay behind' : ''}`,
        advice: 'give it another name in a new major version, and say in the notes how to move',
      };
    } else yield* lost(object, undefined);
  }
}

const isWorkload = (kind: string): boolean => /^(Deployment|StatefulSet|DaemonSet|Job|CronJob)$/.test(kind);

function* lost(object: KubeObject, successor: KubeObject | undefined): Generator<Finding> {
  const kind = groupKind(object);
  const name = objectName(object);
  const kept = object.metadata.annotations?.['helm.sh/resource-policy'] === 'keep';
  const level: Level = LESSER.test(kind) || (successor && NAMELESS.test(kind)) ? 'minor' : 'major';
  const moved = successor && successor.metadata.namespace !== object.metadata.namespace;
  const now =
    successor && (moved ? `namespace ${successor.metadata.namespace ?? 'of the release'}` : successor.metadata.name);
  if (DATA.test(kind) || hasClaims(object)) {
    const what = hasClaims(object) ? 'its volumes stay behind and new ones begin empty' : LOSS[kind];
    yield {
      rule: 'data-lost',
      level: 'major',
      object: name,
      message: `${now ? `is ${now} now` : 'is gone'}: ${kept ? 'helm keeps it, but nothing uses it any more' : what}`,
      advice: kept
        ? 'say in the notes how to move'
        : "keep the name, or say how to move; 'helm.sh/resource-policy: keep' in a version before keeps it",
    };
    return;
  }
  yield {
    rule: successor ? 'object-renamed' : 'object-removed',
    level,
    object: name,
    message: successor ? `is ${now} now; helm deletes the old one` : 'is deleted by the upgrade',
    ...(level === 'major' && { advice: 'keep the name: others may refer to it' }),
  };
}

const LOSS: Readonly<Record<string, string>> = {
  PersistentVolumeClaim: 'helm deletes the claim and, with most storage classes, its data',
  PersistentVolume: 'helm deletes the volume',
  Secret: 'helm deletes what is in it',
  Namespace: 'helm deletes everything in it',
  'apiextensions.k8s.io/CustomResourceDefinition': 'helm deletes it, and with it every object of that kind',
};

const hasClaims = (object: KubeObject): boolean =>
  groupKind(object) === 'apps/StatefulSet' && [...entries(at(object, 'spec', 'volumeClaimTemplates'))].length > 0;
