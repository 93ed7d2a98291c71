import { groupKind, type KubeObject } from '../../manifest';
import { isClusterKind } from '../../../kubernetes/scope';
import { DNS_LABEL, DNS_LABEL_1035, DNS_SUBDOMAIN, PATH_SEGMENT, type Syntax } from '../../../kubernetes/names';
import { isOwnGroup } from './schema';
import { shown, type Refusal } from './refusal';

const limited = (syntax: Syntax, longest: number, why: string): Syntax => ({
  ...syntax,
  longest,
  allowed: `${syntax.allowed}, at most ${longest} characters (${why})`,
});

/** Kinds whose names have to be more, or less, than a DNS subdomain. */
const SYNTAX: Record<string, Syntax> = {
  Service: DNS_LABEL_1035,
  Namespace: DNS_LABEL,
  // Pods carry `<name>-<hash of 10>` in a label.
  'apps/StatefulSet': limited(DNS_LABEL, 52, 'its pods carry the name and a hash in a label'),
  // Jobs are named `<name>-<11 characters>`.
  'batch/CronJob': limited(DNS_SUBDOMAIN, 52, 'its Jobs add 11 characters'),
  'batch/Job': limited(DNS_SUBDOMAIN, 63, 'its pods carry the name in a label'),
  'rbac.authorization.k8s.io/Role': PATH_SEGMENT,
  'rbac.authorization.k8s.io/RoleBinding': PATH_SEGMENT,
  'rbac.authorization.k8s.io/ClusterRole': PATH_SEGMENT,
  'rbac.authorization.k8s.io/ClusterRoleBinding': PATH_SEGMENT,
};

/** Names are such as their kind takes. https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export function* nameRefusals(object: KubeObject): Generator<Refusal> {
  const { name, generateName, namespace } = object.metadata;
  const syntax = SYNTAX[groupKind(object)] ?? DNS_SUBDOMAIN;
  if (namespace !== undefined && isOwnGroup(object.apiVersion) && isClusterKind(object.kind)) {
    // kubectl leaves it out by itself.
    return;
  }
  if (name === undefined && typeof generateName === 'string') return;
  if (typeof name === 'string' && syntax.pattern.test(name) && name.length <= syntax.longest) return;
  yield {
    field: 'metadata.name',
    problem: `is ${shown(name)}`,
    fix: `Allowed for a ${object.kind}: ${syntax.allowed}`,
  };
}
