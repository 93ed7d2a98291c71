import { DNS_SUBDOMAIN } from '../../../../kubernetes/names';
import { entries, fields, list, text, type Fields } from '../../../fields';
import { isAddress, isOfNode, isRange } from '../addresses';
import { repeated } from '../repeated';
import type { Place, TypeRules } from '../place';
import { shown, type Refusal } from '../refusal';

/** Services. @see k8s.io/kubernetes pkg/apis/core/validation `validateService` */
export const SERVICE_RULES: TypeRules = {
  'core.v1.ServiceSpec': function* (spec, place) {
    const type = text(spec.type) || 'ClusterIP';
    const headless = spec.clusterIP === 'None' || list(spec.clusterIPs)[0] === 'None';
    if (type === 'ExternalName') yield* alias(spec, place);
    else yield* addresses(spec, headless, type, place);
    if (!headless && type !== 'ExternalName' && list(spec.ports).length === 0)
      yield place.refuse('ports', 'is empty', 'Write at least one');
    yield* ports(spec, type, place);
    yield* traffic(spec, type, place);
  },
  'core.v1.Service': function* (service, place) {
    const ranges = text(
      fields(fields(service.metadata).annotations)['service.beta.kubernetes.io/load-balancer-source-ranges'],
    );
    const spec = fields(service.spec);
    if (ranges === undefined || list(spec.loadBalancerSourceRanges).length > 0) return;
    const field = "metadata.annotations['service.beta.kubernetes.io/load-balancer-source-ranges']";
    if (spec.type !== 'LoadBalancer') yield place.refuse(field, 'is for type LoadBalancer', 'Remove it');
    for (const range of ranges.trim() === '' ? [] : ranges.split(','))
      if (!isRange(range.trim())) yield place.refuse(field, `has '${range}'`, 'Allowed: ranges such as 10.0.0.0/8');
  },
};

function* alias(spec: Fields, place: Place): Generator<Refusal> {
  const name = (text(spec.externalName) ?? '').replace(/\.$/, '');
  if (name === '') yield place.refuse('externalName', 'is missing', 'Write a DNS name');
  else if (!DNS_SUBDOMAIN.pattern.test(name) || name.length > DNS_SUBDOMAIN.longest)
    yield place.refuse('externalName', `is ${shown(spec.externalName)}`, `Allowed: ${DNS_SUBDOMAIN.allowed}`);
  for (const key of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) {
    const value = spec[key];
    if (value != null && value !== '' && list(value).length + (Array.isArray(value) ? 0 : 1) > 0)
      yield place.refuse(key, 'is not for type ExternalName', 'Remove it');
  }
}

function* addresses(spec: Fields, headless: boolean, type: string, place: Place): Generator<Refusal> {
  const { clusterIP } = spec;
  if (headless && type !== 'ClusterIP')
    yield place.refuse('clusterIP', `is 'None' with type ${type}`, 'Write type ClusterIP');
  if (typeof clusterIP === 'string' && clusterIP !== '' && clusterIP !== 'None' && !isAddress(clusterIP))
    yield place.refuse('clusterIP', `is ${shown(clusterIP)}`, "Allowed: an address, 'None', or nothing");
  const all = list(spec.clusterIPs);
  if (all.length > 0 && clusterIP && all[0] !== clusterIP)
    yield place.refuse('clusterIPs', `begins with ${shown(all[0])}`, 'Begin with clusterIP');
  if (all.length > 0 && clusterIP === '')
    yield place.refuse('clusterIPs', 'is there without clusterIP', 'Write both or none');
  yield* repeatedTexts(spec.ipFamilies, 'ipFamilies', place);
  for (const [index, ip] of list(spec.externalIPs).entries())
    if (typeof ip === 'string' && isOfNode(ip))
      yield place.refuse(`externalIPs[${index}]`, `is ${shown(ip)}`, 'Allowed: an address that reaches a node');
}

function* repeatedTexts(values: unknown, key: string, place: Place): Generator<Refusal> {
  for (const [index, value] of list(values).entries()) {
    if (list(values).indexOf(value) !== index)
      yield place.refuse(`${key}[${index}]`, `${shown(value)} is there twice`, 'Remove one');
  }
}

function* ports(spec: Fields, type: string, place: Place): Generator<Refusal> {
  const all = list(spec.ports);
  yield* repeated(place, 'ports', ({ name }) => text(name), 'name');
  yield* repeated(place, 'ports', ({ port, protocol }) => `${String(port)}/${text(protocol) ?? 'TCP'}`, 'port', {
    merged: true,
  });
  yield* repeated(
    place,
    'ports',
    ({ nodePort, protocol }) =>
      typeof nodePort === 'number' && nodePort !== 0 ? `${nodePort}/${text(protocol) ?? 'TCP'}` : undefined,
    'nodePort',
  );
  for (const [port, index] of entries(spec.ports)) {
    if (all.length > 1 && !port.name)
      yield place.refuse(`ports[${index}].name`, 'is missing, though there are several ports', 'Name each port');
    if (type === 'ClusterIP' && port.nodePort)
      yield place.refuse(
        `ports[${index}].nodePort`,
        'is for types NodePort and LoadBalancer',
        'Remove it, or change the type',
      );
    if (port.targetPort === '')
      yield place.refuse(`ports[${index}].targetPort`, 'is empty', 'Write a number or a name');
  }
}

function* traffic(spec: Fields, type: string, place: Place): Generator<Refusal> {
  const outside =
    type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && list(spec.externalIPs).length > 0);
  if (spec.externalTrafficPolicy && !outside)
    yield place.refuse('externalTrafficPolicy', 'is for types NodePort and LoadBalancer', 'Remove it');
  const needsCheck = type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
  if (spec.healthCheckNodePort && !needsCheck)
    yield place.refuse('healthCheckNodePort', 'is for LoadBalancer with externalTrafficPolicy: Local', 'Remove it');
  if (type === 'LoadBalancer') return;
  for (const key of ['allocateLoadBalancerNodePorts', 'loadBalancerClass', 'loadBalancerSourceRanges']) {
    if (spec[key] != null && !(Array.isArray(spec[key]) && spec[key].length === 0))
      yield place.refuse(key, 'is for type LoadBalancer', 'Remove it');
  }
}
