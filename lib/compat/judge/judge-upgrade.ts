import { objectName, type KubeObject } from '../../manifests/manifest';
import { added } from './added';
import { admission } from './admission';
import { apiVersion } from './api-version';
import { configuration } from './configuration';
import { definition } from './definition';
import { disruption } from './disruption';
import { otherFields } from './fields';
import type { Finding } from './finding';
import { hooks, isHook } from './hooks';
import { image } from './image';
import { immutable } from './immutable';
import { ingress } from './ingress';
import type { KeptJudge } from './judge';
import { networkPolicy } from './network-policy';
import { pairObjects, type Comparison, type Kept } from './pairs';
import { references } from './references';
import { removed } from './removed';
import { restart } from './restart';
import { rights } from './rights';
import { scale } from './scale';
import { service } from './service';
import { volumes } from './volumes';

const JUDGES: readonly KeptJudge[] = [
  immutable,
  apiVersion,
  definition,
  admission,
  service,
  networkPolicy,
  ingress,
  disruption,
  configuration,
  volumes,
  scale,
  image,
  rights,
  restart,
];

/** What an upgrade from some objects to others does to those who use them. */
export function judgeUpgrade(before: readonly KubeObject[], after: readonly KubeObject[]): Finding[] {
  const ordinary = (objects: readonly KubeObject[]): KubeObject[] => objects.filter((object) => !isHook(object));
  const whole = pairObjects(withoutHooked(ordinary(before), after), withoutHooked(ordinary(after), before));
  return [
    ...hooks(before, after),
    ...removed(whole),
    ...whole.kept.flatMap((kept) => judgeKept(kept, whole)),
    ...added(whole),
    ...references({ ...whole, after: [...after] }),
  ];
}

/** Without what is a hook on the other side: the judge of hooks speaks of it. */
function withoutHooked(objects: KubeObject[], others: readonly KubeObject[]): KubeObject[] {
  const hooked = new Set(others.filter(isHook).map(objectName));
  return hooked.size === 0 ? objects : objects.filter((object) => !hooked.has(objectName(object)));
}

function judgeKept(kept: Kept, whole: Comparison): Finding[] {
  const judgements = JUDGES.flatMap((judge) => [...judge(kept, whole)]);
  const explained = (field: string): boolean => judgements.some(({ explains }) => explains?.(field) === true);
  return [...judgements, ...otherFields(kept, explained)].flatMap(({ finding }) => (finding ? [finding] : []));
}
