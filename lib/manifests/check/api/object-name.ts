import { fields } from '../../fields';
import { groupKind, type KubeObject } from '../../manifest';
import { isClusterKind } from '../../../kubernetes/scope';
import {
  DNS_LABEL,
  DNS_LABEL_1035,
  DNS_SUBDOMAIN,
  PATH_SEGMENT as SEGMENT,
  type Syntax,
} from '../../../kubernetes/names';
import { shown, type Refusal } from './refusal';

/** A syntax of names, and how long a part may be behind which the server writes more. */
interface NameSyntax extends Syntax {
  readonly prefix?: number;
}

const limited = (syntax: Syntax, longest: number, why: string): NameSyntax => ({
  ...syntax,
  longest,
  prefix: syntax.longest,
  allowed: `${syntax.allowed}, at most ${longest} characters (${why})`,
});

/** Names that become part of a path, of any length. */
const PATH_SEGMENT: Syntax = { ...SEGMENT, longest: Infinity };

/** Kinds whose names have to be more, or less, than a DNS subdomain. */
const SYNTAX: Record<string, NameSyntax> = {
  Service: DNS_LABEL_1035,
  Namespace: DNS_LABEL,
  // Pods carry `<name>-<hash of 10>` in a label.
  'apps/StatefulSet': limited(DNS_LABEL, 52, 'its pods carry the name and a hash in a label'),
  // Jobs are named `<name>-<11 characters>`.
  'batch/CronJob': limited(DNS_SUBDOMAIN, 52, 'its Jobs add 11 characters'),
  'batch/Job': limited(DNS_SUBDOMAIN, 63, 'its pods carry the name in a label'),
  'policy/PodDisruptionBudget': PATH_SEGMENT,
  'rbac.authorization.k8s.io/Role': PATH_SEGMENT,
  'rbac.authorization.k8s.io/RoleBinding': PATH_SEGMENT,
  'rbac.authorization.k8s.io/ClusterRole': PATH_SEGMENT,
  'rbac.authorization.k8s.io/ClusterRoleBinding': PATH_SEGMENT,
};

/** Names and namespaces are such as their kind takes. https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export function* nameRefusals(object: KubeObject): Generator<Refusal> {
  const { name, generateName, namespace } = fields(object.metadata);
  const syntax: NameSyntax = SYNTAX[groupKind(object)] ?? DNS_SUBDOMAIN;
  const fits = (text: unknown, longest = syntax.longest): boolean =>
    typeof text === 'string' && syntax.pattern.test(text) && text.length <= longest;
  const allowed = `Allowed for a ${object.kind}: ${syntax.allowed}`;
  if (typeof generateName === 'string' && generateName !== '') {
    // More comes behind it.
    if (!fits(generateName.replace(/-$/, 'a'), syntax.prefix))
      yield { field: 'metadata.generateName', problem: `is ${shown(generateName)}`, fix: allowed };
    else if (name === undefined) {
      yield* namespaced(object, namespace);
      return;
    }
  }
  if (!fits(name)) yield { field: 'metadata.name', problem: `is ${shown(name)}`, fix: allowed };
  yield* namespaced(object, namespace);
}

function* namespaced(object: KubeObject, namespace: unknown): Generator<Refusal> {
  // kubectl leaves it out where a kind has none.
  if (typeof namespace !== 'string' || isClusterKind(object.kind)) return;
  if (namespace === '' || (DNS_LABEL.pattern.test(namespace) && namespace.length <= DNS_LABEL.longest)) return;
  yield { field: 'metadata.namespace', problem: `is ${shown(namespace)}`, fix: `Allowed: ${DNS_LABEL.allowed}` };
}
