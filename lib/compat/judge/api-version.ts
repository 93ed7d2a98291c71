import { shown, type Judgement } from './judge';
import type { Kept } from './pairs';

/** API versions that Kubernetes 1.34 does not serve, by group and kind's version. Source: the deprecated API migration guide. */
const REMOVED =
  /^(extensions\/v1beta1|apps\/v1beta[12]|networking\.k8s\.io\/v1beta1|policy\/v1beta1|batch\/v1beta1|batch\/v2alpha1|autoscaling\/v2beta[12]|rbac\.authorization\.k8s\.io\/v1(alpha|beta)1|apiextensions\.k8s\.io\/v1beta1|admissionregistration\.k8s\.io\/v1beta1|storage\.k8s\.io\/v1beta1|scheduling\.k8s\.io\/v1(alpha|beta)1|coordination\.k8s\.io\/v1beta1|node\.k8s\.io\/v1beta1|discovery\.k8s\.io\/v1beta1|certificates\.k8s\.io\/v1beta1|flowcontrol\.apiserver\.k8s\.io\/v1beta[123])$/;

/** The version of an object's API: newer ones are the same object, older ones may not be served. */
export function* apiVersion(kept: Kept): Generator<Judgement> {
  const change = kept.fields.find(({ field }) => field === 'apiVersion');
  if (!change) return;
  const [was, is] = [String(change.before), String(change.after)];
  const removed = REMOVED.test(is) && !REMOVED.test(was);
  const older = rank(is) < rank(was);
  const explains = (field: string): boolean => field === 'apiVersion';
  if (!removed && !older) yield { explains };
  else {
    const message = `${shown(change)}: ${removed ? 'current clusters do not serve it, and the upgrade fails' : 'an older version of the API'}`;
    yield {
      finding: { rule: 'api-version', level: 'major', object: kept.name, field: 'apiVersion', message },
      explains,
    };
  }
}

/** v1alpha1 < v1beta1 < v1 < v2beta1 < v2 */
function rank(apiVersion: string): number {
  const [, major = '0', stage = '', minor = '0'] = /v(\d+)(?:(alpha|beta)(\d+))?$/.exec(apiVersion) ?? [];
  return Number(major) * 1000 + (stage === '' ? 900 : stage === 'beta' ? 500 + Number(minor) : Number(minor));
}
