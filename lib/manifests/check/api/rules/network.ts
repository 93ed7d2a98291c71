import { fields, list, text } from '../../../fields';
import { liesIn, rangeOf } from '../addresses';
import type { TypeRules } from '../place';
import { shown } from '../refusal';
import { domainPath, pathSegment } from '../texts';

const BAD_IN_PATH = ['//', '/./', '/../', '%2f', '%2F'];
const BAD_AT_END = ['/..', '/.'];

/** Ingresses and network policies. @see k8s.io/kubernetes pkg/apis/networking/validation */
export const NETWORK_RULES: TypeRules = {
  'networking.v1.Ingress': function* (ingress, place) {
    const { rules, defaultBackend, ingressClassName } = fields(ingress.spec);
    if (list(rules).length === 0 && defaultBackend == null)
      yield place.refuse('spec', 'has no rules', 'Write rules or a defaultBackend');
    const key = 'kubernetes.io/ingress.class';
    const annotation = fields(fields(ingress.metadata).annotations)[key];
    if (annotation != null && ingressClassName != null && annotation !== ingressClassName)
      yield place.refuse(
        `metadata.annotations['${key}']`,
        `is ${shown(annotation)}, and ingressClassName ${shown(ingressClassName)}`,
        'Keep ingressClassName',
      );
  },
  'networking.v1.IngressClassSpec': function* ({ controller }, place) {
    const name = text(controller) ?? '';
    if (!domainPath.takes(name) || name.length > 250)
      yield place.refuse('controller', `is ${shown(controller)}`, 'Allowed: DOMAIN/NAME, such as example.com/ingress');
  },
  'networking.v1.IngressClassParametersReference': function* ({ scope, namespace }, place) {
    if (scope === 'Namespace' && !namespace)
      yield place.refuse('namespace', 'is missing', "Write it: scope is 'Namespace'");
    if (scope !== 'Namespace' && namespace)
      yield place.refuse('namespace', `is ${shown(namespace)}`, "Remove it, or set scope: 'Namespace'");
  },
  'core.v1.TypedLocalObjectReference': function* (reference, place) {
    for (const key of ['kind', 'name']) {
      const value = reference[key];
      if (!place.within('networking.v1.IngressBackend')) continue;
      if (!value) yield place.refuse(key, 'is missing', 'Write it');
      else if (!pathSegment.takes(value))
        yield place.refuse(key, `is ${shown(value)}`, `Allowed: ${pathSegment.allowed}`);
    }
  },
  'networking.v1.HTTPIngressPath': function* ({ path, pathType }, place) {
    const where = text(path) ?? '';
    const any = pathType === 'ImplementationSpecific';
    if (pathType == null) return;
    if (!where.startsWith('/') && !(any && where === '')) {
      yield place.refuse('path', where === '' ? 'is missing' : `is ${shown(where)}`, "Allowed: what begins with '/'");
    }
    if (any) return;
    const bad = [
      ...BAD_IN_PATH.filter((part) => where.includes(part)),
      ...BAD_AT_END.filter((end) => where.endsWith(end)),
    ];
    for (const part of bad) yield place.refuse('path', `has '${part}'`, 'Write it without');
  },
  'networking.v1.IngressBackend': function* ({ service, resource }, place) {
    if ((service == null) === (resource == null))
      yield place.refuse(
        '',
        service == null ? 'has no service' : 'has service and resource',
        'Allowed: one of service, resource',
      );
  },
  'networking.v1.IngressServiceBackend': function* ({ port }, place) {
    const { name, number } = fields(port);
    if (name && number) yield place.refuse('port', 'has name and number', 'Keep one of them');
    if (!name && !number) yield place.refuse('port', 'is missing', 'Write its number or its name');
  },
  'networking.v1.NetworkPolicyPort': function* ({ port, endPort }, place) {
    if (port === '') yield place.refuse('port', 'is empty', 'Write a number or a name');
    if (endPort == null || (typeof port === 'number' && Number(endPort) >= port && Number(endPort) <= 65535)) return;
    yield place.refuse('endPort', `is ${shown(endPort)}`, 'Allowed: from port, which has to be a number, to 65535');
  },
  'networking.v1.NetworkPolicyPeer': function* ({ ipBlock, podSelector, namespaceSelector }, place) {
    const selects = podSelector != null || namespaceSelector != null;
    if (ipBlock == null && !selects)
      yield place.refuse('', 'names nobody', 'Write podSelector, namespaceSelector or ipBlock');
    if (ipBlock != null && selects) yield place.refuse('', 'has ipBlock and a selector', 'Keep one of them');
  },
  'networking.v1.IPBlock': function* ({ cidr, except }, place) {
    const outer = rangeOf(text(cidr) ?? '');
    for (const [index, item] of list(except).entries()) {
      const inner = rangeOf(text(item) ?? '');
      if (outer && inner && !liesIn(inner, outer))
        yield place.refuse(`except[${index}]`, `is ${shown(item)}`, `Allowed: a smaller range within ${String(cidr)}`);
    }
  },
  'networking.v1.NetworkPolicySpec': function* ({ policyTypes }, place) {
    if (list(policyTypes).length > 2) yield place.refuse('policyTypes', 'has more than 2', 'Write each once');
  },
};
