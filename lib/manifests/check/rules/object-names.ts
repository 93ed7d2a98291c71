import { groupKind } from '../../manifest';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { problemOf } from '../rule';
import { DNS_LABEL, DNS_LABEL_1035, DNS_SUBDOMAIN, PATH_SEGMENT, type Syntax } from '../../../kubernetes/names';

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

/** Names and namespaces are valid for their kind. https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export function* objectNames(set: ObjectSet): Generator<Problem> {
  for (const manifest of set.manifests) {
    const { name, namespace, generateName } = manifest.object.metadata;
    const syntax = SYNTAX[groupKind(manifest.object)] ?? DNS_SUBDOMAIN;
    const generated = name === undefined && typeof generateName === 'string';
    if (generated) continue;
    if (typeof name !== 'string' || !syntax.pattern.test(name) || name.length > syntax.longest) {
      yield problemOf(
        manifest,
        'metadata.name',
        `'${name}' is no name for a ${manifest.object.kind}`,
        `Allowed: ${syntax.allowed}`,
      );
    }
    if (namespace !== undefined && (!DNS_LABEL.pattern.test(namespace) || namespace.length > DNS_LABEL.longest)) {
      yield problemOf(
        manifest,
        'metadata.namespace',
        `'${namespace}' is no namespace`,
        `Allowed: ${DNS_LABEL.allowed}`,
      );
    }
  }
}
